import { stripVTControlCharacters } from 'node:util'
import { createClients } from '../clients/index.ts'
import { readConfig } from '../config-file.ts'
import { createContext } from '../context.ts'
import { parseDuration } from '../duration.ts'
import { disk } from '../files.ts'
import { type Plan, plan } from '../graph.ts'
import { combine } from '../plugin.ts'
import { progressOn, silent } from '../progress/index.ts'
import { redactReport } from '../redact-report.ts'
import type { Redactor } from '../redactor.ts'
import { report } from '../report.ts'
import { reporters } from '../reporters/index.ts'
import { type Given, resolveSettings } from '../resolve-settings.ts'
import { run } from '../run.ts'
import { type Settings, settingKeys, settingSpecs } from '../settings.ts'
import { UsageError } from '../usage-error.ts'
import { version } from '../version.ts'
import { createWait } from '../wait.ts'
import { type ColourChoice, canRepaint, coloured } from './colour.ts'
import { interruptible } from './interrupt.ts'
import { type Io, write } from './io.ts'
import { redacting } from './redacting-stream.ts'
import { secretsIn } from './secrets-in.ts'

/** The command line of `check`, as yargs read it. */
export type CheckArguments = Readonly<Record<string, unknown>>

/** Runs the checks and reports; answers with the exit code. */
export async function check(argv: CheckArguments, io: Io): Promise<number> {
  const startedAt = new Date()
  const start = performance.now()
  const flags = flagsOf(argv)
  const timeoutMs = parseDuration(one(argv, 'timeout') ?? '10s', '--timeout')
  const deadlineMs = parseDuration(one(argv, 'deadline') ?? '60s', '--deadline')
  const waiting = one(argv, 'wait')
  const wait = createWait(waiting === undefined ? 0 : parseDuration(waiting, '--wait'))
  const offline = argv.offline === true
  const readOnly = argv['read-only'] === true
  const configPath = one(argv, 'config')

  const config =
    configPath === undefined
      ? undefined
      : { path: configPath, values: await readConfig(configPath) }
  const settings = await resolveSettings({
    flags,
    env: io.env,
    files: disk,
    ...(config === undefined ? {} : { config }),
  })
  const redact = io.redactor([...settings.secrets, ...secretsIn(io.env)])
  const { checks, causes } = combine([await io.loadChecks()])
  const chosen = plan(checks, {
    only: many(argv, 'only'),
    skip: many(argv, 'skip'),
    require: many(argv, 'require'),
    offline,
    readOnly,
    waiting: waiting !== undefined,
  })
  const writes = announcement(chosen, settings)
  const quiet = argv.quiet === true
  const format = one(argv, 'format') as keyof typeof reporters
  const colour = one(argv, 'color') as ColourChoice
  // The text report says it in its own first line.
  if (writes !== undefined && !quiet && format !== 'text') {
    const text = `artifacts-doctor: writes and removes ${writes} (--read-only leaves that out)\n`
    await write(io.stderr, text, redact)
  }

  const leftovers = new Set<string>()
  const stop = interruptible({
    deadlineMs,
    wait,
    onSecond: () => sayLeftovers(io, leftovers, redact),
  })
  const clients = createClients(io.env, Date.now, { online: !offline })
  try {
    const { context, finished } = createContext({
      settings,
      env: io.env,
      clients,
      files: disk,
      signal: stop.signal,
      timeoutMs,
      wait,
      leftovers,
      mayWrite: writes !== undefined,
    })
    const progress = quiet ? silent : await progressOn(screenOf(io, redact, colour))
    const results = await run(chosen, { context, catalogue: causes, progress, redact })
    await finished()
    const made = report({
      results,
      plan: chosen,
      catalogue: causes,
      settings,
      version,
      startedAt,
      durationMs: performance.now() - start,
      failOn: one(argv, 'fail-on') as 'warn' | 'fail' | 'never',
      offline,
      ...(writes === undefined ? {} : { writes }),
      ...(leftovers.size === 0 ? {} : { leftovers: [...leftovers] }),
      interrupted: stop.interrupted(),
    })
    const text = await reporters[format](redactReport(made, redact), {
      colour: coloured(colour, io.stdout, io.env),
      columns: (io.stdout as Partial<NodeJS.WriteStream>).columns || 80,
      detail: quiet ? 'quiet' : argv.verbose === true ? 'verbose' : 'normal',
    })
    // The values are clean; only shapes are looked for again, and in JSON, where an escape may
    // stand before them, not even those.
    await write(io.stdout, text, format === 'json' ? (json) => json : io.redactor([]))
    return made.exitCode
  } finally {
    stop.release()
    clients.close()
  }
}

function flagsOf(argv: CheckArguments): Given {
  const given: Record<string, string> = {}
  for (const key of settingKeys) {
    const value = one(argv, settingSpecs[key].flag ?? key)
    if (value !== undefined) given[key] = value
  }
  return given
}

/** The value of a flag that is given once at most. */
function one(argv: CheckArguments, name: string): string | undefined {
  const value = argv[name]
  if (Array.isArray(value))
    throw new UsageError(`--${name}: given ${value.length} times; expected once`)
  return value === undefined ? undefined : String(value)
}

/** The values of a flag that is repeated or holds commas. */
function many(argv: CheckArguments, name: string): string[] {
  return [argv[name] ?? []]
    .flat()
    .flatMap((value) => String(value).split(','))
    .map((value) => value.trim())
    .filter((value) => value !== '')
}

/** What the run may write, in words; undefined when nothing. */
function announcement({ checks, ruledOut }: Plan, settings: Settings): string | undefined {
  const bucket = settings.get('bucket')
  const writing = checks.some((check) => check.writes && !ruledOut.has(check.id))
  if (!writing || settings.backend !== 'byo' || bucket === undefined) return undefined
  return `one object of 100 bytes under s3://${bucket}/${settings.get('prefix') ?? ''}testing/`
}

function screenOf(io: Io, redact: Redactor, choice: ColourChoice) {
  // A terminal that does not know its size says 0.
  const { columns, rows } = io.stderr as Partial<NodeJS.WriteStream>
  const live = canRepaint(io.stderr, io.env)
  // Listr colours its lines by its own lights.
  const plain = (text: string) => stripVTControlCharacters(redact(text))
  const clean = live || coloured(choice, io.stderr, io.env) ? redact : plain
  const stream = redacting(io.stderr, clean)
  return { stream, live, redact, columns: columns || 80, rows: rows || 24 }
}

function sayLeftovers(io: Io, leftovers: ReadonlySet<string>, redact: Redactor): void {
  const text = [...leftovers]
    .map((name) => `artifacts-doctor: may be left behind: ${name}\n`)
    .join('')
  io.stderr.write(redact(text))
}
