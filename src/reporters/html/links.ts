import type { Report } from '../../report/report.ts'
import { type Markup, markup } from './markup.ts'

/** Links from one part of the page to another; the anchors are numbers, never a stranger's text. */
export interface Links {
  /** The `id` attribute of a check's row, if the check is in the report. */
  rowOf(check: string): string | undefined
  /** A check's id, as a link to its row. */
  check(id: string): Markup
  /** Several, with commas between. */
  checks(ids: readonly string[]): Markup
  /** The `id` attribute of a cause's block, if it is a root of the report. */
  blockOf(cause: string): string | undefined
  /** A cause's id, as a link to its block. */
  cause(id: string): Markup
}

/** The links of this report's page. */
export function linksOf({ checks, rootCauses }: Report): Links {
  const rows = new Map(checks.map(({ id }, index) => [id, `check-${index + 1}`]))
  const blocks = new Map(rootCauses.map(({ cause }, index) => [cause, `cause-${index + 1}`]))
  const check = (id: string) => link(rows.get(id), id)
  return {
    rowOf: (id) => rows.get(id),
    check,
    checks: (ids) => markup`${ids.map((id, index) => [index === 0 ? '' : ', ', check(id)])}`,
    blockOf: (id) => blocks.get(id),
    cause: (id) => link(blocks.get(id), id),
  }
}

function link(anchor: string | undefined, id: string): Markup {
  return anchor === undefined
    ? markup`<code>${id}</code>`
    : markup`<a href="#${anchor}"><code>${id}</code></a>`
}
