import type { ExecEvent } from '../exec/attempts.ts'
import { eventText } from '../exec/event-text.ts'
import type { RanCommand } from '../exec/run-command.ts'
import type { Wrapped } from '../exec/wrapped.ts'
import type { Prepared } from '../prepare.ts'
import type { Report } from '../report/report.ts'
import { reporters } from '../reporters/index.ts'
import { paint } from '../reporters/paint.ts'
import type { Wait } from '../run/wait.ts'
import { colourOf } from './check.ts'
import type { CheckArguments } from './check-arguments.ts'
import { coloured } from './colour.ts'
import type { Io } from './io.ts'
import { write } from './write.ts'

/** Says on standard error what the doctor does around a command. */
export interface Teller {
  /** Before the checks: what they write, and what is not read of the command. */
  announce(): Promise<void>
  /** What the checks found. */
  report(report: Report): Promise<void>
  /** That a failed check kept the command from being run. */
  keptBack(): Promise<void>
  tell(what: ExecEvent): Promise<void>
  /** The command was run: what comes next must begin a line of its own. */
  ran(ran: RanCommand): void
}

interface Options {
  readonly argv: CheckArguments
  readonly io: Io
  readonly wrapped: Wrapped
  readonly prepared: Prepared
  readonly wait: Wait
  readonly repeatable: boolean
}

/** A teller for one `exec`; with `--quiet`, it says only what went wrong. */
export function createTeller(options: Options): Teller {
  const { argv, io, wrapped, prepared, wait, repeatable } = options
  const { redact, causes: catalogue, settings, writes } = prepared
  const quiet = argv.quiet === true
  const columns = (io.stderr as Partial<NodeJS.WriteStream>).columns || 80
  const colour = coloured(colourOf(argv), io.stderr, io.env)
  const ink = paint(colour, columns)
  let midLine = false

  const say = async (text: string) => {
    if (text === '') return
    const begun = midLine ? '\n' : ''
    midLine = false
    await write(io.stderr, `${begun}${text}`, redact)
  }
  const remark = (text: string) => say(`artifacts-doctor: ${text}\n`)

  return {
    announce: async () => {
      if (quiet) return
      if (wrapped.unread !== undefined) await remark(wrapped.unread)
      if (writes !== undefined)
        await remark(`writes and removes ${writes} (--read-only leaves that out)`)
    },
    report: async (report) => {
      const well = report.verdict === 'healthy'
      if (quiet && well) return
      const brief = quiet || (well && argv.verbose !== true)
      const detail = brief ? 'quiet' : argv.verbose === true ? 'verbose' : 'normal'
      await say(await reporters.text(report, { colour, columns, detail }))
    },
    keptBack: () =>
      remark(
        `${wrapped.called} was not run, because of what failed above (--fail-on never runs it all the same)`,
      ),
    tell: async (what) => {
      if (quiet && what.kind !== 'failed') return
      const { called } = wrapped
      const now = () => new Date()
      await say(
        eventText(what, { ink, catalogue, settings, redact, called, repeatable, wait, now }),
      )
    },
    ran: ({ stdout, stderr }) => {
      // On a terminal, both are on one screen.
      const screen = (io.stdout as Partial<NodeJS.WriteStream>).isTTY === true
      midLine = !stderr.atLineStart() || (screen && !stdout.atLineStart())
    },
  }
}
