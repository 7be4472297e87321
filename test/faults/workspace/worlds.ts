import type { Says } from '../../support/artifacts-program.ts'
import type { Answer } from '../../support/fault-proxy.ts'
import type { KnownWorkspace } from '../../support/orchestrator-server.ts'
import type { World } from '../line.ts'
import {
  API_KEY,
  type Changes,
  type HttpWorld,
  knowing,
  throughProgram,
} from '../orchestrator/worlds.ts'

/** What the lines of the workspace look at; the rest comes with what these need. */
const ONLY = ['workspace/*']

/** How a workspace `acme/demo` is known, and what somebody is about to do with it. */
export interface Known {
  /** Absent: there is no such workspace. */
  readonly status?: string
  readonly storage?: KnownWorkspace['storage']
  readonly intent?: 'create' | 'mount'
  readonly generation?: 'current' | 'earlier'
  /** Answers in the place of the stand-in's own, by path. */
  readonly answers?: Readonly<Record<string, Answer>>
  readonly flags?: World['flags']
}

/** An orchestrator that knows the workspace, or does not. */
export function known({ status, storage, intent, generation, answers, flags }: Known = {}) {
  const demo: KnownWorkspace = {
    status: status ?? '',
    ...(storage === undefined ? {} : { storage }),
  }
  return (): Promise<HttpWorld> =>
    knowing(
      {
        tokens: [API_KEY],
        workspaces: status === undefined ? {} : { demo },
        ...(generation === undefined ? {} : { generation }),
        ...(answers === undefined ? {} : { answers }),
      },
      asking(intent, flags),
    )()
}

/** The orchestrator answers for the workspace itself in this way. */
export const shownAs = (answer: Answer, more: Known = {}) =>
  known({ status: 'active', ...more, answers: { '/workspaces/acme/demo': answer } })

/** The program shows the workspace in this way. */
export function shownByProgram(show: Says, { intent, flags }: Known = {}) {
  return throughProgram({ show }, asking(intent, flags))
}

function asking(intent: Known['intent'], flags: World['flags'] = {}): Changes {
  return {
    only: ONLY,
    flags: { workspace: 'acme/demo', ...(intent === undefined ? {} : { intent }), ...flags },
  }
}
