import { visible } from '../visible.ts'

/** A text that Markdown and HTML take for nothing but text, on one line. */
export function markdownText(text: string): string {
  return visible(text)
    .replace(/[\\`*[\]<>|#~]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])/g, '\\$&')
    .replaceAll('&', '&amp;')
}

/** A text as code within a line, whatever backticks it has. */
export function markdownCode(text: string): string {
  const shown = visible(text)
  const longest = Math.max(0, ...(shown.match(/`+/g) ?? []).map(({ length }) => length))
  const fence = '`'.repeat(longest + 1)
  const gap = longest > 0 || shown.startsWith(' ') || shown.endsWith(' ') ? ' ' : ''
  return `${fence}${gap}${shown}${gap}${fence}`
}

/** A block of what is typed into a shell. */
export function markdownShell(command: string, indent = ''): string {
  const fence = '`'.repeat(
    Math.max(3, ...(command.match(/`+/g) ?? []).map(({ length }) => length + 1)),
  )
  const lines = command.split(/\r?\n/).map(visible)
  return [`${fence}sh`, ...lines, fence].map((line) => indent + line).join('\n')
}
