import { open, stat } from 'node:fs/promises'
import { ensureAnswering } from '../disk/answering.ts'
import { safeJson } from '../reporters/safe-json.ts'
import type { Triage } from '../triage/document.ts'
import { type TriageInput, triage } from '../triage/index.ts'
import { UsageError } from '../usage-error.ts'
import { coloured } from './colour.ts'
import type { Io } from './io.ts'
import { write } from './write.ts'

interface TriageArguments {
  readonly file: readonly string[]
  readonly backend?: 'managed' | 'byo' | undefined
  readonly format: 'text' | 'json' | 'markdown'
}

/** Names the causes in files: 0 when there is a known one, 1 when there is none. */
export async function triageCommand(argv: TriageArguments, io: Io): Promise<number> {
  const { file: files, backend, format } = argv
  const inputs: TriageInput[] = []
  // yargs takes a lone `-` away: no file is standard input.
  for (const file of new Set(files.length === 0 ? [STDIN] : files))
    inputs.push(file === STDIN ? standardInput(io) : await fileInput(file))
  const redact = io.redactor([])
  const found = await triage(inputs, {
    catalogue: await io.loadCauses(),
    redact,
    openArchive: async function* (name, bytes) {
      const { triageInputs } = await import('../bundle/triage-inputs.ts')
      yield* triageInputs(name, bytes)
    },
    ...(backend === undefined ? {} : { backend }),
  })
  const shown = await shownAs(format, found, io)
  // Redacted where it was read; laid out, half of a secret could not be told any more.
  await write(io.stdout, shown, (text) => text)
  return found.rootCauses.length > 0 ? 0 : 1
}

async function shownAs(format: TriageArguments['format'], found: Triage, io: Io): Promise<string> {
  switch (format) {
    case 'json':
      return `${safeJson(found, 2)}\n`
    case 'markdown':
      return (await import('../reporters/triage-markdown.ts')).triageMarkdown(found)
    case 'text':
      return (await import('../reporters/triage-text.ts')).triageText(found, {
        colour: coloured('auto', io.stdout, io.env),
        columns: (io.stdout as Partial<NodeJS.WriteStream>).columns || 80,
      })
  }
}

function standardInput({ stdin }: Io): TriageInput {
  return {
    name: '-',
    open: async function* () {
      for await (const chunk of stdin) yield typeof chunk === 'string' ? Buffer.from(chunk) : chunk
    },
  }
}

/** What `-` stands for. */
const STDIN = '/dev/stdin'
const CHUNK = 1_048_576

async function fileInput(path: string): Promise<TriageInput> {
  const refuse = (error: NodeJS.ErrnoException) => {
    throw unreadable(path, error)
  }
  await ensureAnswering(path, 'read').catch(refuse)
  const found = await stat(path).catch(refuse)
  if (found.isDirectory())
    throw new UsageError(
      `triage: '${path}' is a directory; expected files, such as ${path.replace(/(?<!\/)\/+$/, '')}/*.log`,
    )
  return {
    name: path,
    open: async function* () {
      const handle = await open(path).catch((error: NodeJS.ErrnoException) => {
        throw unreadable(path, error)
      })
      // Two buffers for the whole file, one filled while the other is looked through: whoever reads
      // has copied a chunk before asking for the next.
      let [next, now] = [Buffer.allocUnsafeSlow(CHUNK), Buffer.allocUnsafeSlow(CHUNK)]
      const read = () => handle.read(next, 0, CHUNK, null)
      let reading = read()
      try {
        for (;;) {
          const { bytesRead } = await reading
          ;[next, now] = [now, next]
          if (bytesRead === 0) return
          reading = read()
          yield now.subarray(0, bytesRead)
        }
      } catch (error) {
        throw unreadable(path, error as NodeJS.ErrnoException)
      } finally {
        await reading.catch(() => {})
        await handle.close()
      }
    },
  }
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'does not exist',
  EACCES: 'may not be read by this user',
  EPERM: 'may not be read by this user',
  ETIMEDOUT: 'is on a mount that does not answer',
  ENOTDIR: 'does not exist: a part of its path is no directory',
}

function unreadable(path: string, { code = '', message }: NodeJS.ErrnoException): UsageError {
  return new UsageError(
    `triage: '${path}' ${REASONS[code] ?? `cannot be read (${code || message})`}; expected a log, a report or a bundle, or - for standard input`,
  )
}
