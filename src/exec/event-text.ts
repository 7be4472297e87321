import type { Catalogue, Cause } from '../catalogue.ts'
import { showDuration } from '../duration.ts'
import { fillStep } from '../report/fill-step.ts'
import { docsLine, INDENT, labelled, stepLines } from '../reporters/cause-text.ts'
import type { Paint } from '../reporters/paint.ts'
import { MARKS } from '../reporters/status-text.ts'
import type { Wait } from '../run/wait.ts'
import type { Settings } from '../settings/settings.ts'
import { visible } from '../visible.ts'
import type { Attempt, ExecEvent, Finality } from './attempts.ts'
import type { FailureCause } from './failure.ts'
import type { CommandEnd } from './run-command.ts'

/** What the text of an event is made with. */
export interface EventTextOptions {
  readonly ink: Paint
  readonly catalogue: Catalogue
  readonly settings: Settings
  /** Stands before every line that a command printed: half a secret could not be recognised. */
  readonly redact: (text: string) => string
  /** What the command is called. */
  readonly called: string
  readonly repeatable: boolean
  readonly wait: Wait
  /** The time of day. */
  readonly now: () => Date
}

const WHO = 'artifacts-doctor:'

/** An event as a person reads it, in whole lines; empty where there is nothing to say. */
export function eventText(event: ExecEvent, options: EventTextOptions): string {
  const { called, ink, wait } = options
  switch (event.kind) {
    case 'pausing': {
      const { attempt, pauseMs } = event
      const left = `${showDuration(wait.left())} of ${showDuration(wait.budgetMs)} left`
      const pause = showDuration(Math.min(pauseMs, wait.left()))
      return lines(
        `${WHO} attempt ${attempt.number}: ${called} ${ending(attempt.end)}`,
        ...attempt.causes.flatMap((one) => [
          ink.hang('', `${titleOf(one, options)}  ${one.cause}`, INDENT),
          labelled(ink, 'Seen', seen(one, options)),
        ]),
        labelled(ink, 'Wait', `${pause} before the next attempt: it may clear by itself; ${left}`),
      )
    }
    case 'probing':
      return lines(`${WHO} asks the checks whether it has cleared`)
    case 'again': {
      const since = new Date(options.now().getTime() - wait.spent()).toTimeString().slice(0, 8)
      const waited = `waiting since ${since}, ${showDuration(wait.spent())} so far`
      return lines(`${WHO} attempt ${event.number}: runs ${called} again, ${waited}`)
    }
    case 'succeeded':
      return event.number === 1
        ? ''
        : lines(
            `${WHO} attempt ${event.number}: ${called} succeeded, after ${showDuration(wait.spent())} of waiting for ${event.met.join(', ')}`,
          )
    case 'failed':
      return failed(event.attempt, event.why, options)
  }
}

function failed(attempt: Attempt, why: Finality, options: EventTextOptions): string {
  const { called } = options
  const which = attempt.number === 1 ? '' : `attempt ${attempt.number}: `
  const head = `${WHO} ${which}${called} ${ending(attempt.end)}`
  const blocks = attempt.causes.map((one) => block(one, options))
  const outcome = outcomeOf(attempt, why, options)
  return [
    lines(`${head}${outcome === '' ? '' : `; ${outcome}`}`).trimEnd(),
    ...blocks.filter((text) => text !== ''),
  ]
    .join('\n\n')
    .concat('\n')
}

/** What follows from the end, and why it is not run again. */
function outcomeOf(
  { number }: Attempt,
  why: Finality,
  { wait, called, repeatable }: EventTextOptions,
): string {
  switch (why) {
    case 'stopped':
      return number === 1 ? '' : 'stopped, and not run again'
    case 'unstarted':
      return ''
    case 'unknown':
      return 'nothing that it printed is a known failure'
    case 'lasting':
      return wait.budgetMs === 0
        ? 'by what it printed:'
        : 'by what it printed, for a cause that does not clear by itself:'
    case 'no-wait':
      return repeatable
        ? 'that may clear by itself (--wait 60s would have run it again):'
        : 'that may clear by itself:'
    case 'not-repeatable':
      return `that may clear by itself, but ${called} is not known to be safe to repeat (--retry-safe says that it is):`
    case 'used-up':
      return `not run again, because the ${showDuration(wait.budgetMs)} of --wait are used up:`
    case 'check-failed':
      return 'not run again, because of what a check says above:'
  }
}

function ending(end: CommandEnd): string {
  switch (end.kind) {
    case 'exited':
      return `ended with exit code ${end.code}`
    case 'killed':
      return `was ended by ${end.signal}`
    case 'unstarted':
      return unstarted(end.error)
  }
}

function unstarted(error: string): string {
  switch (error) {
    case 'ENOENT':
    case 'ENOTDIR':
      return 'was not found: no such program, or what its first line names is missing'
    case 'EACCES':
      return 'cannot be run: it may not be executed (EACCES)'
    default:
      return `cannot be run (${error})`
  }
}

/** A cause in the look of the report. */
function block(one: FailureCause, options: EventTextOptions): string {
  const { ink, catalogue, settings } = options
  const cause: Cause | undefined = catalogue[one.cause]
  if (cause === undefined) return ''
  const [mark, style] = MARKS[cause.warning ? 'warn' : 'fail']
  const fix = cause.fix.map(({ when: _, ...step }) => fillStep(step, {}, settings))
  return [
    ink.hang(
      ink.style([style, 'bold'], mark),
      `${ink.style('bold', cause.title)}  ${ink.style('dim', one.cause)}`,
      INDENT,
    ),
    labelled(ink, 'Why', cause.why),
    labelled(ink, 'Seen', seen(one, options)),
    ...stepLines(ink, fix),
    ...(one.perhaps === undefined ? [] : [labelled(ink, 'Or', one.perhaps)]),
    docsLine(ink, cause),
  ].join('\n')
}

function titleOf({ cause }: FailureCause, { catalogue }: EventTextOptions): string {
  return catalogue[cause]?.title ?? cause
}

/** Of a longer line, only what surrounds the match: what else stands in it is not for a person. */
const LONGEST = 300

function seen({ line, matched }: FailureCause, { redact }: EventTextOptions): string {
  const shown = visible(redact(line))
  if (shown.length <= LONGEST) return shown
  const begin = Math.max(0, shown.toLowerCase().indexOf(matched.toLowerCase()) - LONGEST / 3)
  const end = begin + LONGEST
  const cut = shown.slice(begin, end)
  return `${begin > 0 ? '…' : ''}${cut}${end < shown.length ? '…' : ''}`
}

function lines(...texts: readonly string[]): string {
  return texts.map((line) => `${line}\n`).join('')
}
