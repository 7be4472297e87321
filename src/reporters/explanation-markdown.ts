import type { Catalogue } from '../catalogue.ts'
import type { Explained } from '../matching/matcher.ts'
import { OWNERS, steps } from './cause-page.ts'
import { markdownCode, markdownText } from './markdown-text.ts'

/** An explanation in Markdown, to paste into an answer: a section for each cause. */
export function explanationMarkdown(matches: readonly Explained[], causes: Catalogue): string {
  const sections = matches.flatMap(({ cause, matched }) => {
    const known = causes[cause]
    if (known === undefined) return []
    const from = matched === cause ? '' : ` · from ${markdownCode(matched)}`
    return [
      [
        `## ${markdownText(known.title)}`,
        `${markdownCode(cause)}${from}`,
        markdownText(known.why),
        steps(known),
        `${OWNERS[known.owner]} More: <${known.docs}>`,
      ].join('\n\n'),
    ]
  })
  return `${sections.join('\n\n')}\n`
}
