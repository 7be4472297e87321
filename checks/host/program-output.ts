import { stripVTControlCharacters } from 'node:util'
import type { Evidence, ProgramAnswer } from '../../src/index.ts'

/** Longer than any report shows, and short enough to keep. */
const LONGEST = 4096

/** What the program printed, without colours; standard error first. */
export function textOf(answer: ProgramAnswer): string {
  if (answer.kind === 'unstarted' || answer.kind === 'withheld') return ''
  return stripVTControlCharacters(`${answer.stderr}\n${answer.stdout}`).trim()
}

/** How the program ended, and its first line: all there is to go by where the text is not known. */
export function endingOf(answer: ProgramAnswer): Evidence {
  const line = textOf(answer)
    .split(/[\r\n]+/)
    .find((one) => one.trim() !== '')
  const firstLine: Evidence = line === undefined ? {} : { line: line.trim().slice(0, LONGEST) }
  switch (answer.kind) {
    case 'exited':
      return {
        ...(answer.code === null ? {} : { exitCode: answer.code }),
        ...(answer.signal === null ? {} : { signal: answer.signal }),
        ...firstLine,
      }
    case 'hung':
      return { afterMs: answer.afterMs, ...firstLine }
    case 'flooded':
      return firstLine
    case 'unstarted':
      return { code: answer.code }
    case 'withheld':
      return {}
  }
}
