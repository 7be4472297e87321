/** How far around a place the buffer reaches, unless its input begins or ends before. */
export const REACH = 16_384
/** What a part may be read as long as, where a line has no end. */
const BLOCK = 1_048_576

/** A stretch of an input that is to be looked through; what stands around it may be looked at. */
export interface Stretch {
  readonly from: number
  readonly to: number
  /** Where the bytes of the input end in the buffer. */
  readonly end: number
  /** How many bytes of the input came before the buffer's first. */
  readonly offset: number
}

/** A buffer fit for `readStretches`. */
export function stretchBuffer(): Buffer {
  return Buffer.from(new ArrayBuffer(BLOCK + 2 * REACH))
}

/**
 * Fills `buffer` with an input again and again, and has each byte looked through once, in
 * stretches of whole lines unless a line is too long. How the input comes in chunks does not
 * matter. Answers with the number of bytes.
 */
export async function readStretches(
  source: AsyncIterable<Uint8Array>,
  buffer: Buffer,
  look: (stretch: Stretch) => void,
): Promise<number> {
  let filled = 0
  let from = 0
  let total = 0
  let offset = 0
  const run = (last: boolean) => {
    const to = last ? filled : endOfLine(buffer, from, filled - REACH)
    // What a literal is compared with behind the end must not be of what was here before.
    if (last) buffer.fill(0, filled)
    look({ from, to, end: filled, offset })
    // Words stay aligned.
    const keep = Math.max(0, to - REACH) & ~3
    buffer.copyWithin(0, keep, filled)
    filled -= keep
    offset += keep
    from = to - keep
  }
  for await (const chunk of source) {
    total += chunk.length
    for (let taken = 0; taken < chunk.length; ) {
      const size = Math.min(chunk.length - taken, buffer.length - filled)
      buffer.set(chunk.subarray(taken, taken + size), filled)
      filled += size
      taken += size
      if (filled === buffer.length) run(false)
    }
  }
  run(true)
  return total
}

function endOfLine(buffer: Buffer, from: number, limit: number): number {
  const end = buffer.lastIndexOf(10, limit - 1) + 1
  return end > from ? end : limit
}
