// C0 and C1 controls, and the characters that reorder or hide text (Unicode TR36, "Trojan Source").
const HIDDEN =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g

/**
 * A stranger's text made harmless for a terminal: control characters, ANSI escapes and
 * reordering marks are shown as `\u{1b}`, line breaks and tabs become spaces.
 */
export function visible(text: string): string {
  return text
    .replace(/[\r\n\t]+/g, ' ')
    .replace(HIDDEN, (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`)
}
