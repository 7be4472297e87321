// C0 and C1 controls, and the characters that reorder or hide text (Unicode TR36, "Trojan Source").
const HIDDEN =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g

// What the runner of GitHub Actions takes for a command in a job's log: at the start of a line,
// which may come of wrapping, or anywhere (actions/runner, ActionCommandManager.cs).
const COMMAND =
  /(?<=^|\s)::(?=debug|warning|error|notice|group|endgroup|echo|(?:add|remove|save|set|stop|internal)-)|##\[/gi

/**
 * A stranger's text made harmless for a terminal and a job's log: control characters, ANSI
 * escapes, reordering marks and the marks of a workflow command are shown as `\u{1b}`, line
 * breaks and tabs become spaces.
 */
export function visible(text: string): string {
  return text
    .replace(/[\r\n\t]+/g, ' ')
    .replace(COMMAND, (mark) => mark.replace(/^:|\[/, shown))
    .replace(HIDDEN, shown)
}

function shown(character: string): string {
  return `\\u{${character.codePointAt(0)?.toString(16)}}`
}
