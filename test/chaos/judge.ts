import { redactReport } from '../../src/report/redact-report.ts'
import type { Report } from '../../src/report/report.ts'
import { redactor } from '../../src/secrets/redactor.ts'
import { runReport } from '../support/run-check.ts'
import { type Case, LIMIT_MS, type Scene } from './case.ts'
import { SECRETS } from './secrets.ts'

/** No report of a chaos case is longer, however much a server says. */
const LONGEST_REPORT = 65_536

const EXITS = { undetermined: 3, unhealthy: 1, warnings: 0 } as const

/** Runs a case and says what is wrong with what came of it, a sentence each; empty where all is right. */
export async function judge(one: Case): Promise<readonly string[]> {
  const scene = await one.scene()
  const started = performance.now()
  try {
    const report = redactReport(await runReport(scene.asked), redactor(SECRETS))
    const ms = performance.now() - started
    return wrongWith(one, scene, report, ms)
  } catch (error) {
    return [`the run crashed: ${error instanceof Error ? error.stack : error}`]
  } finally {
    await scene.stop()
  }
}

/** What is wrong with a report of a case. */
function wrongWith(one: Case, scene: Scene, report: Report, ms: number): string[] {
  const { expected, warning = false, withinMs = LIMIT_MS } = one
  const { rootCauses, checks, verdict, exitCode } = report
  const [first] = rootCauses
  const unsure = checks.find(({ status }) => status === 'error')
  const named = first === undefined ? unsure : checks.find(({ id }) => id === first.checks[0])
  const wanted = expected === 'could not tell' ? 'undetermined' : warning ? 'warnings' : 'unhealthy'
  const said = first?.cause ?? (unsure === undefined ? 'nothing' : 'could not tell')
  const text = JSON.stringify(report)
  const elsewhere = scene.elsewhere?.() ?? []
  return [
    ...(verdict === wanted ? [] : [`the verdict is ${verdict}`]),
    ...(said === expected ? [] : [`said ${said}, not ${expected}: ${JSON.stringify(named)}`]),
    ...(exitCode === EXITS[wanted] ? [] : [`exit code ${exitCode}`]),
    ...(ms < withinMs ? [] : [`took ${Math.round(ms)} ms`]),
    ...(text.length < LONGEST_REPORT ? [] : [`the report has ${text.length} characters`]),
    ...(elsewhere.length === 0 ? [] : [`went elsewhere: ${elsewhere.join(' | ').slice(0, 300)}`]),
    ...checks.flatMap((check) =>
      check.status === 'error' && /crash|TypeError|RangeError/.test(check.reason)
        ? [`${check.id} crashed: ${check.reason}`]
        : [],
    ),
    ...SECRETS.filter((secret) => text.includes(secret)).map(() => 'the report holds a secret'),
  ]
}
