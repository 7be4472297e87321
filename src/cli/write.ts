import type { Writable } from 'node:stream'
import type { Redactor } from '../redactor.ts'
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
