import {
  type Context,
  defineCheck,
  type Evidence,
  fact,
  fail,
  type Outcome,
  pass,
  skip,
  unsure,
} from '../../src/index.ts'
import type { CauseId } from '../causes/index.ts'
import { networkOutcome } from '../network.ts'
import { listed, nobody, workspaceShown } from '../orchestrator/facts.ts'
import { judgeError } from '../orchestrator/judge.ts'
import type {
  OrchestratorAnswered,
  OrchestratorExchange,
} from '../orchestrator/orchestrator-exchange.ts'
import { STATES, type Workspace } from '../orchestrator/workspace.ts'
import { otherStorage, storageEvidence } from './storage-block.ts'

/** The states that are documented, and a workspace that is not there. */
export type State = 'active' | 'pending_format' | 'deleting' | 'deleted' | 'absent'

/** What the product's commands do in each state, by its pages on workspaces and errors. */
const WOULD: Readonly<Record<State, { readonly create: string; readonly mount: string }>> = {
  active: { create: 'refuse (workspace_exists)', mount: 'mount it' },
  absent: { create: 'create it', mount: 'refuse (workspace_not_found)' },
  deleted: { create: 'create it anew', mount: 'refuse (workspace_not_active)' },
  deleting: { create: 'refuse until it is gone', mount: 'refuse (workspace_not_active)' },
  pending_format: { create: 'resume where it stopped', mount: 'refuse (workspace_not_active)' },
}

type StateExchange =
  | {
      readonly state: State
      readonly exchange: OrchestratorAnswered
      readonly workspace?: Workspace
    }
  | { readonly exchange: OrchestratorExchange | undefined }

/** The state of the workspace, where the orchestrator says it. */
export const workspaceState = fact('workspace state', async (context): Promise<StateExchange> => {
  const exchange = await workspaceShown(context)
  if (!exchange?.answered) return { exchange }
  const { reply } = exchange
  switch (reply.kind) {
    case 'workspace': {
      const { workspace } = reply
      return isState(workspace.state)
        ? { state: workspace.state, exchange, workspace }
        : { exchange }
    }
    case 'error':
      if (reply.code === 'workspace_not_found') return { state: 'absent', exchange }
      return isState(reply.existing) ? { state: reply.existing, exchange } : { exchange }
    case 'unknown':
      return (await fromList(context)) ?? { exchange }
    case 'list':
    case 'trouble':
      return { exchange }
  }
})

function isState(state: string | undefined): state is State {
  return STATES.includes(state ?? '')
}

async function fromList(context: Context): Promise<StateExchange | undefined> {
  const exchange = await listed(context)
  if (!exchange?.answered || exchange.reply.kind !== 'list') return undefined
  const { handle, name } = context.settings.workspace ?? {}
  const { workspaces, complete } = exchange.reply
  const own = workspaces.find(
    (one) =>
      (one.name === name || one.name === `${handle}/${name}`) &&
      (handle === undefined || one.handle === undefined || one.handle === handle),
  )
  if (own !== undefined)
    return isState(own.state) ? { state: own.state, exchange, workspace: own } : undefined
  // Of names that cannot be read, none is known to be another's.
  const legible = complete && workspaces.every((one) => one.name !== undefined)
  return legible ? { state: 'absent', exchange } : undefined
}

export default defineCheck<CauseId>({
  id: 'workspace/state',
  title: 'Workspace is in the state that is wanted',
  needs: ['workspace/name', 'auth/accepted'],
  network: true,
  async run(context) {
    const stated = await workspaceState(context)
    const { exchange } = stated
    if (exchange === undefined) return skip(await nobody(context), 'orchestratorUrl')
    if (!exchange.answered) return networkOutcome(exchange.trouble)
    if (!('state' in stated)) {
      const { reply, evidence: seen } = exchange
      if (reply.kind !== 'workspace') return judgeError(exchange)
      const state = reply.workspace.state ?? 'none'
      return unsure(`the state is given as '${state}', which is not documented`, seen)
    }
    const { settings } = context
    const { state, workspace = {} } = stated
    const seen = { ...exchange.evidence, ...storageEvidence(workspace) }
    return judge(state, settings.intent, seen, otherStorage(settings, workspace))
  },
})

function judge(
  state: State,
  intent: 'create' | 'mount' | undefined,
  seen: Evidence,
  other: { readonly cause: CauseId; readonly evidence: Evidence } | undefined,
): Outcome<CauseId> {
  const { create, mount } = WOULD[state]
  const evidence = { ...seen, state, createWould: create, mountWould: mount }
  switch (state) {
    case 'active':
      if (intent === 'create') return fail('workspace/exists', evidence)
      return other === undefined
        ? pass(evidence)
        : fail(other.cause, { ...evidence, ...other.evidence })
    case 'absent':
      return intent === 'mount' ? fail('workspace/not-found', evidence) : pass(evidence)
    case 'deleted':
      return intent === 'mount' ? fail('workspace/not-active', evidence) : pass(evidence)
    case 'deleting':
      return fail('workspace/not-active', evidence)
    case 'pending_format': {
      // Creating may have stopped at keys that were not known yet, or in another bucket; no more
      // than that is seen here.
      const perhaps: CauseId[] = ['storage/iam-propagation']
      const both = { ...evidence, ...other?.evidence }
      if (other !== undefined) perhaps.unshift(other.cause)
      return intent === 'mount'
        ? fail('workspace/not-active', both, perhaps)
        : fail('workspace/pending-format', both, perhaps)
    }
  }
}
