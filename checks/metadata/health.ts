import {
  type Context,
  defineCheck,
  type Evidence,
  fail,
  type Outcome,
  pass,
  skip,
} from '../../src/index.ts'
import type { CauseId } from '../causes/index.ts'
import { ask } from './facts.ts'
import { configured, type Fields, parseInfo, whole } from './info.ts'
import { infoToJudge } from './info-to-judge.ts'
import { memoryFull } from './memory.ts'
import { refusesWrites, savingFailed } from './saving.ts'

export default defineCheck<CauseId>({
  id: 'metadata/health',
  title: 'Metadata service takes writes and is recent enough',
  needs: ['metadata/auth'],
  network: true,
  async run(context) {
    const judged = await infoToJudge(context)
    if ('outcome' in judged) return judged.outcome
    const { info, at } = judged
    const refusing = await refusesWrites(context)
    if ('reason' in info) {
      return refusing
        ? fail('metadata/writes-refused', { ...at, code: 'MISCONF' })
        : skip(info.reason)
    }
    const { fields } = info
    const evidence = { ...at, ...seenIn(fields) }
    return (
      standing(fields, evidence) ??
      writing(fields, refusing, evidence) ??
      (await tooFewReplicas(context, fields, evidence)) ??
      (await clusterState(context, fields, evidence))
    )
  },
})

/** The evidence of every verdict: nothing but words of a known form. */
function seenIn(fields: Fields): Evidence {
  const shown: Record<string, string> = {}
  for (const [name, as] of [
    ['redis_version', 'version'],
    ['redis_mode', 'mode'],
    ['role', 'role'],
  ] as const) {
    const value = fields.get(name) ?? ''
    if (/^[\w.+-]{1,40}$/.test(value)) shown[as] = value
  }
  return shown
}

/** The outcome where the server is of the wrong kind or not ready. */
function standing(fields: Fields, evidence: Evidence): Outcome<CauseId> | undefined {
  if (fields.get('redis_mode') === 'sentinel') return fail('metadata/sentinel', evidence)
  const [, major] = /^(\d+)\.\d+/.exec(fields.get('redis_version') ?? '') ?? []
  // The oldest that JuiceFS starts on (juicedata/juicefs, pkg/meta/info.go).
  if (major !== undefined && Number(major) < 4) {
    return fail('metadata/too-old', { ...evidence, expectedVersion: '4.0' })
  }
  if (fields.get('loading') === '1') {
    const seconds = whole(fields.get('loading_eta_seconds'))
    return fail('metadata/loading', seconds === undefined ? evidence : { ...evidence, seconds })
  }
  return isReplica(fields)
    ? fail('metadata/read-only', { ...evidence, ...link(fields) })
    : undefined
}

/** Whether it is a replica that takes no writes; in a cluster, clients are sent on to the master. */
export function isReplica(fields: Fields): boolean {
  return fields.get('role') === 'slave' && fields.get('cluster_enabled') !== '1'
}

function link(fields: Fields): Evidence {
  const status = fields.get('master_link_status')
  return status === 'up' || status === 'down' ? { masterLink: status } : {}
}

/** Whether writes are refused, for want of memory or because they cannot be kept. */
function writing(
  fields: Fields,
  refusing: boolean,
  evidence: Evidence,
): Outcome<CauseId> | undefined {
  const full = memoryFull(fields)
  if (full !== undefined) return fail('metadata/out-of-memory', { ...evidence, ...full })
  const found = savingFailed(fields)
  const seen = found === undefined ? evidence : { ...evidence, found }
  return refusing ? fail('metadata/writes-refused', { ...seen, code: 'MISCONF' }) : undefined
}

/** Whether writes are refused for want of replicas, of which INFO counts those that are well. */
async function tooFewReplicas(
  context: Context,
  fields: Fields,
  evidence: Evidence,
): Promise<Outcome<CauseId> | undefined> {
  // It stands there only where some are asked for (redis/redis, src/server.c, genRedisInfoString).
  const replicas = whole(fields.get('min_slaves_good_slaves'))
  if (replicas === undefined) return undefined
  const asked = await configured(context, 'min-replicas-to-write')
  const wanted = 'value' in asked ? whole(asked.value) : undefined
  // One is wanted at least, where it is not told how many.
  return replicas < (wanted ?? 1)
    ? fail('metadata/replicas-missing', {
        ...evidence,
        replicas,
        ...(wanted === undefined ? {} : { expectedReplicas: wanted }),
      })
    : undefined
}

async function clusterState(
  context: Context,
  fields: Fields,
  evidence: Evidence,
): Promise<Outcome<CauseId>> {
  if (fields.get('cluster_enabled') !== '1') return pass(evidence)
  const exchange = await ask(context, 'CLUSTER', ['INFO'])
  // Whoever may not ask can still be served.
  if (!exchange?.answered || 'error' in exchange.reply) return pass(evidence)
  const cluster = parseInfo(exchange.reply.value)
  const state = cluster.get('cluster_state')
  if (state !== 'ok' && state !== 'fail') return pass(evidence)
  const slots = whole(cluster.get('cluster_slots_ok'))
  const seen = { ...evidence, clusterState: state, ...(slots === undefined ? {} : { slots }) }
  return state === 'fail' ? fail('metadata/cluster-down', seen) : pass(seen)
}
