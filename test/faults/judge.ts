import type { Report } from '../../src/report/report.ts'
import { runReport } from '../support/run-check.ts'
import type { Fault, Healthy, Line } from './line.ts'

/** What came of one line of the grid. */
export interface Verdict {
  readonly line: Line
  /** What is wrong with the doctor's answer, a sentence each; empty when it is right. */
  readonly wrong: readonly string[]
  readonly report: Report
}

/** Runs the doctor on a line's world, as if `without` had been left out, and judges what it says. */
export async function judge(line: Line, without: readonly string[] = []): Promise<Verdict> {
  const world = await line.world()
  try {
    const { flags, env, waitMs, timeoutMs, now, files, machine } = world
    const report = await runReport({
      only: world.only ?? ['storage/*', 'host/clock'],
      flags,
      env,
      skip: without,
      ...(waitMs === undefined ? {} : { waitMs }),
      ...(timeoutMs === undefined ? {} : { timeoutMs }),
      ...(now === undefined ? {} : { now }),
      ...(files === undefined ? {} : { files }),
      ...(machine === undefined ? {} : { machine }),
    })
    const stays = 'root' in line && line.leaves === true
    const left = await world.left()
    const leftovers = report.leftovers ?? []
    const wrong = [
      ...('root' in line ? faultWrong(line, report) : healthyWrong(line, report)),
      ...(!stays && left.length > 0 ? [`left in the bucket: ${left.join(', ')}`] : []),
      ...(stays === leftovers.length > 0
        ? []
        : [`says it left ${leftovers.join(', ') || 'nothing'}`]),
    ]
    return { line, wrong, report }
  } finally {
    await world.stop()
  }
}

function faultWrong(fault: Fault, report: Report): string[] {
  const { area, root, check, seen, also = [], blocked = {} } = fault
  const [first, ...rest] = report.rootCauses
  const named = report.checks.find(({ id }) => id === check)
  const evidence = named !== undefined && 'evidence' in named ? (named.evidence ?? {}) : {}
  return [
    ...(first?.cause === root ? [] : [`named ${first?.cause ?? 'nothing'} first, not ${root}`]),
    ...(first === undefined || first.checks.includes(check)
      ? []
      : [`${first.checks.join(', ')} named it, not ${check}`]),
    ...rest
      .filter(({ severity, cause }) => severity === 'fail' && !also.some((one) => one === cause))
      .map(({ cause }) => `also accused ${cause}`),
    ...(area === 'combined' ? also : [])
      .filter((wanted) => !report.rootCauses.some(({ cause }) => cause === wanted))
      .map((wanted) => `did not name ${wanted}`),
    ...Object.entries(blocked)
      .map(([id, roots]) => [id, blockage(id, report), `blocked by ${roots.join(', ')}`] as const)
      .filter(([, became, wanted]) => became !== wanted)
      .map(([id, became, wanted]) => `${id} is ${became}, not ${wanted}`),
    ...Object.entries(seen)
      .filter(([name, wanted]) => !fits(evidence[name], wanted))
      .map(
        ([name, wanted]) => `evidence ${name} is ${shown(evidence[name])}, not ${shown(wanted)}`,
      ),
  ]
}

function blockage(wanted: string, { checks }: Report): string {
  const result = checks.find(({ id }) => id === wanted)
  if (result?.status === 'blocked') return `blocked by ${result.blockedBy.join(', ')}`
  return result?.status ?? 'missing'
}

function shown(value: unknown): string {
  return value instanceof RegExp ? String(value) : (JSON.stringify(value) ?? 'absent')
}

function fits(value: unknown, wanted: string | number | boolean | RegExp): boolean {
  return wanted instanceof RegExp ? wanted.test(String(value)) : value === wanted
}

function healthyWrong({ passes, warns = {}, exitCode }: Healthy, report: Report): string[] {
  const status = new Map(report.checks.map((result) => [result.id, result]))
  const wanted = (id: string) => (id in warns ? `warn ${warns[id]}` : 'pass')
  const became = (id: string) => {
    const result = status.get(id)
    if (result === undefined) return 'missing'
    return result.status === 'warn' ? `warn ${result.cause}` : result.status
  }
  return [
    ...(report.exitCode === exitCode ? [] : [`exit code ${report.exitCode}, not ${exitCode}`]),
    ...[...new Set([...passes, ...Object.keys(warns)])]
      .filter((id) => became(id) !== wanted(id))
      .map((id) => `${id} is ${became(id)}, not ${wanted(id)}`),
    ...report.checks
      .filter(({ id, status }) => status === 'fail' || (status === 'warn' && !(id in warns)))
      .map(({ id }) => `${id}: ${became(id)}`),
  ]
}
