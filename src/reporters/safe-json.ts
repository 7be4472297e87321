// JSON need not escape these, but a terminal obeys some, and others hide or reorder what they touch.
const HIDDEN = /[\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g

/** A value as one JSON document, in which no control character and no reordering mark is raw. */
export function safeJson(value: unknown): string {
  const text = JSON.stringify(value, undefined, 2)
  const safe = text.replace(HIDDEN, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`)
  return `${safe}\n`
}
