import {
  type Context,
  decodeClaims,
  defineCheck,
  type Outcome,
  pass,
  skip,
  tokenKind,
  unsure,
} from '../../src/index.ts'
import type { CauseId } from '../causes/index.ts'
import { networkOutcome } from '../network.ts'
import { type Asked, workspaceList, workspaceShown } from '../orchestrator/facts.ts'
import { answerEvidence, judgeError } from '../orchestrator/judge.ts'
import { renewable } from './token.ts'

export default defineCheck<CauseId>({
  id: 'auth/accepted',
  title: 'Orchestrator accepts the token',
  needs: ['auth/token', 'orchestrator/reachable'],
  network: true,
  async run(context) {
    const asked = await workspaceList(context)
    if (asked === undefined) return skip('no orchestrator URL was given', 'orchestratorUrl')
    const kind = tokenKind(context.settings.get('token') ?? '')
    const refused = asked.answered && asked.word.kind === 'error' && asked.answer.status === 403
    if (!(kind === 'service-token' && refused)) return judge(context, asked)
    // A service token belongs to one workspace: that it may not list them says nothing.
    const shown = await workspaceShown(context)
    return shown === undefined
      ? unsure(
          'a service token may not list workspaces; name its workspace to have it tried',
          answerEvidence(asked),
        )
      : judge(context, shown)
  },
})

function judge({ settings, now }: Context, asked: Asked): Outcome<CauseId> {
  if (!asked.answered) return networkOutcome(asked.trouble)
  const evidence = answerEvidence(asked)
  const { word, answer } = asked
  switch (word.kind) {
    case 'list':
    case 'workspace':
      return pass(evidence)
    case 'error': {
      if (word.code === 'workspace_not_found') return pass(evidence)
      const source = settings.values.token?.source ?? ''
      if (
        answer.status === 401 &&
        renewable(settings, source) &&
        expired(settings.get('token'), now())
      ) {
        return unsure(
          'the cached token has expired, and only the artifacts program can renew it',
          evidence,
        )
      }
      return judgeError(asked)
    }
    case 'not-an-api':
    case 'unknown':
      return judgeError(asked)
  }
}

function expired(token: string | undefined, now: number): boolean {
  const exp = decodeClaims(token ?? '')?.exp
  return exp !== undefined && exp * 1000 <= now
}
