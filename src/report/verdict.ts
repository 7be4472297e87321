import type { Plan } from '../run/plan.ts'
import type { Result } from '../run/result.ts'

/** A run in one word. */
export type Verdict = 'healthy' | 'warnings' | 'unhealthy' | 'undetermined'

/** What makes the exit code 1. */
export type FailOn = 'warn' | 'fail' | 'never'

/** What a verdict rests on. */
export interface Judged {
  readonly results: readonly Result[]
  readonly plan: Plan
  readonly failOn: FailOn
  readonly offline: boolean
  readonly interrupted?: 'SIGINT' | 'SIGTERM' | undefined
}

interface Judgement {
  readonly verdict: Verdict
  readonly exitCode: number
  readonly undetermined: readonly string[]
}

/**
 * The verdict and exit code of a run: from roots only, and never healthy where something could not
 * be told. A waived cause is worth a warning and fails nothing.
 */
export function verdictOf(input: Judged): Judgement {
  const { results, failOn, interrupted } = input
  const has = (status: Result['status']) =>
    results.some((result) => result.status === status && !('waived' in result))
  const waived = results.some((result) => 'waived' in result)
  const undetermined = reasons(input)
  const verdict = has('fail')
    ? 'unhealthy'
    : undetermined.length > 0 || interrupted !== undefined
      ? 'undetermined'
      : has('warn') || waived
        ? 'warnings'
        : 'healthy'
  return { verdict, exitCode: exitCode(), undetermined }

  function exitCode(): number {
    if (interrupted !== undefined) return interrupted === 'SIGINT' ? 130 : 143
    if (has('fail') && failOn !== 'never') return 1
    if (has('warn') && failOn === 'warn') return 1
    return undetermined.length > 0 ? 3 : 0
  }
}

/** Why a run that found no failure cannot be called healthy. */
function reasons({ results, plan, offline }: Judged): string[] {
  const byId = new Map(results.map((result) => [result.id, result]))
  const isWaived = (root: string) => 'waived' in (byId.get(root) ?? {})
  const could = results
    .filter((result) => result.status === 'error')
    .map(({ id }) => `${id} could not tell`)
  const required = [...plan.required].flatMap((id) => {
    const result = byId.get(id)
    if (result === undefined)
      return [`${id} was required, but ${plan.ruledOut.get(id) ?? 'did not run'}`]
    if (result.status === 'blocked' && result.blockedBy.every(isWaived))
      return [`${id} was required, but is blocked by what is waived`]
    if (result.status !== 'skip') return []
    if (result.missing === undefined && !result.ruledOut) return []
    return [`${id} was required, but skipped: ${result.reason}`]
  })
  const asking = plan.checks.filter((check) => check.network).map(({ id }) => byId.get(id)?.status)
  const determined = asking.some(
    (status) => status === 'pass' || status === 'warn' || status === 'fail',
  )
  const nobody =
    !offline && asking.length > 0 && !determined
      ? ['no check that asks a server was determined']
      : []
  return [...could, ...required, ...nobody]
}
