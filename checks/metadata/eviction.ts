import { defineCheck, fail, pass, skip } from '../../src/index.ts'
import type { CauseId } from '../causes/index.ts'
import { networkOutcome } from '../network.ts'
import { isReplica } from './health.ts'
import { configured, serverInfo } from './info.ts'
import { whole } from './memory.ts'
import { metadataPlace } from './place.ts'
import { redisError } from './redis-error.ts'

/** redis.io/docs/latest/develop/reference/eviction */
const POLICY = /^(noeviction|(allkeys|volatile)-[a-z]{2,10})$/

export default defineCheck<CauseId>({
  id: 'metadata/eviction',
  title: 'Metadata service throws nothing away when it is full',
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
    const fields = 'fields' in reply ? reply.fields : undefined
    if (fields?.get('redis_mode') === 'sentinel') return skip('a Sentinel holds no data')
    if (fields !== undefined && isReplica(fields))
      return skip('the policy that counts is that of the master')
    const stated = fields?.get('maxmemory_policy')
    const asked =
      stated === undefined ? await configured(context, 'maxmemory-policy') : { value: stated }
    if (!('value' in asked)) return skip('reason' in reply ? reply.reason : asked.reason)
    const policy = asked.value
    if (!POLICY.test(policy)) return skip('this Redis names a policy of its own')
    const maxmemory = whole(fields?.get('maxmemory'))
    const seen = { ...evidence, policy, ...(maxmemory === undefined ? {} : { maxmemory }) }
    return policy === 'noeviction' ? pass(seen) : fail('metadata/eviction-enabled', seen)
  },
})
