/** A run of Base64 that holds text. */
export interface PackedRun {
  readonly start: number
  readonly text: string
  /** What it holds, as far as it is text. */
  readonly holds: string
}

/**
 * The runs of Base64 (RFC 4648 § 4 and 5) in a text that hold text. What stands before a run may
 * belong to its alphabet as well, or its beginning be cut off: it is read from each alignment.
 */
export function packedRuns(text: string): PackedRun[] {
  return [...text.matchAll(/[A-Za-z0-9+/_-]{16,}={0,2}/g)].flatMap(({ 0: run, index }) => {
    const holds = [0, 1, 2, 3]
      .flatMap((at) => Buffer.from(run.slice(at), 'base64').toString('latin1').match(TEXT) ?? [])
      .join('\n')
    return holds === '' ? [] : [{ start: index, text: run, holds }]
  })
}

/** So many bytes in a row are hardly ever ASCII by chance. */
const TEXT = /[\t\r\n -~]{10,}/g
