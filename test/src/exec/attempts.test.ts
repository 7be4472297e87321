import { describe, expect, it } from 'vitest'
import {
  type Attempting,
  type ExecEvent,
  type Probed,
  runUntilDone,
} from '../../../src/exec/attempts.ts'
import { outputEnds } from '../../../src/exec/output-ends.ts'
import type { CommandEnd } from '../../../src/exec/run-command.ts'
import { createWait } from '../../../src/run/wait.ts'

const well: CommandEnd = { kind: 'exited', code: 0 }
const ill: CommandEnd = { kind: 'exited', code: 3 }

interface World {
  /** How each run ends; the last again and again. */
  readonly ends: readonly CommandEnd[]
  readonly budgetMs?: number
  readonly repeatable?: boolean
  readonly cause?: string
  readonly passes?: boolean
  readonly probes?: Probed
  /** How long a run takes. */
  readonly runMs?: number
  /** A signal comes in this run. */
  readonly signalInRun?: number
  readonly signalInPause?: number
}

/** Runs it in a world whose time passes only in runs and pauses. */
async function inWorld(world: World) {
  let now = 0
  let runs = 0
  let pauses = 0
  let stopped = false
  const told: ExecEvent[] = []
  const slept: number[] = []
  const probed: string[][] = []
  const wait = createWait(world.budgetMs ?? 0, () => now)
  const attempting: Attempting = {
    run: async () => {
      runs += 1
      now += world.runMs ?? 0
      stopped ||= runs === world.signalInRun
      const end = world.ends[Math.min(runs, world.ends.length) - 1] ?? well
      return { end, stdout: outputEnds(), stderr: outputEnds() }
    },
    causesOf: () =>
      world.cause === '' ? [] : [{ cause: world.cause ?? 'a/b', line: '', matched: '' }],
    mayPass: () => world.passes ?? true,
    probe: async (causes) => {
      probed.push(causes.map(({ cause }) => cause))
      return world.probes ?? 'unseen'
    },
    pause: async (milliseconds) => {
      pauses += 1
      slept.push(milliseconds)
      now += milliseconds
      stopped ||= pauses === world.signalInPause
    },
    stopped: () => stopped,
    repeatable: world.repeatable ?? true,
    wait,
    tell: async (what) => {
      told.push(what)
    },
  }
  const code = await runUntilDone(attempting)
  const last = told.at(-1)
  return {
    code,
    runs,
    slept,
    probed,
    spent: wait.spent(),
    kinds: told.map(({ kind }) => kind),
    why: last?.kind === 'failed' ? last.why : last?.kind,
  }
}

describe('a command', () => {
  it('that succeeds is run once, and nothing is waited for', async () => {
    expect(await inWorld({ ends: [well], budgetMs: 60_000 })).toMatchObject({
      code: 0,
      runs: 1,
      spent: 0,
      kinds: ['succeeded'],
    })
  })

  it('that fails twice and then succeeds is run three times', async () => {
    expect(await inWorld({ ends: [ill, ill, well], budgetMs: 60_000 })).toMatchObject({
      code: 0,
      runs: 3,
      slept: [1000, 2000],
      kinds: ['pausing', 'again', 'pausing', 'again', 'succeeded'],
    })
  })

  it.each<[string, World, string]>([
    ['there is no --wait', { ends: [ill] }, 'no-wait'],
    [
      'it is not safe to repeat',
      { ends: [ill], budgetMs: 9000, repeatable: false },
      'not-repeatable',
    ],
    ['a cause does not clear', { ends: [ill], budgetMs: 9000, passes: false }, 'lasting'],
    ['nothing is known', { ends: [ill], budgetMs: 9000, cause: '' }, 'unknown'],
    ['it was stopped', { ends: [ill], budgetMs: 9000, signalInRun: 1 }, 'stopped'],
    ['it is stopped while waiting', { ends: [ill], budgetMs: 9000, signalInPause: 1 }, 'stopped'],
    [
      'a check says it will not help',
      { ends: [ill], budgetMs: 9000, probes: 'lasting' },
      'check-failed',
    ],
    ['a check waited in vain', { ends: [ill], budgetMs: 9000, probes: 'not-yet' }, 'used-up'],
  ])('is run once where %s', async (_, world, why) => {
    expect(await inWorld(world)).toMatchObject({ code: 3, runs: 1, why })
  })

  it('that cannot be found or run is not tried again', async () => {
    const end = (error: string): CommandEnd => ({ kind: 'unstarted', error })
    for (const [error, code] of [
      ['ENOENT', 127],
      ['EACCES', 126],
      ['ENOEXEC', 126],
    ] as const)
      expect(await inWorld({ ends: [end(error)], budgetMs: 9000 })).toMatchObject({
        code,
        runs: 1,
        why: 'unstarted',
      })
  })

  it('is run as long as the budget lasts, which its own runs use up too, and once at its end', async () => {
    expect(await inWorld({ ends: [ill], budgetMs: 10_000, runMs: 1500 })).toMatchObject({
      code: 3,
      runs: 4,
      // With two runs of 1.5 s between them, these make up the ten seconds.
      slept: [1000, 2000, 4000],
      why: 'used-up',
    })
    const long = await inWorld({ ends: [ill], budgetMs: 100_000 })
    expect(long.slept).toEqual([
      1000, 2000, 4000, 8000, 15_000, 15_000, 15_000, 15_000, 15_000, 10_002,
    ])
    expect(long.why).toBe('used-up')
  })

  it('is run again as soon as the checks that can see its cause find it cleared', async () => {
    expect(await inWorld({ ends: [ill, well], budgetMs: 9000, probes: 'clear' })).toMatchObject({
      code: 0,
      runs: 2,
      probed: [['a/b']],
    })
  })

  it('that a signal ended has the exit code of a shell', async () => {
    expect(await inWorld({ ends: [{ kind: 'killed', signal: 'SIGKILL' }] })).toMatchObject({
      code: 137,
    })
  })
})
