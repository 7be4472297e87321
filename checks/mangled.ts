/**
 * What happened to a pasted secret: quotes around it, line breaks or spaces in it, a scheme
 * before it; undefined when nothing shows.
 */
export function mangled(value: string): string | undefined {
  if (/^\s*bearer\s/i.test(value)) return 'it begins with "Bearer"'
  if (/^(["'`]).*\1$/s.test(value.trim())) return 'it is in quotes'
  if (/[\r\n]/.test(value)) return 'it holds a line break'
  if (/^\s|\s$/.test(value)) return 'it begins or ends with a space'
  if (/\s/.test(value)) return 'it holds a space'
  if (/["'`]/.test(value)) return 'it holds a quote'
  if (/[^\u0021-\u007e]/.test(value)) return 'it holds characters that are not plain ASCII'
  return undefined
}
