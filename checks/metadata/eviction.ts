import { defineCheck, fail, pass, skip } from '../../src/index.ts'
import type { CauseId } from '../causes/index.ts'
import { isReplica } from './health.ts'
import { configured, whole } from './info.ts'
import { infoToJudge } from './info-to-judge.ts'

/** redis.io/docs/latest/develop/reference/eviction */
const POLICY = /^(noeviction|(allkeys|volatile)-[a-z]{2,10})$/

export default defineCheck<CauseId>({
  id: 'metadata/eviction',
  title: 'Metadata service throws nothing away when it is full',
  needs: ['metadata/auth'],
  network: true,
  async run(context) {
    const judged = await infoToJudge(context)
    if ('outcome' in judged) return judged.outcome
    const { info, at } = judged
    const fields = 'fields' in info ? info.fields : undefined
    if (fields?.get('redis_mode') === 'sentinel') return skip('a Sentinel holds no data')
    if (fields !== undefined && isReplica(fields))
      return skip('the policy that counts is that of the master')
    const stated = fields?.get('maxmemory_policy')
    const policySetting =
      stated === undefined ? await configured(context, 'maxmemory-policy') : { value: stated }
    if (!('value' in policySetting))
      return skip('reason' in info ? info.reason : policySetting.reason)
    const policy = policySetting.value
    if (!POLICY.test(policy)) return skip('this Redis names a policy of its own')
    const maxmemory = whole(fields?.get('maxmemory'))
    const seen = { ...at, policy, ...(maxmemory === undefined ? {} : { maxmemory }) }
    return policy === 'noeviction' ? pass(seen) : fail('metadata/eviction-enabled', seen)
  },
})
