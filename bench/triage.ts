import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { causes } from '../checks/causes/index.ts'
import type { Catalogue } from '../src/catalogue.ts'
import { doctorCommand } from '../test/support/doctor.ts'
import { interleaved, ratios, spread } from './interleaved.ts'
import { writeLog } from './log.ts'
import { peakMegabytes } from './memory.ts'
import { type Row, shown } from './row.ts'

const ROUNDS = 5
const MEGABYTES = 1000

/** How long a long log takes, beside `grep` for what the catalogue's own literals are. */
export async function triage(): Promise<Row[]> {
  const directory = await mkdtemp(join(tmpdir(), 'artifacts-doctor-bench-'))
  const log = join(directory, 'run.log')
  const patterns = join(directory, 'patterns')
  try {
    writeLog(log, MEGABYTES)
    const escaped = literals().map((text) => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'))
    await writeFile(patterns, `${escaped.join('|')}\n`)
    const doctor = { argv: [...doctorCommand, 'triage', '--format', 'json', log] } as const
    const times = await interleaved(
      { grep: { argv: ['grep', '-cE', '-f', patterns, log], env: { LC_ALL: 'C' } }, doctor },
      ROUNDS,
    )
    const seconds = (name: keyof typeof times) => (spread(times[name]).median / 1000).toFixed(2)
    return [
      {
        what: '`triage` of a log of 1 GB',
        beside: "`grep -cE` over the catalogue's literals",
        measured: `${shown(ratios(times.doctor, times.grep))} ×`,
        goal: '≤ 1.0 ×',
        detail: `${seconds('doctor')} s beside ${seconds('grep')} s`,
      },
      {
        what: 'the memory of that at the most',
        beside: '–',
        measured: `${(await peakMegabytes(doctor)).toFixed(0)} MB`,
        goal: '≤ 120 MB',
        detail: '',
      },
    ]
  } finally {
    await rm(directory, { recursive: true, force: true })
  }
}

/** The codes and words of the catalogue, as they stand there; of words with gaps, the longest. */
function literals(): string[] {
  const all = Object.values<Catalogue[string]>(causes).flatMap(({ match = [] }) =>
    match.flatMap((one) => {
      if ('code' in one) return one.code
      if (!('text' in one)) return []
      return one.text.split('*').sort((a, b) => b.length - a.length)[0] ?? []
    }),
  )
  return [...new Set(all)]
}
