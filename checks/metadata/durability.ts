import { defineCheck, fail, pass, skip } from '../../src/index.ts'
import type { CauseId } from '../causes/index.ts'
import { networkOutcome } from '../network.ts'
import { isReplica } from './health.ts'
import { serverInfo } from './info.ts'
import { metadataPlace } from './place.ts'
import { redisError } from './redis-error.ts'
import { refusesWrites, savingFailed, snapshots } from './saving.ts'

export default defineCheck<CauseId>({
  id: 'metadata/durability',
  title: 'Metadata survives a restart of its service',
  needs: ['metadata/auth'],
  network: true,
  async run(context) {
    const place = metadataPlace(context)
    const told = await serverInfo(context)
    if (place === undefined || told === undefined)
      return skip('no metadata URL was given', 'metadataUrl')
    if (!told.answered) return networkOutcome(told.trouble)
    const { reply } = told
    const evidence = { host: place.host, port: place.port }
    if ('error' in reply) return redisError(reply.error, evidence)
    if ('reason' in reply) return skip(reply.reason)
    const { fields } = reply
    const aof = fields.get('aof_enabled')
    if (fields.get('redis_mode') === 'sentinel') return skip('a Sentinel holds no data')
    if (isReplica(fields)) return skip('what a replica keeps says nothing of its master')
    if (aof !== '0' && aof !== '1') return skip('this Redis does not tell what it keeps')
    const found = savingFailed(fields)
    const refusing = await refusesWrites(context)
    // A snapshot more or less is nothing to a Redis that writes down every change.
    if (found !== undefined && (refusing || aof === '0' || found.includes('append'))) {
      const seen = { ...evidence, found }
      return fail('metadata/not-durable', refusing ? { ...seen, refusesWrites: true } : seen)
    }
    if (aof === '1') return pass({ ...evidence, persistence: 'append-only file' })
    const saves = await snapshots(context)
    if (!('value' in saves)) return skip(saves.reason)
    return saves.value === ''
      ? fail('metadata/not-durable', { ...evidence, found: 'it keeps nothing on disk' })
      : pass({ ...evidence, persistence: 'snapshots' })
  },
})
