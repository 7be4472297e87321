import { fail, type Outcome, unsure } from '../../src/index.ts'
import type { CauseId } from '../causes/index.ts'
import type { Answered } from './asked.ts'
import { documentedCause } from './documented.ts'

function whoAnswered({ answer }: Answered): string {
  return answer === undefined ? 'the artifacts program answered' : 'the orchestrator answered'
}

/** The cause that an error of the orchestrator's documents, or "could not tell". */
export function judgeError(asked: Answered): Outcome<CauseId> {
  const { word, seen } = asked
  switch (word.kind) {
    case 'error': {
      const cause = documentedCause(word.code, word.message)
      return cause === undefined
        ? unsure(`${whoAnswered(asked)} '${word.code}', which is not documented`, seen)
        : fail(cause, seen)
    }
    case 'trouble':
      return fail(word.cause, { ...seen, found: word.found })
    case 'unknown':
      return unsure(`${whoAnswered(asked)} ${word.found}`, seen)
    case 'list':
    case 'workspace':
      return unsure(`${whoAnswered(asked)} something else than was asked for`, seen)
  }
}
