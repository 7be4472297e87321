import type { Readable, Writable } from 'node:stream'

/** A stream on its way to another. */
export interface Passing {
  /** Whether the reader is behind, so that nothing more is read for now. */
  waiting(): boolean
  /** How many bytes have come so far. */
  bytes(): number
  /** Whether no more can come. */
  ended(): boolean
  /** Resolves when no more can come. */
  readonly whenEnded: Promise<void>
  /** Why the target took no more, if it failed: an errno such as EPIPE. */
  broken(): string | undefined
  /** Leaves both streams: the source is closed, the target stays. */
  end(): void
}

/**
 * Passes on every byte as it comes, and reads no faster than the target takes it. When the
 * target breaks, the source is closed: whoever writes to it learns of it as in a pipe.
 */
export function passOn(source: Readable, target: Writable, seen: (chunk: Buffer) => void): Passing {
  let bytes = 0
  let behind = false
  let broken: string | undefined
  const whenEnded = new Promise<void>((resolve) => {
    source.once('end', resolve)
    source.once('close', resolve)
  })
  const onDrain = () => {
    behind = false
    source.resume()
  }
  const onError = (error: NodeJS.ErrnoException) => {
    broken ??= error.code ?? error.message
    behind = false
    source.destroy()
  }
  const onData = (chunk: Buffer) => {
    bytes += chunk.length
    seen(chunk)
    if (broken !== undefined || target.write(chunk)) return
    behind = true
    source.pause()
  }
  target.on('drain', onDrain)
  target.on('error', onError)
  source.on('data', onData)
  source.on('error', () => {})
  // It broke before, in an earlier attempt.
  if (target.destroyed || target.errored)
    onError(target.errored ?? Object.assign(new Error(), { code: 'EPIPE' }))
  return {
    waiting: () => behind,
    bytes: () => bytes,
    ended: () => source.readableEnded || source.destroyed,
    whenEnded,
    broken: () => broken,
    end: () => {
      target.off('drain', onDrain)
      target.off('error', onError)
      source.destroy()
    },
  }
}
