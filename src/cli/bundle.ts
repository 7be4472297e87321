import { showBytes } from '../bundle/bytes.ts'
import { collectLogs } from '../bundle/collect-logs.ts'
import type { BundleContent } from '../bundle/document.ts'
import { environmentFacts } from '../bundle/environment.ts'
import { secretFinder } from '../bundle/find-secrets.ts'
import { layOut } from '../bundle/lay-out.ts'
import { type NumberedRedactor, numberedRedactor } from '../bundle/numbered-redactor.ts'
import { planned } from '../bundle/planned.ts'
import { checkOutput, type Written, writeBundle } from '../bundle/write-bundle.ts'
import type { Prepared } from '../prepare.ts'
import { createWait } from '../run/wait.ts'
import type { Redactor } from '../secrets/redactor.ts'
import { secretsIn } from '../secrets/secrets-in.ts'
import { preparedBy, watched } from './check.ts'
import { allowedBy, type CheckArguments, many, one } from './check-arguments.ts'
import { interruptible } from './interrupt.ts'
import type { Io } from './io.ts'
import { write } from './write.ts'

/** Longer than any run; the run's own deadline ends the checks. */
const NO_DEADLINE = 2_147_483_647

/** Writes a support bundle; answers 0 once it is written, whatever the checks found. */
export async function bundle(argv: CheckArguments, io: Io): Promise<number> {
  const createdAt = new Date()
  const path = one(argv, 'output') ?? `artifacts-doctor-${stamp(createdAt)}.tar.gz`
  const logs = many(argv, 'log')
  const run = { ...argv, 'read-only': true }
  const allowed = allowedBy(run)
  await checkOutput(path, argv.force === true)
  if (argv['dry-run'] === true) return list(await preparedBy(run, io), path, logs, io)

  let redactor: NumberedRedactor | undefined
  const numbered = (known: Iterable<string>) => {
    redactor ??= numberedRedactor(secretFinder(known))
    return redactor.of('strange')
  }
  const prepared = await preparedBy(run, { ...io, redactor: numbered })
  const known = [...prepared.settings.secrets, ...secretsIn(io.env)]
  const marks = redactor ?? numberedRedactor(secretFinder(known))
  const stop = interruptible({ deadlineMs: NO_DEADLINE, wait: createWait(0), onSecond: () => {} })
  try {
    const collected = await collectLogs(logs, marks.of('log'))
    const report = await watched(prepared, allowed, run, io)
    if (report.interrupted !== undefined) return codeOf(report.interrupted)
    const content: BundleContent = {
      report,
      environment: await environmentFacts(io.env, prepared.files),
      ...(await mountinfoOf(prepared)),
      logs: collected,
      triage: await triaged(collected, prepared, marks.of('strange'), stop.signal),
      createdAt,
    }
    const written = await writeBundle({
      path: path,
      files: layOut(content, marks),
      createdAt,
      find: secretFinder(known),
      force: argv.force === true,
      signal: stop.signal,
    })
    await tell(written, path, content, argv.quiet === true, io)
    return written.kind === 'written' ? 0 : 3
  } catch (error) {
    const received = stop.interrupted()
    if (received === undefined) throw error
    return codeOf(received)
  } finally {
    stop.release()
  }
}

function codeOf(signal: 'SIGINT' | 'SIGTERM'): number {
  return signal === 'SIGINT' ? 130 : 143
}

function stamp(time: Date): string {
  return time.toISOString().replace(/[-:]|\.\d+/g, '')
}

/** Beyond some thousand mounts. */
const MOUNTINFO = 1_048_576

async function mountinfoOf({ files }: Prepared): Promise<Pick<BundleContent, 'mountinfo'>> {
  const mountinfo = await files.read('/proc/self/mountinfo').catch(() => undefined)
  // Its lines are parsed one by one: one that is cut is none.
  return mountinfo === undefined ? {} : { mountinfo: mountinfo.slice(0, MOUNTINFO) }
}

async function triaged(
  logs: BundleContent['logs'],
  { causes, settings }: Prepared,
  redact: Redactor,
  signal: AbortSignal,
) {
  const { triage } = await import('../triage/index.ts')
  const inputs = logs.flatMap((log) =>
    'file' in log
      ? [
          {
            name: log.file.name,
            open: async function* () {
              yield log.file.bytes
            },
          },
        ]
      : [],
  )
  return triage(inputs, { catalogue: causes, backend: settings.backend, redact, signal })
}

async function list(
  prepared: Prepared,
  path: string,
  logs: readonly string[],
  io: Io,
): Promise<number> {
  const rows = await planned(logs, prepared.redact)
  const [name, size] = [
    Math.max(...rows.map((row) => row.name.length)),
    Math.max(...rows.map((row) => row.size.length)),
  ]
  const lines = rows.map(
    (row) => `  ${row.name.padEnd(name)}  ${row.size.padEnd(size)}  ${row.what}\n`,
  )
  const checks = prepared.plan.checks.filter(({ id }) => !prepared.plan.ruledOut.has(id)).length
  await write(
    io.stdout,
    `${path} would hold, with every secret taken out:\n${lines.join('')}` +
      `${checks} checks would run, read-only. Nothing was asked and nothing was written.\n`,
    prepared.redact,
  )
  return 0
}

async function tell(
  written: Written,
  path: string,
  { report }: BundleContent,
  quiet: boolean,
  io: Io,
): Promise<void> {
  const redact = io.redactor(secretsIn(io.env))
  const say = (text: string) => write(io.stderr, `artifacts-doctor: ${text}\n`, redact)
  switch (written.kind) {
    case 'written': {
      // For a script: the name alone.
      await write(io.stdout, `${path}\n`, redact)
      const causes = report.rootCauses.map(({ cause }) => cause)
      const found = causes.length === 0 ? '' : ` (${causes.join(', ')})`
      if (!quiet)
        await say(
          `written, ${showBytes(written.bytes)}: ${report.verdict}${found}; read summary.md in it before you send it`,
        )
      return
    }
    case 'refused':
      return say(
        `no bundle is kept: ${written.left.file} in it still held a secret (${written.left.rule})`,
      )
    case 'unscanned':
      return say('no bundle is kept: what was written could not be looked through for secrets')
  }
}
