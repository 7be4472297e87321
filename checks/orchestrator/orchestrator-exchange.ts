import type { Context, Evidence, HttpAnswer } from '../../src/index.ts'
import type { Unanswered } from '../exchange.ts'
import type { OrchestratorReply } from './orchestrator-reply.ts'

/** What came of asking the orchestrator for something. */
export type OrchestratorExchange = OrchestratorAnswered | Unanswered

/** A question that the orchestrator or its program replied to, with what was seen. */
export interface OrchestratorAnswered {
  readonly answered: true
  readonly reply: OrchestratorReply
  readonly evidence: Evidence
  /** As it was on the wire; absent where the program was asked. */
  readonly http?: HttpAnswer
}

/** The token, unless it is mangled: no header could hold it, and reachability shows without it. */
export function sendable({ settings }: Context): string | undefined {
  const token = settings.get('token')
  return token !== undefined && /^[\u0021-\u007e]+$/.test(token) ? token : undefined
}

/** The code and the message of an error; nothing of any other reply. */
export function errorEvidence(reply: OrchestratorReply): Evidence {
  if (reply.kind !== 'error') return {}
  return { code: reply.code, ...(reply.message === '' ? {} : { message: reply.message }) }
}
