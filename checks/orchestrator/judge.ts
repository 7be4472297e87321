import { type Evidence, fail, type Outcome, unsure } from '../../src/index.ts'
import type { CauseId } from '../causes/index.ts'
import type { Asked } from './facts.ts'

/** The documented codes that a GET can meet, and their causes. */
const CODES: Readonly<Record<string, CauseId>> = {
  unauthorized: 'auth/unauthorized',
  forbidden: 'auth/forbidden',
  workspace_not_found: 'workspace/not-found',
  invalid_request: 'orchestrator/invalid-request',
  metadata_acl_provisioning_failed: 'metadata/acl-provisioning-failed',
  internal_error: 'orchestrator/internal-error',
}

/** What was seen of an answer. */
export function answerEvidence(asked: Asked & { answered: true }): Evidence {
  const { answer, word } = asked
  const id = answer.headers['x-request-id']
  return {
    host: answer.host,
    httpStatus: answer.status,
    ...(word.kind === 'error' ? { code: word.code } : {}),
    ...(id === undefined ? {} : { requestId: id }),
  }
}

/** The cause that an error of the orchestrator's documents, or "could not tell". */
export function judgeError(asked: Asked & { answered: true }): Outcome<CauseId> {
  const evidence = answerEvidence(asked)
  const { word } = asked
  switch (word.kind) {
    case 'error': {
      if (word.message.includes('managed_storage is malformed')) {
        return fail('workspace/managed-storage-malformed', evidence)
      }
      if (word.message.includes('managed_provisioning_failed')) {
        return fail('orchestrator/managed-provisioning-failed', evidence)
      }
      const cause = CODES[word.code]
      return cause === undefined
        ? unsure(`the orchestrator answered '${word.code}', which is not documented`, evidence)
        : fail(cause, evidence)
    }
    case 'not-an-api':
      return fail('orchestrator/not-an-api', { ...evidence, found: word.found })
    case 'unknown':
      return unsure(`the orchestrator answered ${word.found}`, evidence)
    case 'list':
    case 'workspace':
      return unsure('the orchestrator answered something else than was asked for', evidence)
  }
}
