import {
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
import { type Asked, workspaceList, workspaceShown } from '../orchestrator/facts.ts'
import { answerEvidence, judgeError } from '../orchestrator/judge.ts'

/** The states that are documented, and a workspace that is not there. */
export type State = 'active' | 'pending_format' | 'deleting' | 'deleted' | 'absent'

const STATES: readonly string[] = [
  'active',
  'pending_format',
  'deleting',
  'deleted',
] satisfies State[]

/** What the product's commands do in each state, by its pages on workspaces and errors. */
const WOULD: Readonly<Record<State, { readonly create: string; readonly mount: string }>> = {
  active: { create: 'refuse (workspace_exists)', mount: 'mount it' },
  absent: { create: 'create it', mount: 'refuse (workspace_not_found)' },
  deleted: { create: 'create it anew', mount: 'refuse (workspace_not_active)' },
  deleting: { create: 'refuse until it is gone', mount: 'refuse (workspace_not_active)' },
  pending_format: { create: 'resume where it stopped', mount: 'refuse (workspace_not_active)' },
}

type Told =
  | { readonly state: State; readonly asked: Asked & { answered: true } }
  | { readonly asked: Asked | undefined }

/** The state of the workspace, where the orchestrator says it. */
export const workspaceState = fact('workspace state', async (context): Promise<Told> => {
  const asked = await workspaceShown(context)
  if (!asked?.answered) return { asked }
  const { word } = asked
  if (word.kind === 'workspace' && STATES.includes(word.workspace.state ?? '')) {
    return { state: word.workspace.state as State, asked }
  }
  if (word.kind === 'error' && word.code === 'workspace_not_found')
    return { state: 'absent', asked }
  if (word.kind !== 'unknown') return { asked }
  return (await fromList(context)) ?? { asked }
})

async function fromList(context: Parameters<typeof workspaceList>[0]): Promise<Told | undefined> {
  const asked = await workspaceList(context)
  if (!asked?.answered || asked.word.kind !== 'list') return undefined
  const { handle, name } = context.settings.workspace ?? {}
  const own = asked.word.workspaces.find(
    (one) =>
      (one.name === name || one.name === `${handle}/${name}`) &&
      (handle === undefined || one.handle === undefined || one.handle === handle),
  )
  if (own === undefined) return { state: 'absent', asked }
  return STATES.includes(own.state ?? '') ? { state: own.state as State, asked } : undefined
}

export default defineCheck<CauseId>({
  id: 'workspace/state',
  title: 'Workspace is in the state that is wanted',
  needs: ['workspace/name', 'auth/accepted'],
  network: true,
  async run(context) {
    const told = await workspaceState(context)
    const { asked } = told
    if (asked === undefined) return skip('no orchestrator URL was given', 'orchestratorUrl')
    if (!asked.answered) return networkOutcome(asked.trouble)
    if (!('state' in told)) {
      const { word } = asked
      const state = word.kind === 'workspace' ? (word.workspace.state ?? 'none') : undefined
      return state === undefined
        ? judgeError(asked)
        : unsure(
            `the orchestrator names the state '${state}', which is not documented`,
            answerEvidence(asked),
          )
    }
    return judge(told.state, context.settings.intent, answerEvidence(asked))
  },
})

function judge(
  state: State,
  intent: 'create' | 'mount' | undefined,
  seen: Evidence,
): Outcome<CauseId> {
  const { create, mount } = WOULD[state]
  const evidence = { ...seen, state, createWould: create, mountWould: mount }
  switch (state) {
    case 'active':
      return intent === 'create' ? fail('workspace/exists', evidence) : pass(evidence)
    case 'absent':
      return intent === 'mount' ? fail('workspace/not-found', evidence) : pass(evidence)
    case 'deleted':
      return intent === 'mount' ? fail('workspace/not-active', evidence) : pass(evidence)
    case 'deleting':
      return fail('workspace/not-active', evidence)
    case 'pending_format':
      // Creating may have stopped at keys that were not known yet; no more than that is seen here.
      return intent === 'mount'
        ? fail('workspace/not-active', evidence, ['storage/iam-propagation'])
        : fail('workspace/pending-format', evidence, ['storage/iam-propagation'])
  }
}
