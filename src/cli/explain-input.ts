import { UsageError } from '../usage-error.ts'
import type { Io } from './io.ts'

const LARGEST_BYTES = 64 * 1024 * 1024

/** The text to explain: the words typed, or standard input where there are none or `-`; UTF-16 with a BOM is read too. */
export async function textToExplain(words: readonly string[], io: Io): Promise<string> {
  const typed = words.length > 0 && !(words.length === 1 && words[0] === '-')
  const text = typed ? words.join(' ') : decoded(await readAll(io))
  if (text.trim() === '')
    throw new UsageError('explain: there is no text; expected a code, a message or a cause id')
  return text
}

async function readAll({ stdin }: Io): Promise<Buffer> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of stdin) {
    const piece = Buffer.from(chunk)
    bytes += piece.length
    if (bytes > LARGEST_BYTES)
      throw new UsageError(
        'explain: the text is longer than 64 MB; triage reads logs of any length',
      )
    chunks.push(piece)
  }
  return Buffer.concat(chunks)
}

function decoded(bytes: Buffer): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return bytes.toString('utf16le', 2)
  if (bytes[0] === 0xfe && bytes[1] === 0xff && bytes.length % 2 === 0)
    return Buffer.from(bytes.subarray(2)).swap16().toString('utf16le')
  return bytes.toString('utf8')
}
