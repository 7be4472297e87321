import type { Catalogue } from '../catalogue.ts'
import type { Explained } from '../matching/matcher.ts'
import { OWNERS } from './cause-page.ts'
import { address, code, prose, steps } from './markdown-escape.ts'

/** An explanation in Markdown, to paste into an answer: a section for each cause. */
export function explanationMarkdown(matches: readonly Explained[], causes: Catalogue): string {
  const sections = matches.flatMap(({ cause, matched }) => {
    const known = causes[cause]
    if (known === undefined) return []
    const from = matched === cause ? '' : ` · from ${code(matched)}`
    return [
      [
        `## ${prose(known.title)}`,
        `${code(cause)}${from}`,
        prose(known.why),
        steps(known.fix),
        `${OWNERS[known.owner]} More: ${address(known.docs)}`,
      ].join('\n\n'),
    ]
  })
  return `${sections.join('\n\n')}\n`
}
