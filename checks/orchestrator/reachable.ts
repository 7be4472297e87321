import { defineCheck, fail, pass, skip, unsure } from '../../src/index.ts'
import type { CauseId } from '../causes/index.ts'
import { httpOutcome, wantsTls } from '../network.ts'
import { workspaceList } from './facts.ts'
import { answerEvidence } from './judge.ts'

export default defineCheck<CauseId>({
  id: 'orchestrator/reachable',
  title: 'Orchestrator answers',
  network: true,
  async run(context) {
    const asked = await workspaceList(context)
    if (asked === undefined) return skip('no orchestrator URL was given', 'orchestratorUrl')
    if (!asked.answered) {
      const tls = context.settings.get('orchestratorUrl')?.startsWith('https:') ?? false
      return httpOutcome(context, asked.trouble, tls)
    }
    const { word } = asked
    const evidence = answerEvidence(asked)
    if (await wantsTls(context, asked)) return fail('network/plain-to-tls', evidence)
    switch (word.kind) {
      case 'list':
      case 'workspace':
      case 'error':
        return pass(evidence)
      case 'not-an-api':
        return fail('orchestrator/not-an-api', { ...evidence, found: word.found })
      case 'unknown':
        return unsure(`the orchestrator answered ${word.found}`, evidence)
    }
  },
})
