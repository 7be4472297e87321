/** The beginning and the end of a stream of any length, in a fixed amount of memory. */
export interface OutputEnds {
  add(chunk: Uint8Array): void
  /** Both as one text; a line that was cut in the middle is left out. */
  text(): string
  /** Whether what came last ended a line; also where nothing came. */
  atLineStart(): boolean
}

const NEWLINE = 0x0a

/** Keeps the first `headBytes` and the last `tailBytes` of what is added. */
export function outputEnds(headBytes = 65_536, tailBytes = 196_608): OutputEnds {
  const head = Buffer.alloc(headBytes)
  let headLength = 0
  const ring = Buffer.alloc(tailBytes)
  /** How many bytes went into the ring, and so where the next goes. */
  let written = 0
  let last = NEWLINE

  const intoRing = (bytes: Uint8Array) => {
    // Of a long chunk only its end stays.
    const kept = bytes.subarray(Math.max(0, bytes.length - tailBytes))
    const start = (written + bytes.length - kept.length) % tailBytes
    const fits = Math.min(kept.length, tailBytes - start)
    ring.set(kept.subarray(0, fits), start)
    ring.set(kept.subarray(fits), 0)
    written += bytes.length
  }

  return {
    add: (chunk) => {
      if (chunk.length === 0) return
      last = chunk[chunk.length - 1] ?? last
      const first = chunk.subarray(0, headBytes - headLength)
      head.set(first, headLength)
      headLength += first.length
      if (first.length < chunk.length) intoRing(chunk.subarray(first.length))
    },
    text: () => {
      const begin = head.subarray(0, headLength)
      if (written <= tailBytes)
        return Buffer.concat([begin, ring.subarray(0, written)]).toString('utf8')
      const at = written % tailBytes
      const end = Buffer.concat([ring.subarray(at), ring.subarray(0, at)])
      return `${wholeLinesOf(begin)}\n${fromWholeLine(end)}`
    },
    atLineStart: () => last === NEWLINE,
  }
}

/** What a line break stands behind; all of it where there is none. */
function wholeLinesOf(bytes: Buffer): string {
  const end = bytes.lastIndexOf(NEWLINE)
  return bytes.subarray(0, end < 0 ? bytes.length : end).toString('utf8')
}

function fromWholeLine(bytes: Buffer): string {
  return bytes.subarray(bytes.indexOf(NEWLINE) + 1).toString('utf8')
}
