import widthOf from 'fast-string-width'

const PLAIN = /^[\x20-\x7e]*$/

/**
 * Stands in place of the package `string-width`, which makes an expression of every emoji at start:
 * 50 ms. Nearly all text is plain, and as wide as it is long; that is asked some thousand times for
 * one `--help`.
 */
export default function stringWidth(text: string): number {
  return PLAIN.test(text) ? text.length : widthOf(text)
}
