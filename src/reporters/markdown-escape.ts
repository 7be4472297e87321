import type { Step } from '../catalogue.ts'
import { visible } from '../visible.ts'
import { webAddress } from '../web-address.ts'

/**
 * A text as prose of GitHub's Markdown (github.github.com/gfm), whatever it holds: no emphasis,
 * link, tag, entity, list or table comes of it, nobody is mentioned and no issue is linked.
 */
export function prose(text: string): string {
  const shown = visible(text).trim()
  if (shown === '') return NOTHING
  let end = 0
  let escapedText = ''
  for (const { 0: found, index } of shown.matchAll(FOUND)) {
    const core = found.replace(/(?<![.,;:!?)"'])[.,;:!?)"']+$/, '')
    escapedText += escaped(shown.slice(end, index)) + spanned(core)
    end = index + core.length
  }
  return (
    (escapedText + escaped(shown.slice(end)))
      // What would begin a block if it stands first: a heading, a list, a rule, a quotation.
      .replace(/^[-+#=]/, '\\$&')
      .replace(/^(\d+)([.)])/, '$1\\$2')
  )
}

/** What is shown for a text that holds nothing. */
const NOTHING = '–'

/** Addresses, mentions and numbers of issues become links without any mark, but not as code. */
const FOUND = /(?<![^\s|`\\<>])[^\s|`\\<>]*(?::\/\/|www\.|[@#]\w|gh-\d)[^\s|`\\<>]*/gi

/** Within a word, as in the name of a variable, `_` is no mark (§ 6.2). */
function escaped(text: string): string {
  return text
    .replace(/[\\*[\]<>&~|$]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])/g, '\\$&')
    .replace(/`/g, '&#96;')
}

/** A text as code within a line, letter for letter; nothing in it is looked at. */
export function code(text: string): string {
  return spanned(visible(text))
}

/** The same for the cell of a table, where even code must not hold a bare `|`. */
export function cell(text: string): string {
  const shown = visible(text)
  if (shown.trim() === '') return NOTHING
  // Behind a backslash, parsers do not agree on how one is written: it stands outside of the code.
  return shown
    .split(/(?<=\\)\|/)
    .map((part) => (part.trim() === '' ? part : spanned(part).replace(/\|/g, '\\|')))
    .join('\\|')
}

/** A text as a block of code, line for line, whatever fences it holds; what is typed into a shell unless said. */
export function codeBlock(text: string, language: 'sh' | 'text' = 'sh'): string {
  const fence = fenceFor(text, 3)
  return [`${fence}${language}`, ...text.split(/\r?\n/).map(visible), fence].join('\n')
}

/** The steps to mend a cause as a list with numbers, the command of each in a block below it. */
export function steps(fix: readonly Step[]): string {
  return fix
    .map(({ do: what, run }, index) => {
      const number = `${index + 1}. `
      if (run === undefined) return `${number}${prose(what)}`
      const command = codeBlock(run).replace(/^/gm, ' '.repeat(number.length))
      return `${number}${prose(what)}\n\n${command}`
    })
    .join('\n')
}

/** A link, where the address is one of the web's; else the address as code. */
export function link(label: string, address: string): string {
  const target = targetOf(address)
  return target === undefined ? code(address) : `[${prose(label)}](${target})`
}

/** A link that shows where it leads, where the address is one of the web's; else the address as code. */
export function address(text: string): string {
  const target = targetOf(text)
  return target === undefined ? code(text) : `<${target}>`
}

/** The address of a page of the web, with nothing in it that could end a link. */
function targetOf(address: string): string | undefined {
  return webAddress(address)?.replace(
    /[()<>\\]/g,
    (character) => `%${character.charCodeAt(0).toString(16)}`,
  )
}

function spanned(text: string): string {
  if (text.trim() === '') return NOTHING
  const fence = fenceFor(text, 1)
  // One blank at each end is not shown (§ 6.3); it keeps a grave accent apart from the fence.
  const blank = /^[` ]|[` ]$/.test(text) ? ' ' : ''
  return `${fence}${blank}${text}${blank}${fence}`
}

/** More grave accents than any run of them in the text. */
function fenceFor(text: string, least: number): string {
  const longest = Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length))
  return '`'.repeat(Math.max(least, longest + 1))
}
