// JSON need not escape these, but a terminal obeys some, others hide or reorder what they touch,
// and `##[` begins a command in the log of a GitHub Actions job (actions/runner, ActionCommand).
const HIDDEN = /[\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]|(?<=##)\[/g

/** A value as JSON in which no control character and no reordering mark is raw. */
export function safeJson(value: unknown, indent?: number): string {
  return JSON.stringify(value, undefined, indent).replace(
    HIDDEN,
    (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}
