import { type Context, defineCheck, fail, type Outcome, pass, skip } from '../../src/index.ts'
import type { CauseId } from '../causes/index.ts'
import { httpOutcome, wantsTls } from '../network.ts'
import { listed, nobody } from './facts.ts'
import { judgeError } from './judge.ts'
import type { OrchestratorAnswered } from './orchestrator-exchange.ts'
import { proxyEvidence } from './proxy-evidence.ts'

export default defineCheck<CauseId>({
  id: 'orchestrator/reachable',
  title: 'Orchestrator answers',
  network: true,
  async run(context) {
    const exchange = await listed(context)
    if (exchange === undefined) return skip(await nobody(context), 'orchestratorUrl')
    if (!exchange.answered) {
      const { trouble } = exchange
      const tls = context.settings.get('orchestratorUrl')?.startsWith('https:') ?? false
      // What waited for its time to be up has none left to try another way.
      const between =
        trouble.code === 'TIMEOUT' ? {} : await proxyEvidence(context, trouble.through)
      return httpOutcome(context, trouble, tls, between)
    }
    const { http, evidence } = exchange
    if (http !== undefined && (await wantsTls(context, { answer: http })))
      return fail('network/plain-to-tls', evidence)
    return judge(context, exchange)
  },
})

async function judge(context: Context, exchange: OrchestratorAnswered): Promise<Outcome<CauseId>> {
  const { reply, evidence } = exchange
  switch (reply.kind) {
    case 'list':
    case 'workspace':
    case 'error':
      return pass(evidence)
    case 'trouble':
    case 'unknown': {
      const between = await proxyEvidence(context, exchange.http?.through)
      if (ofRelay(context, exchange))
        return fail('network/proxy-refused', { ...evidence, ...between, found: reply.found }, [
          'orchestrator/unavailable',
        ])
      return judgeError({ ...exchange, evidence: { ...evidence, ...between } })
    }
  }
}

/** Whether it is a proxy's own refusal: in plain http it answers in the server's place. */
function ofRelay({ settings }: Context, { http }: OrchestratorAnswered): boolean {
  const plain = settings.get('orchestratorUrl')?.startsWith('http:') ?? false
  if (http?.through === undefined || !plain) return false
  return [403, 502, 503, 504].includes(http.status)
}
