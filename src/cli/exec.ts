import { constants } from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Attempting, runUntilDone } from '../exec/attempts.ts'
import { failureCauses, mayPass } from '../exec/failure.ts'
import { determined, seeing, verdictOnCause } from '../exec/probe-again.ts'
import { namedRetrySafe } from '../exec/retry-safe.ts'
import { runCommand } from '../exec/run-command.ts'
import { type Signals, takeSignals } from '../exec/signals.ts'
import { readCommand, type Wrapped } from '../exec/wrapped.ts'
import type { Prepared } from '../prepare.ts'
import { abandonedReport } from '../report/abandoned-report.ts'
import type { Report } from '../report/report.ts'
import { secretsIn } from '../secrets/secrets-in.ts'
import { UsageError } from '../usage-error.ts'
import { preparedBy, watched } from './check.ts'
import { type Allowed, allowedBy, type CheckArguments, many } from './check-arguments.ts'
import { canRepaint } from './colour.ts'
import { createTeller, type Teller } from './exec-teller.ts'
import type { Io } from './io.ts'
import { type Output, outputOf } from './output.ts'
import { write } from './write.ts'

/** The exit code where a failed check kept the command from being run. */
const KEPT_BACK = 125

/** What one `exec` is made of. */
interface Exec {
  readonly argv: CheckArguments
  readonly io: Io
  readonly wrapped: Wrapped
  readonly prepared: Prepared
  readonly allowed: Allowed
  readonly repeatable: boolean
  readonly signals: Signals
  readonly teller: Teller
  readonly output: Output
}

/** Checks, runs the command, explains its failure, and runs it again where that may help. */
export async function exec(argv: CheckArguments, io: Io): Promise<number> {
  const output = await outputOf(argv, io, false)
  const { wrapped, allowed, prepared } = await settled(argv, io, output)
  const named = argv['retry-safe'] === undefined ? undefined : many(argv, 'retry-safe')
  const repeatable = wrapped.repeatable || namedRetrySafe(wrapped.words, named)
  const teller = createTeller({ argv, io, wrapped, prepared, wait: allowed.wait, repeatable })
  const signals = takeSignals()
  try {
    return await checkedAndRun({
      argv,
      io,
      wrapped,
      prepared,
      allowed,
      repeatable,
      signals,
      teller,
      output,
    })
  } finally {
    signals.release()
  }
}

/** What the command line settles; where it cannot be used, the reports say so too. */
async function settled(
  argv: CheckArguments,
  io: Io,
  output: Output,
): Promise<Pick<Exec, 'wrapped' | 'allowed' | 'prepared'>> {
  const startedAt = new Date()
  try {
    const wrapped = readCommand(commandIn(argv))
    const env = { ...io.env, ...wrapped.env }
    const allowed = allowedBy(argv)
    const prepared = await preparedBy(argv, { ...io, env }, wrapped.given)
    return { wrapped, allowed, prepared }
  } catch (error) {
    await output.abandon(abandonedReport(error, startedAt, io.redactor(secretsIn(io.env))))
    throw error
  }
}

async function checkedAndRun(all: Exec): Promise<number> {
  const { argv, io, wrapped, prepared, allowed, signals, teller, output } = all
  let report: Report | undefined
  if (wrapped.unchecked === undefined) {
    await teller.announce()
    report = await watched(prepared, allowed, withProgress(argv, io), io, {
      listener: output.listener,
    })
    await teller.report(report)
    // Told before the command is run: afterwards, its exit code would hide it.
    if ((await output.finish(report)) === 2) return 2
  }
  const early = signals.received()
  if (early !== undefined) return 128 + constants.signals[early.name]
  if (report?.exitCode === 1) {
    await teller.keptBack()
    return KEPT_BACK
  }
  const run = async () => {
    const ran = await runCommand({
      words: wrapped.words,
      env: io.env,
      stdout: io.stdout,
      stderr: io.stderr,
      signals,
    })
    teller.ran(ran)
    if (ran.lost !== undefined)
      throw new UsageError(`the output of the command cannot be written: ${ran.lost}`)
    return ran
  }
  const code = await runUntilDone({ ...attempting(all, report), run })
  // What was passed on last must have left before this process does.
  await write(io.stdout, '', (text) => text)
  const late = signals.received()
  return late?.idle ? 128 + constants.signals[late.name] : code
}

function attempting(
  { argv, io, wrapped, prepared, allowed, repeatable, signals, teller }: Exec,
  report: Report | undefined,
): Omit<Attempting, 'run'> {
  const { causes: catalogue, settings } = prepared
  const { wait } = allowed
  const chosen = wrapped.artifacts || settings.values.backend?.source !== 'default'
  const backend = chosen ? settings.backend : undefined
  return {
    causesOf: (ran, met) =>
      failureCauses(ran, {
        catalogue,
        ...(backend === undefined ? {} : { backend }),
        waiting: wait.left() > 0,
        met,
      }),
    mayPass: (causes) => mayPass(causes, catalogue),
    probe: async (causes) => {
      const { plan, asking } = seeing(
        causes.map(({ cause }) => cause),
        prepared.plan,
      )
      // A check that could not tell before, for want of a key or a bucket, cannot tell now.
      if (report === undefined || !determined(report, asking)) return 'unseen'
      await teller.tell({ kind: 'probing' })
      const again = await watched({ ...prepared, plan }, allowed, { ...argv, quiet: true }, io)
      const verdict = verdictOnCause(again, catalogue)
      if (verdict === 'lasting') await teller.report(again)
      return verdict
    },
    pause: (milliseconds) =>
      sleep(milliseconds, undefined, { signal: signals.stopped }).catch(() => {}),
    stopped: () => signals.received() !== undefined,
    repeatable,
    wait,
    tell: teller.tell,
  }
}

/** Before another program's output, a line for every check would be in the way: only a terminal shows them. */
function withProgress(argv: CheckArguments, { stderr, env }: Io): CheckArguments {
  return argv.verbose === true || canRepaint(stderr, env) ? argv : { ...argv, quiet: true }
}

/** The words behind `--`. */
function commandIn(argv: CheckArguments): readonly [string, ...string[]] {
  const [, ...words] = (argv._ ?? []) as readonly (string | number)[]
  const [program, ...rest] = words.map(String)
  const before = many(argv, 'command')
  const usage = 'expected artifacts-doctor exec [flags] -- <command...>'
  if (before.length > 0)
    throw new UsageError(`exec: '${before[0]}' does not stand behind --; ${usage}`)
  if (program === undefined) throw new UsageError(`exec: there is no command; ${usage}`)
  if (program === '') throw new UsageError(`exec: the command is empty; ${usage}`)
  if (argv.format !== undefined)
    throw new UsageError(
      "exec: --format: standard output is the command's; expected --report FORMAT=FILE, such as --report json=report.json",
    )
  return [program, ...rest]
}
