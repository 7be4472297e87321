import { plain, rewritten, type View } from './view.ts'

/** JSON within JSON within a URL: nothing is packed deeper. */
const DEPTH = 4

/**
 * A text and what it reads as once it is unpacked, layer by layer: without the escapes of a
 * terminal, of JSON and of a shell, of URLs, of XML and HTML.
 */
export function readings(text: string): readonly View[] {
  const views = [plain(text)]
  for (let view = views[0]; view !== undefined && views.length <= DEPTH; ) {
    const next = unpacked(view)
    if (next === view) break
    views.push(next)
    view = next
  }
  return views
}

const PACKED = new RegExp(
  [
    // ECMA-48: control sequences, and strings such as a window's title.
    '\\u001b\\[[0-9:;<=>?]{0,32}[ -/]{0,4}[@-~]',
    '\\u001b[\\]PX^_][^\\u0007\\u001b]{0,256}(?:\\u0007|\\u001b\\\\)',
    '\\u001b[ -/]{0,4}[0-Z\\\\^-~]',
    // What hides in a text, and is no part of a secret.
    '[\\u0000-\\u0008\\u000e-\\u001a\\u001c-\\u001f\\u007f\\u00ad\\u200b-\\u200f\\u2060\\ufeff]',
    // JSON (RFC 8259 § 7), mountinfo (proc_pid_mountinfo(5)), and a line that a shell continues.
    '\\\\(?:u[0-9a-f]{4}|0(?:11|12|40|43)|134|x[0-9a-f]{2}|["\'\\\\/bfnrt]|\\r?\\n)',
    // URLs (RFC 3986 § 2.1), a whole UTF-8 sequence at once.
    '%[0-7][0-9a-f]|%[c-f][0-9a-f](?:%[89ab][0-9a-f]){1,3}',
    // XML and HTML.
    '&(?:amp|lt|gt|quot|apos|nbsp|#[0-9]{1,7}|#x[0-9a-f]{1,6});',
  ].join('|'),
  'gi',
)

function unpacked(view: View): View {
  return rewritten(view, PACKED, ([whole]) => {
    switch (whole[0]) {
      case '\\':
        return unescaped(whole)
      case '%':
        return Buffer.from(whole.replaceAll('%', ''), 'hex').toString('utf8')
      case '&':
        return entity(whole.slice(1, -1).toLowerCase())
      default:
        return ''
    }
  })
}

const ESCAPES: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' }

function unescaped(whole: string): string {
  const [, kind = ''] = whole
  if (kind === '\r' || kind === '\n') return ''
  if (/^[01]/.test(kind)) return String.fromCharCode(Number.parseInt(whole.slice(1), 8))
  if (whole.length > 3) return String.fromCharCode(Number.parseInt(whole.slice(2), 16))
  return ESCAPES[kind] ?? kind
}

const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
}

function entity(name: string): string {
  const known = ENTITIES[name]
  if (known !== undefined) return known
  const code = name.startsWith('#x')
    ? Number.parseInt(name.slice(2), 16)
    : Number.parseInt(name.slice(1), 10)
  return code <= 0x10ffff ? String.fromCodePoint(code) : ''
}

/** A reading without any blank: what was broken over lines stands together in it. */
export function squeezed(view: View): View {
  return rewritten(view, /\s+/g, () => '')
}

/**
 * Readings in which the lines stand together that a long word seems to have been broken over. What
 * ends a line may be a word of its own, or the beginning of one: once it is taken for each.
 */
export function joined(view: View): readonly View[] {
  const all = withoutBreaks(view, () => true)
  if (all === view) return []
  const some = withoutBreaks(view, (before, after) => !WORD.test(before) && !SECRET.test(after))
  return some.text === all.text ? [all] : [all, some]
}

function withoutBreaks(view: View, continues: (before: string, after: string) => boolean): View {
  return rewritten(view, /\r?\n[ \t]*/g, (match) => {
    const end = match.index + match[0].length
    const [before = ''] =
      /(?<![\w.~+/=%-])[\w.~+/=%-]*$/.exec(
        view.text.slice(Math.max(0, match.index - LONG), match.index),
      ) ?? []
    const [after = ''] = /^[\w.~+/=%-]*/.exec(view.text.slice(end, end + LONG)) ?? []
    const isBroken = before !== '' && after !== '' && !WORD.test(after) && continues(before, after)
    return isBroken ? '' : undefined
  })
}

/** How much of either line is looked at. */
const LONG = 24
/** A date, a time, a number, a word: what lines of a log begin and end with. */
const WORD =
  /^(\d{4}-\d\d-\d\d|\d\d[/:.-]\d\d|\d{1,13}$|[A-Z]?[a-z]{1,15}$|[A-Z]{1,10}$|[A-Za-z]+=)/
/** What begins a secret, and goes on with none. */
const SECRET = /^(tbo_|art_|tsec_|tid_|eyJ|ZXlK|AKIA|ASIA)/
