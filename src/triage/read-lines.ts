/** How far around a place the buffer reaches, unless its input begins or ends before. */
export const REACH = 16_384
/** What a part may be read as long as, where a line has no end. */
const BLOCK = 1_048_576

/** A stretch of an input that is to be looked through; what stands around it may be looked at. */
export interface Stretch {
  readonly buffer: Buffer
  readonly from: number
  readonly to: number
  /** Where the bytes of the input end in the buffer. */
  readonly end: number
  /** How many bytes of the input came before the buffer's first. */
  readonly offset: number
}

/** A buffer fit for `stretches`, which threads may share. */
export function stretchBuffer(): Buffer {
  return Buffer.from(new SharedArrayBuffer(BLOCK + 2 * REACH))
}

/**
 * An input in stretches of whole lines unless a line is too long: each byte is in one. How it
 * comes in chunks does not matter. A stretch is written over when as many more are asked for as
 * there are buffers.
 */
export async function* stretches(
  source: AsyncIterable<Uint8Array>,
  buffers: readonly Buffer[],
): AsyncGenerator<Stretch, void, undefined> {
  let turn = 0
  let buffer = buffers[0] as Buffer
  let filled = 0
  let from = 0
  let offset = 0
  const next = (to: number) => {
    // Words stay aligned.
    const keep = Math.max(0, to - REACH) & ~3
    turn = (turn + 1) % buffers.length
    const other = buffers[turn] as Buffer
    buffer.copy(other, 0, keep, filled)
    buffer = other
    filled -= keep
    offset += keep
    from = to - keep
  }
  for await (const chunk of source) {
    for (let taken = 0; taken < chunk.length; ) {
      const size = Math.min(chunk.length - taken, buffer.length - filled)
      buffer.set(chunk.subarray(taken, taken + size), filled)
      filled += size
      taken += size
      if (filled < buffer.length) continue
      const to = endOfLine(buffer, from, filled - REACH)
      yield { buffer, from, to, end: filled, offset }
      next(to)
    }
  }
  // What a literal is compared with behind the end must not be of what was here before.
  buffer.fill(0, filled)
  yield { buffer, from, to: filled, end: filled, offset }
}

function endOfLine(buffer: Buffer, from: number, limit: number): number {
  const end = buffer.lastIndexOf(10, limit - 1) + 1
  return end > from ? end : limit
}
