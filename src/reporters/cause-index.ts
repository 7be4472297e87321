import type { Catalogue, Cause } from '../catalogue.ts'
import { areaOf } from '../id.ts'
import { pageName } from './cause-page.ts'
import { cell, prose } from './markdown-escape.ts'

/** The page that leads to the pages of all causes, in Markdown: a table for each area. */
export function causeIndex(catalogue: Catalogue): string {
  const all = Object.entries(catalogue)
  const areas = [...new Set(all.map(([id]) => areaOf(id)))]
  const tables = areas.map((area) => {
    const rows = all.filter(([id]) => areaOf(id) === area).map(row)
    return `## ${area}\n\n| cause | what is wrong | |\n|---|---|---|\n${rows.join('\n')}`
  })
  return `${[
    '# What can be wrong',
    `Every cause that the doctor knows, ${all.length} in all. These pages are made from the catalogue in \`checks/causes\` by \`npm run docs:causes\`; edit it, not them.`,
    ...tables,
  ].join('\n\n')}\n`
}

function row([id, cause]: [string, Cause]): string {
  const { title, warning, transient, documented } = cause
  const marks = [
    ...(warning ? ['warning'] : []),
    ...(transient ? ['transient'] : []),
    ...(documented ? ['documented'] : []),
  ]
  return `| [${cell(id)}](${pageName(id)}) | ${prose(title)} | ${marks.join(', ')} |`
}
