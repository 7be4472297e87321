import { isRecord } from '../src/index.ts'

/** An object of JSON of which nothing is known yet. */
export type JsonObject = Readonly<Record<string, unknown>>

/** The object that a stranger's JSON holds; undefined for everything else, and for more than is read here. */
export function parseObject(text: string): JsonObject | undefined {
  if (!isModest(text)) return undefined
  try {
    const value: unknown = JSON.parse(text)
    return isRecord(value) ? value : undefined
  } catch {
    return undefined
  }
}

/** Nothing read here is nested deeper, or holds more objects and lists. */
const DEEPEST = 32
const MOST = 200_000

/**
 * Whether a text of JSON holds no more, and is nested no deeper, than anything read here. A parser
 * makes an object for every bracket, a hundred times as large: a stranger's text is checked first.
 */
function isModest(text: string): boolean {
  let depth = 0
  let opened = 0
  for (let at = 0; at < text.length; at += 1) {
    switch (text[at]) {
      case '[':
      case '{':
        depth += 1
        opened += 1
        if (depth > DEEPEST || opened > MOST) return false
        break
      case ']':
      case '}':
        depth -= 1
        break
      case '"':
        at = endOfString(text, at)
        break
    }
  }
  return true
}

/** Where the string that begins at `start` ends; the text's end where it never does. */
function endOfString(text: string, start: number): number {
  let at = start + 1
  while (at < text.length && text[at] !== '"') at += text[at] === '\\' ? 2 : 1
  return at
}
