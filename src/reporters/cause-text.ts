import type { Cause, Step } from '../catalogue.ts'
import { visible } from '../visible.ts'
import type { Paint } from './paint.ts'

/** The column at which every text of a report begins, after its mark or label. */
export const INDENT = 9

/** Whose it is to mend, in words; nothing where it is the reader's own. */
export const OWNERS = {
  you: '',
  tonbo: "Tonbo's to mend",
  provider: "your provider's to mend",
} as const

/** A labelled paragraph below the title of a cause. */
export function labelled(paint: Paint, label: string, text: string): string {
  return paint.hang(`  ${label}`, text, INDENT)
}

/** The steps: what to do, and below it what to type, alone on its line and never broken. */
export function stepLines(paint: Paint, fix: readonly Step[]): string[] {
  return fix.flatMap(({ do: what, run }, index) => {
    const number = fix.length > 1 ? `${index + 1}. ` : ''
    const step = labelled(paint, index === 0 ? 'Do' : '', `${number}${visible(what)}`)
    return run === undefined
      ? [step]
      : [step, `${' '.repeat(INDENT + 2)}${paint.style('cyan', visible(run))}`]
  })
}

/** Where it is explained, what it is known as there, and who can mend it. */
export function docsLine(
  paint: Paint,
  { docs, owner }: Pick<Cause, 'docs' | 'owner'>,
  knownAs = '',
): string {
  return labelled(
    paint,
    'Docs',
    [visible(docs), knownAs, OWNERS[owner]].filter((part) => part !== '').join(' · '),
  )
}
