import { defineCheck, fail, pass, skip } from '../../src/index.ts'
import type { CauseId } from '../causes/index.ts'
import { isReplica } from './health.ts'
import { infoToJudge } from './info-to-judge.ts'
import { refusesWrites, savingFailed, snapshots } from './saving.ts'

export default defineCheck<CauseId>({
  id: 'metadata/durability',
  title: 'Metadata survives a restart of its service',
  needs: ['metadata/auth'],
  network: true,
  async run(context) {
    const judged = await infoToJudge(context)
    if ('outcome' in judged) return judged.outcome
    const { info, at } = judged
    if ('reason' in info) return skip(info.reason)
    const { fields } = info
    const aof = fields.get('aof_enabled')
    if (fields.get('redis_mode') === 'sentinel') return skip('a Sentinel holds no data')
    if (isReplica(fields)) return skip('what a replica keeps says nothing of its master')
    if (aof !== '0' && aof !== '1') return skip('this Redis does not tell what it keeps')
    const found = savingFailed(fields)
    const refusing = await refusesWrites(context)
    // A snapshot more or less is nothing to a Redis that writes down every change.
    if (found !== undefined && (refusing || aof === '0' || found.includes('append'))) {
      const seen = { ...at, found }
      return fail('metadata/not-durable', refusing ? { ...seen, refusesWrites: true } : seen)
    }
    if (aof === '1') return pass({ ...at, persistence: 'append-only file' })
    const saves = await snapshots(context)
    if (!('value' in saves)) return skip(saves.reason)
    return saves.value === ''
      ? fail('metadata/not-durable', { ...at, found: 'it keeps nothing on disk' })
      : pass({ ...at, persistence: 'snapshots' })
  },
})
