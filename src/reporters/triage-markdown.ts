import type { Question, Sighting, Triage, TriagedCause } from '../triage/document.ts'
import { address, code, codeBlock, prose, steps } from './markdown-escape.ts'
import { leadsTo, place } from './triage-text.ts'

const OWNERS = {
  you: 'This is on your side.',
  tonbo: 'This is for Tonbo to mend.',
  provider: 'This is for your storage or network provider to mend.',
} as const

/** How many unexplained lines an answer has room for. */
const KINDS = 5

/**
 * A triage as an answer to whoever sent the logs, ready to be pasted. What comes from their files
 * is code in it, never markup; the rest is the catalogue's.
 */
export function triageMarkdown({
  rootCauses,
  consequences,
  unexplained,
  questions,
  notes = [],
}: Triage): string {
  const blocks = [
    opening(rootCauses.length),
    ...rootCauses.map((root) => section(root, consequences)),
    unexplained.length === 0
      ? ''
      : [
          rootCauses.length === 0
            ? '### What looks like an error'
            : '### What this does not explain',
          unexplained
            .slice(0, KINDS)
            .map(
              ({ count, first }) => `- ${count} ×, first at ${where(first)}: ${code(first.text)}`,
            )
            .join('\n'),
        ].join('\n\n'),
    questions.length === 0
      ? ''
      : `### What would help us\n\n${questions.map(questionText).join('\n')}`,
    notes.length === 0 ? '' : `### Notes\n\n${notes.map((note) => `- ${prose(note)}`).join('\n')}`,
  ]
  return `${blocks.filter((block) => block !== '').join('\n\n')}\n`
}

function opening(causes: number): string {
  switch (causes) {
    case 0:
      return 'We have read what you sent, and found no cause that we know in it.'
    case 1:
      return 'We have read what you sent. There is one cause in it.'
    default:
      return `We have read what you sent. There are ${causes} causes in it, the most telling first.`
  }
}

function section(root: TriagedCause, consequences: readonly TriagedCause[]): string {
  const { title, cause, why, fix, owner, docs, first, count, alternatives } = root
  const follows = consequences.filter(({ consequenceOf = [] }) =>
    leadsTo(cause, consequenceOf, consequences),
  )
  return [
    `### ${prose(title)}`,
    `Seen ${count === 1 ? 'once' : `${count} times, first`} at ${where(first)}:`,
    codeBlock(first.text, 'text'),
    prose(why),
    fix.length === 1 ? '**What to do**' : '**What to do**, in this order:',
    steps(fix),
    OWNERS[owner],
    ...(alternatives.length === 0
      ? []
      : [`It may also be ${alternatives.map(code).join(' or ')}: see the questions below.`]),
    ...(follows.length === 0
      ? []
      : [
          `It explains these as well:\n\n${follows.map((one) => `- ${prose(one.title)}, first at ${where(one.first)}`).join('\n')}`,
        ]),
    `Cause: ${code(cause)}, explained at ${address(docs)}`,
  ].join('\n\n')
}

function questionText({ ask, run }: Question): string {
  return run === undefined ? `- ${prose(ask)}` : `- ${prose(ask)}: ${code(run)}`
}

function where(seen: Sighting): string {
  return code(place(seen))
}
