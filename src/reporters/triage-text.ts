import type { Sighting, Triage, TriagedCause } from '../triage/document.ts'
import { visible } from '../visible.ts'
import { docsLine, INDENT, labelled, stepLines } from './cause-text.ts'
import { type Paint, paint } from './paint.ts'
import { MARKS } from './status-text.ts'

/** How a triage is to be shown. */
export interface TriageLook {
  readonly colour: boolean
  readonly columns: number
}

/** How many kinds of unexplained lines a screen has room for; the JSON has more. */
const KINDS = 8

/** A triage for a person: causes, what follows from each, what was not explained, what to ask. */
export function triageText(triage: Triage, look: TriageLook): string {
  const ink = paint(look.colour, look.columns)
  const { rootCauses, consequences, unexplained, questions, notes = [] } = triage
  const blocks = [
    ...rootCauses.map((root) => causeBlock(root, triage, ink)),
    ...(rootCauses.length === 0
      ? [ink.hang('', ink.style('bold', 'No known cause is in what was read.'), 0)]
      : []),
    list(
      ink,
      `Not explained: ${counted(unexplained.length, 'kind')} of lines that look like errors`,
      [
        ...unexplained
          .slice(0, KINDS)
          .map(({ text, count, first }) => `${count} × ${text}  ${ink.style('dim', place(first))}`),
        ...(unexplained.length > KINDS
          ? [`${unexplained.length - KINDS} more: --format json`]
          : []),
      ],
    ),
    list(
      ink,
      'What to ask next',
      questions.map(({ ask, run }) => (run === undefined ? ask : `${ask}: ${run}`)),
    ),
    list(ink, 'Notes', notes),
    ink.hang(
      '',
      ink.style(
        'dim',
        `${counted(triage.lines, 'line')} read · ${counted(rootCauses.length, 'cause')} · ${counted(consequences.length, 'consequence')}. Failures come before warnings, words before bare statuses, then what was seen most often, then first.`,
      ),
      0,
    ),
  ]
  return `${blocks.filter((block) => block !== '').join('\n\n')}\n`
}

function causeBlock(root: TriagedCause, { consequences }: Triage, ink: Paint): string {
  const [mark, style] = MARKS[root.severity]
  const { first, last, count, alternatives } = root
  const own = consequences.filter(({ consequenceOf = [] }) =>
    leadsTo(root.cause, consequenceOf, consequences),
  )
  const later = place(last) === place(first) ? '' : `, last at ${place(last)}`
  return [
    ink.hang(
      ink.style([style, 'bold'], mark),
      `${ink.style('bold', root.title)}  ${ink.style('dim', root.cause)}`,
      INDENT,
    ),
    labelled(
      ink,
      'Seen',
      `${count === 1 ? 'once' : `${count} times`}, ${count === 1 ? '' : 'first '}at ${place(first)}${later}`,
    ),
    labelled(ink, '', ink.style('dim', visible(first.text))),
    labelled(ink, 'Why', root.why),
    ...stepLines(ink, root.fix.slice(0, STEPS)),
    ...(root.fix.length > STEPS
      ? [labelled(ink, '', `more: artifacts-doctor explain ${root.cause}`)]
      : []),
    ...(alternatives.length === 0 ? [] : [labelled(ink, 'Or', alternatives.join(', '))]),
    ...own.map((one, index) =>
      labelled(
        ink,
        index === 0 ? 'Then' : '',
        `${one.title} (${one.cause}), ${one.count} ×, first at ${place(one.first)}`,
      ),
    ),
    docsLine(ink, root),
  ].join('\n')
}

const STEPS = 3

/** Whether a consequence hangs, by way of others, on this root; under each that it hangs on. */
export function leadsTo(
  root: string,
  from: readonly string[],
  consequences: readonly TriagedCause[],
  seen: readonly string[] = [],
): boolean {
  return from.some(
    (cause) =>
      cause === root ||
      (!seen.includes(cause) &&
        leadsTo(
          root,
          consequences.find((one) => one.cause === cause)?.consequenceOf ?? [],
          consequences,
          [...seen, cause],
        )),
  )
}

/** Where a line stands: `file:line`, as editors take it. */
export function place({ file, line }: Sighting): string {
  return `${visible(file)}:${line}`
}

function list(ink: Paint, title: string, entries: readonly string[]): string {
  return entries.length === 0
    ? ''
    : [ink.style('bold', title), ...entries.map((entry) => ink.hang('  -', entry, 4))].join('\n')
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}
