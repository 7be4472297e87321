import type { Catalogue, Cause } from '../catalogue.ts'
import { showDuration } from '../duration.ts'
import { fillStep } from '../report/fill-step.ts'
import { docsLine, INDENT, labelled, stepLines } from '../reporters/cause-text.ts'
import type { Paint } from '../reporters/paint.ts'
import { MARKS } from '../reporters/status-text.ts'
import type { Wait } from '../run/wait.ts'
import type { Settings } from '../settings/settings.ts'
import { visible } from '../visible.ts'
import type { Attempt, Finality, Told } from './attempts.ts'
import type { FailureCause } from './failure.ts'
import type { CommandEnd } from './run-command.ts'

/** What the story is told with. */
export interface Telling {
  readonly ink: Paint
  readonly catalogue: Catalogue
  readonly settings: Settings
  /** Stands before every line that a command printed: of a half secret nobody can tell what it is. */
  readonly redact: (text: string) => string
  /** What the command is called. */
  readonly called: string
  readonly repeatable: boolean
  readonly wait: Wait
  /** The time of day. */
  readonly now: () => Date
}

const WHO = 'artifacts-doctor:'

/** What happened, for a person; empty where there is nothing to tell. */
export function story(what: Told, telling: Telling): string {
  const { called, ink, wait } = telling
  switch (what.kind) {
    case 'pausing': {
      const { attempt, pauseMs } = what
      const left = `${showDuration(wait.left())} of ${showDuration(wait.budgetMs)} left`
      const pause = showDuration(Math.min(pauseMs, wait.left()))
      return lines(
        `${WHO} attempt ${attempt.number}: ${called} ${ending(attempt.end)}`,
        ...attempt.causes.flatMap((one) => [
          ink.hang('', `${titleOf(one, telling)}  ${one.cause}`, INDENT),
          labelled(ink, 'Seen', seen(one, telling)),
        ]),
        labelled(ink, 'Wait', `${pause} before the next attempt: it may clear by itself; ${left}`),
      )
    }
    case 'probing':
      return lines(`${WHO} asks the checks whether it has cleared`)
    case 'again': {
      const since = new Date(telling.now().getTime() - wait.spent()).toTimeString().slice(0, 8)
      const waited = `waiting since ${since}, ${showDuration(wait.spent())} so far`
      return lines(`${WHO} attempt ${what.number}: runs ${called} again, ${waited}`)
    }
    case 'succeeded':
      return what.number === 1
        ? ''
        : lines(
            `${WHO} attempt ${what.number}: ${called} succeeded, after ${showDuration(wait.spent())} of waiting for ${what.met.join(', ')}`,
          )
    case 'failed':
      return failed(what.attempt, what.why, telling)
  }
}

function failed(attempt: Attempt, why: Finality, telling: Telling): string {
  const { called } = telling
  const which = attempt.number === 1 ? '' : `attempt ${attempt.number}: `
  const head = `${WHO} ${which}${called} ${ending(attempt.end)}`
  const blocks = attempt.causes.map((one) => block(one, telling))
  const outcome = outcomeOf(attempt, why, telling)
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
  { wait, called, repeatable }: Telling,
): string {
  switch (why) {
    case 'stopped':
      return number === 1 ? '' : 'stopped, and not run again'
    case 'unstarted':
      return ''
    case 'unknown':
      return 'nothing that it printed is a failure known here'
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
function block(one: FailureCause, telling: Telling): string {
  const { ink, catalogue, settings } = telling
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
    labelled(ink, 'Seen', seen(one, telling)),
    ...stepLines(ink, fix),
    ...(one.perhaps === undefined ? [] : [labelled(ink, 'Or', one.perhaps)]),
    docsLine(ink, cause),
  ].join('\n')
}

function titleOf({ cause }: FailureCause, { catalogue }: Telling): string {
  return catalogue[cause]?.title ?? cause
}

/** Of a longer line, only what surrounds the match: what else stands in it is not for a person. */
const LONGEST = 300

function seen({ line, matched }: FailureCause, { redact }: Telling): string {
  const said = visible(redact(line))
  if (said.length <= LONGEST) return said
  const begin = Math.max(0, said.toLowerCase().indexOf(matched.toLowerCase()) - LONGEST / 3)
  const end = begin + LONGEST
  const cut = said.slice(begin, end)
  return `${begin > 0 ? '…' : ''}${cut}${end < said.length ? '…' : ''}`
}

function lines(...said: readonly string[]): string {
  return said.map((line) => `${line}\n`).join('')
}
