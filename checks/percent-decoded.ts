/** A part of a URL without its percent-encoding; one that is encoded wrongly stays as it came. */
export function percentDecoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
