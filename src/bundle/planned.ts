import { stat } from 'node:fs/promises'
import type { Redactor } from '../secrets/redactor.ts'
import { showBytes } from './bytes.ts'
import { caps } from './caps.ts'
import { nameFor } from './collect-logs.ts'
import { logTail } from './log-tail.ts'

/** A file that would go into a bundle. */
export interface Planned {
  readonly name: string
  readonly size: string
  readonly what: string
}

/** What would go into a bundle, without a look at any server; throws a UsageError for a log that cannot be read. */
export async function planned(logs: readonly string[], redact: Redactor): Promise<Planned[]> {
  const small = 'some KB'
  const taken = new Set<string>()
  const named: Planned[] = []
  for (const [index, path] of logs.entries()) {
    const tail = await logTail(path, 4096)
    const { size } = await stat(path)
    const name = nameFor(path, redact, taken)
    const left = index >= caps.logs ? `no more than ${caps.logs} logs go in` : undefined
    const why = 'why' in tail ? tail.why : left
    named.push(
      why === undefined
        ? {
            name,
            size: showBytes(Math.min(size, caps.perLogBytes)),
            what:
              size > caps.perLogBytes ? `the end of a log of ${showBytes(size)}` : 'a log, whole',
          }
        : { name, size: '–', what: `left out: ${why}` },
    )
  }
  return [
    { name: 'manifest.json', size: small, what: 'what is in the bundle, sizes and checksums' },
    { name: 'report.json', size: small, what: 'what the checks find, settings with their sources' },
    {
      name: 'environment.json',
      size: small,
      what: 'versions, the machine, whether known variables are set',
    },
    {
      name: 'mountinfo.txt',
      size: small,
      what: 'what is mounted where; values of unusual options left out',
    },
    { name: 'triage.json', size: small, what: 'the causes that the logs lead to' },
    ...named,
    { name: 'redactions.json', size: small, what: 'how much was taken out, by rule; no values' },
    { name: 'summary.md', size: small, what: 'all of it in short, to paste' },
  ]
}
