import { visible } from '../../visible.ts'

// A symbol of our own: nothing that was parsed from JSON can pass for markup.
const MARKUP = Symbol('markup')

/** HTML that goes into a page as it is; only `markup` and `verbatim` make it. */
export interface Markup {
  readonly [MARKUP]: string
}

/** What a template takes: text is escaped, lists are joined, `false` and `undefined` are left out. */
export type Part = Markup | string | number | boolean | undefined | readonly Part[]

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** A stranger's text for the content of an element or a quoted attribute, what hides in it made visible. */
function escapeHtml(text: string): string {
  return visible(text).replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '')
}

/** A template of HTML, in which every value that is no markup itself is escaped. */
export function markup(strings: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  const text = strings.reduce((before, after, index) => before + show(parts[index - 1]) + after)
  return { [MARKUP]: text }
}

/** Our own style or script, which HTML does not escape. */
export function verbatim(own: string): Markup {
  return { [MARKUP]: own }
}

/** The text of a whole page. */
export function textOf(page: Markup): string {
  return page[MARKUP]
}

function show(part: Part): string {
  if (part === undefined || part === false) return ''
  if (Array.isArray(part)) return part.map(show).join('')
  if (typeof part === 'object' && MARKUP in part) return part[MARKUP]
  return escapeHtml(String(part))
}
