import { fail, type Outcome, unsure } from '../../src/index.ts'
import type { CauseId } from '../causes/index.ts'
import { documentedCause } from './documented.ts'
import type { OrchestratorAnswered } from './orchestrator-exchange.ts'

function whoAnswered({ http }: OrchestratorAnswered): string {
  return http === undefined ? 'the artifacts program answered' : 'the orchestrator answered'
}

/** The cause that an error of the orchestrator's documents, or "could not tell". */
export function judgeError(exchange: OrchestratorAnswered): Outcome<CauseId> {
  const { reply, evidence } = exchange
  switch (reply.kind) {
    case 'error': {
      const cause = documentedCause(reply.code, reply.message)
      return cause === undefined
        ? unsure(`${whoAnswered(exchange)} '${reply.code}', which is not documented`, evidence)
        : fail(cause, evidence)
    }
    case 'trouble':
      return fail(reply.cause, { ...evidence, found: reply.found })
    case 'unknown':
      return unsure(`${whoAnswered(exchange)} ${reply.found}`, evidence)
    case 'list':
    case 'workspace':
      return unsure(`${whoAnswered(exchange)} something else than was asked for`, evidence)
  }
}
