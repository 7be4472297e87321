import type { Writable } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Redactor } from '../secrets/redactor.ts'
import { UsageError } from '../usage-error.ts'

/** Writes a text to a stream, all secrets taken out. A reader that has gone away is no error; a full disk is a UsageError. */
export async function write(stream: Writable, text: string, redact: Redactor): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    stream.write(redact(text), (error: NodeJS.ErrnoException | null | undefined) => {
      if (error == null || error.code === 'EPIPE' || error.code === 'ERR_STREAM_DESTROYED')
        resolve()
      else reject(new UsageError(`the output cannot be written: ${error.code ?? error.message}`))
    })
  })
}

/** Nothing may depend on whether standard error is read. */
const MENTION_MS = 500

/** Writes a text that is worth no more than half a second of waiting for its reader; never rejects. */
export async function mention(stream: Writable, text: string, redact: Redactor): Promise<void> {
  await Promise.race([
    write(stream, text, redact).catch(() => {}),
    sleep(MENTION_MS, undefined, { ref: false }),
  ])
}
