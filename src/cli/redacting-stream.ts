import { Writable } from 'node:stream'
import type { Redactor } from '../secrets/redactor.ts'

/** A stream that writes to `target` what `redact` leaves of each chunk. */
export function redacting(target: Writable, redact: Redactor): Writable {
  const { isTTY, columns, rows } = target as Partial<NodeJS.WriteStream>
  const stream = new Writable({
    decodeStrings: false,
    write: (chunk: string | Buffer, _encoding, done) => {
      target.write(redact(chunk.toString()))
      done()
    },
  })
  return Object.assign(stream, { isTTY, columns, rows })
}
