import { combine } from '../plugins/plugin.ts'
import type { Io } from './io.ts'
import { write } from './write.ts'

/** Lists the checks or the causes, in report order. */
export async function list(
  argv: { readonly what: 'checks' | 'causes'; readonly format: string },
  io: Io,
): Promise<number> {
  const rows = argv.what === 'checks' ? await checkRows(io) : await causeRows(io)
  const width = Math.max(...rows.map(({ id }) => id.length))
  const text =
    argv.format === 'json'
      ? `${JSON.stringify(rows, undefined, 2)}\n`
      : rows.map(({ id, title }) => `${id.padEnd(width)}  ${title}\n`).join('')
  await write(io.stdout, text, io.redactor([]))
  return 0
}

async function checkRows(io: Io) {
  const { checks } = combine([await io.loadChecks(), ...(io.guests ?? [])])
  return checks.map(({ id, title, needs = [], after = [], network, writes, whileWaiting }) => ({
    id,
    title,
    needs,
    after,
    network: network ?? false,
    writes: writes ?? false,
    onlyWithWait: whileWaiting ?? false,
  }))
}

async function causeRows(io: Io) {
  return Object.entries(await io.loadCauses()).map(
    ([id, { title, documented, warning, transient, owner, docs }]) => ({
      id,
      title,
      severity: warning ? 'warn' : 'fail',
      documented,
      transient: transient ?? false,
      owner,
      docs,
    }),
  )
}
