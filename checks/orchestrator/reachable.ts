import { type Context, defineCheck, fail, type Outcome, pass, skip } from '../../src/index.ts'
import type { CauseId } from '../causes/index.ts'
import { httpOutcome, wantsTls } from '../network.ts'
import type { Answered } from './asked.ts'
import { listed, nobody } from './facts.ts'
import { judgeError } from './judge.ts'
import { proxyEvidence } from './proxy-evidence.ts'

export default defineCheck<CauseId>({
  id: 'orchestrator/reachable',
  title: 'Orchestrator answers',
  network: true,
  async run(context) {
    const asked = await listed(context)
    if (asked === undefined) return skip(await nobody(context), 'orchestratorUrl')
    if (!asked.answered) {
      const { trouble } = asked
      const tls = context.settings.get('orchestratorUrl')?.startsWith('https:') ?? false
      // What waited for its time to be up has none left to try another way.
      const between =
        trouble.code === 'TIMEOUT' ? {} : await proxyEvidence(context, trouble.through)
      return httpOutcome(context, trouble, tls, between)
    }
    const { answer, seen } = asked
    if (answer !== undefined && (await wantsTls(context, { answer })))
      return fail('network/plain-to-tls', seen)
    return judge(context, asked)
  },
})

async function judge(context: Context, asked: Answered): Promise<Outcome<CauseId>> {
  const { word, seen } = asked
  switch (word.kind) {
    case 'list':
    case 'workspace':
    case 'error':
      return pass(seen)
    case 'trouble':
    case 'unknown': {
      const between = await proxyEvidence(context, asked.answer?.through)
      if (ofRelay(context, asked))
        return fail('network/proxy-refused', { ...seen, ...between, found: word.found }, [
          'orchestrator/unavailable',
        ])
      return judgeError({ ...asked, seen: { ...seen, ...between } })
    }
  }
}

/** Whether it is a proxy's own refusal: in plain http it answers in the server's place. */
function ofRelay({ settings }: Context, { answer }: Answered): boolean {
  const plain = settings.get('orchestratorUrl')?.startsWith('http:') ?? false
  if (answer?.through === undefined || !plain) return false
  return [403, 502, 503, 504].includes(answer.status)
}
