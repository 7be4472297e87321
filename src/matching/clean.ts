/** Colours and cursor movements (ECMA-48 CSI), titles and links (OSC), and colours that lost their escape. */
const ESCAPES =
  /\u001b\[[0-?]{0,32}[ -/]{0,4}[@-~]|\u001b\][^\u0007\u001b]{0,256}(?:\u0007|\u001b\\)|\[\d{1,3}(?:;\d{1,3}){0,4}m/g
// Runs have an end: one of ten million overflows the stack of an expression that V8 has not optimised.
const CONTROLS =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\ufeff]{1,1024}/g
const BACKSLASHES = /\\{1,1024}(u[0-9a-fA-F]{4}|[\s\S])?/g
const ENTITIES = /&(lt|gt|quot|amp|apos|#39|#34);/g

/**
 * A text as errors are read in it: without BOM, ANSI escapes and control characters, its lines
 * ended by `\n` alone, and with what JSON or HTML had escaped, however often, written plainly.
 */
export function clean(text: string): string {
  const plain = text.replace(ESCAPES, '').replace(/\r\n?/g, '\n').replace(CONTROLS, ' ')
  const flat = plain.includes('\\') ? plain.replace(BACKSLASHES, unescaped) : plain
  return flat.includes('&') ? flat.replace(ENTITIES, (_, name: string) => entity(name)) : flat
}

/** The same text with A to Z made small: every position stays where it was. */
export function small(text: string): string {
  return text.replace(/[A-Z]{1,1024}/g, (letters) => letters.toLowerCase())
}

function unescaped(_: string, escaped = ''): string {
  if (escaped.length === 5) {
    const character = String.fromCharCode(Number.parseInt(escaped.slice(1), 16))
    return character < ' ' ? ' ' : character
  }
  if (escaped === 'n' || escaped === 'r') return '\n'
  return escaped === 't' ? ' ' : escaped
}

function entity(name: string): string {
  switch (name) {
    case 'lt':
      return '<'
    case 'gt':
      return '>'
    case 'amp':
      return '&'
    case 'quot':
    case '#34':
      return '"'
    default:
      return "'"
  }
}
