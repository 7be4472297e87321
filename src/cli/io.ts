import type { Readable, Writable } from 'node:stream'
import type { Catalogue } from '../catalogue.ts'
import type { Plugin } from '../plugin.ts'
import type { Redactor } from '../redactor.ts'
import { UsageError } from '../usage-error.ts'

/** Everything outside that a command touches, and how it gets what the doctor knows. */
export interface Io {
  readonly env: Readonly<NodeJS.ProcessEnv>
  readonly stdin: Readable
  readonly stdout: Writable
  readonly stderr: Writable
  /** The causes alone: `explain` needs no check and no SDK. */
  readonly loadCauses: () => Promise<Catalogue>
  readonly loadChecks: () => Promise<Plugin>
  /** Makes the redactor that stands before every writer. */
  readonly redactor: (known: Iterable<string>) => Redactor
}

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
