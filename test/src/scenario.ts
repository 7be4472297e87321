import { setImmediate, setTimeout as sleep } from 'node:timers/promises'
import fc from 'fast-check'
import { type Check, fail, type Outcome, pass, skip, unsure } from '../../src/check.ts'
import { silent } from '../../src/progress/index.ts'
import type { ReportInput } from '../../src/report/make-report.ts'
import { plan } from '../../src/run/plan.ts'
import { run } from '../../src/run/run.ts'
import { testContext } from '../support/context.ts'
import { sampleCause, sampleInput } from './samples.ts'

export const CATALOGUE = {
  'some/trouble': sampleCause(),
  'some/other': sampleCause({ first: true }),
  'some/warning': sampleCause({ warning: true }),
}

const OUTCOMES = {
  pass: () => pass({ seen: 1 }),
  warn: () => fail('some/warning'),
  fail: () => fail('some/trouble', { code: 'Broken' }),
  other: () => fail('some/other', {}, ['some/trouble']),
  skip: () => skip('does not apply'),
  missing: () => skip('is not set', 'bucket'),
  error: () => unsure('could not tell'),
  throw: () => {
    throw new Error('a bug of the check')
  },
} satisfies Record<string, () => Outcome>

/** One check of a random graph: it waits only for checks with a smaller `rank`. */
export interface Node {
  readonly rank: number
  readonly needs: readonly string[]
  readonly after: readonly string[]
  readonly outcome: keyof typeof OUTCOMES
  readonly network: boolean
  readonly skipped: boolean
  readonly required: boolean
  /** How long it takes, in two runs: 0 no turn, 1 and 2 some, 3 a whole one, 4 to 6 a timer. */
  readonly delays: readonly [number, number]
}

/** A random graph without cycles, in an order of its own, with what every check will find. */
export interface Scenario {
  readonly nodes: readonly Node[]
  readonly failOn: ReportInput['failOn']
  readonly offline: boolean
}

export const idOf = ({ rank }: Node) => `n/n${rank}`

const delay = fc.integer({ min: 0, max: 6 })
const outcome = fc.oneof(
  { weight: 3, arbitrary: fc.constant('pass' as const) },
  {
    weight: 4,
    arbitrary: fc.constantFrom(...(Object.keys(OUTCOMES) as (keyof typeof OUTCOMES)[])),
  },
)

const nodes = fc.integer({ min: 1, max: 10 }).chain((count) => {
  const ranks = Array.from({ length: count }, (_, rank) => rank)
  const earlier = (rank: number) =>
    fc.subarray(
      ranks.slice(0, rank).map((n) => `n/n${n}`),
      { maxLength: Math.min(rank, 3) },
    )
  const node = (rank: number): fc.Arbitrary<Node> =>
    fc.record({
      rank: fc.constant(rank),
      needs: earlier(rank),
      after: earlier(rank),
      outcome,
      network: fc.boolean(),
      skipped: fc.nat(7).map((n) => n === 0),
      required: fc.nat(7).map((n) => n === 0),
      delays: fc.tuple(delay, delay),
    })
  return fc
    .tuple(...ranks.map(node))
    .chain((all) => fc.shuffledSubarray(all, { minLength: count, maxLength: count }))
})

export const scenarios: fc.Arbitrary<Scenario> = fc.record({
  nodes,
  failOn: fc.constantFrom('warn', 'fail', 'never'),
  offline: fc.nat(5).map((n) => n === 0),
})

/** What a scenario came to: the input of its report, and what happened when. */
export interface Played {
  readonly input: ReportInput
  /** `start <id>` and `end <id>` of every probe, `ended <id>` of every check, in their order. */
  readonly log: readonly string[]
}

/** Runs a scenario with the delays of its first or second run. */
export async function play(scenario: Scenario, which: 0 | 1 = 0): Promise<Played> {
  const log: string[] = []
  const checks = scenario.nodes.map((node): Check => {
    const { needs, after, network } = node
    const id = idOf(node)
    const probe = async () => {
      log.push(`start ${id}`)
      await takeTime(node.delays[which])
      log.push(`end ${id}`)
      return OUTCOMES[node.outcome]()
    }
    return { id, title: id, needs, after, ...(network ? { network } : {}), run: probe }
  })
  const those = (which: 'skipped' | 'required') =>
    scenario.nodes.filter((node) => node[which]).map(idOf)
  const { offline, failOn } = scenario
  const chosen = plan(checks, { skip: those('skipped'), require: those('required'), offline })
  const { context } = await testContext()
  const observer = { ended: ({ id }: { id: string }) => void log.push(`ended ${id}`) }
  const results = await run(chosen, { context, catalogue: CATALOGUE, progress: silent, observer })
  const given = { plan: chosen, catalogue: CATALOGUE, failOn, offline }
  return { input: sampleInput(results, given), log }
}

async function takeTime(delay: number): Promise<void> {
  if (delay >= 4) await sleep(delay - 4)
  else if (delay === 3) await setImmediate()
  else for (let turn = 0; turn < delay * 3; turn += 1) await undefined
}
