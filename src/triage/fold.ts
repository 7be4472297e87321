/** What differs from one line to the next of the same kind, the most special first. */
const VARYING: readonly (readonly [RegExp, string])[] = [
  [/\d{4}[-/]\d\d[-/]\d\d[T ]\d\d:\d\d:\d\d(?:[.,]\d{1,9})?(?:Z|[+-]\d\d:?\d\d)?/g, '<time>'],
  [/\b\d\d:\d\d:\d\d(?:[.,]\d{1,9})?\b/g, '<time>'],
  [/\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/gi, '<id>'],
  [/\b0x[0-9a-f]{1,16}\b/gi, '<id>'],
  [/(["'`])\/[^"'`\s]{1,300}\1/g, '<path>'],
  [/\b\d{1,3}(?:\.\d{1,3}){3}(?::\d{1,5})?\b/g, '<address>'],
  // A word of hexadecimal digits is an id where one of them is a number.
  [/\b(?=[a-f]{0,40}\d)[0-9a-f]{8,64}\b/gi, '<id>'],
  [/\d{1,40}(?:\.\d{1,40})?/g, '<n>'],
]

/** A line as its kind: times, ids, addresses, quoted paths and numbers are alike. */
export function fold(line: string): string {
  return VARYING.reduce((text, [shape, instead]) => text.replace(shape, instead), line)
}
