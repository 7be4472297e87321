import {
  type Context,
  decodeClaims,
  defineCheck,
  type Evidence,
  fail,
  type Outcome,
  parseHttpDate,
  pass,
  skip,
  tokenKind,
  unsure,
} from '../../src/index.ts'
import type { CauseId } from '../causes/index.ts'
import { AGREE_MS } from '../clock-limits.ts'
import { networkOutcome } from '../network.ts'
import { listed, nobody, workspaceShown } from '../orchestrator/facts.ts'
import { judgeError } from '../orchestrator/judge.ts'
import type {
  OrchestratorAnswered,
  OrchestratorExchange,
} from '../orchestrator/orchestrator-exchange.ts'
import { renewable } from './renewable.ts'

export default defineCheck<CauseId>({
  id: 'auth/accepted',
  title: 'Orchestrator accepts the token',
  needs: ['auth/token', 'orchestrator/reachable'],
  network: true,
  async run(context) {
    const exchange = await listed(context)
    if (exchange === undefined) return skip(await nobody(context), 'orchestratorUrl')
    const kind = tokenKind(context.settings.get('token') ?? '')
    if (!(kind === 'service-token' && exchange.answered && forbids(exchange)))
      return judge(context, exchange)
    // A service token belongs to one workspace: that it may not list them says nothing.
    const shown = await workspaceShown(context)
    return shown === undefined
      ? unsure(
          'a service token may not list workspaces; name its workspace to have it tried',
          exchange.evidence,
        )
      : judge(context, shown)
  },
})

function forbids({ reply, http }: OrchestratorAnswered): boolean {
  return reply.kind === 'error' && (http?.status === 403 || reply.code === 'forbidden')
}

function judge(context: Context, exchange: OrchestratorExchange): Outcome<CauseId> {
  if (!exchange.answered) return networkOutcome(exchange.trouble)
  const { reply, evidence: seen, http } = exchange
  switch (reply.kind) {
    case 'list':
    case 'workspace':
      return pass(seen)
    case 'error':
      if (reply.code === 'workspace_not_found') return pass(seen)
      return http?.status === 401 ? refused(context, exchange, http.headers) : judgeError(exchange)
    case 'trouble':
    case 'unknown':
      return judgeError(exchange)
  }
}

/** A refused token: by a server that takes it for expired, though by our clock it is not. */
function refused(
  context: Context,
  exchange: OrchestratorAnswered,
  { date, age }: Readonly<Record<string, string>>,
): Outcome<CauseId> {
  const { settings, now } = context
  const local = now()
  const exp = (decodeClaims(settings.get('token') ?? '')?.exp ?? Number.NaN) * 1000
  if (exp <= local && renewable(settings, settings.values.token?.source ?? '')) {
    const reason = 'the cached token has expired, and only the artifacts program can renew it'
    return unsure(reason, exchange.evidence)
  }
  const server = age === undefined ? parseHttpDate(date ?? '') : Number.NaN
  const skew = local - server
  const outcome = judgeError(exchange)
  if (!(Math.abs(skew) > AGREE_MS) || outcome.status !== 'fail') return outcome
  const clocks: Evidence = {
    ...outcome.evidence,
    localTime: new Date(local).toISOString(),
    serverTime: new Date(server).toISOString(),
    skewSeconds: Math.round(skew / 1000),
  }
  return exp > local && exp <= server
    ? fail('host/clock-skewed', { ...clocks, expiresAt: new Date(exp).toISOString() }, [
        outcome.cause,
      ])
    : fail(outcome.cause, clocks, ['host/clock-skewed'])
}
