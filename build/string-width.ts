import widthOf from 'fast-string-width'

/** ASCII and Latin-1, and the signs that the doctor writes: each as wide as one letter. */
const PLAIN = /^[\n\x20-\x7e\xa0-\xff–…✓]*$/

/**
 * Stands in place of the package `string-width`, which makes an expression of every emoji at start:
 * 50 ms. Nearly all text is plain, and as wide as it is long; for one `--help` that is asked
 * thousands of times.
 */
export default function stringWidth(text: string): number {
  return PLAIN.test(text) ? text.replaceAll('\n', '').length : widthOf(text)
}
