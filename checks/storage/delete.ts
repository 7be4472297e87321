import { defineCheck, fail, pass, skip } from '../../src/index.ts'
import type { CauseId } from '../causes/index.ts'
import { troubleEvidence } from '../network.ts'
import { probe } from './operation.ts'
import { s3Evidence } from './s3-says.ts'

export default defineCheck<CauseId>({
  id: 'storage/delete',
  title: 'Bucket lets objects be removed',
  needs: ['storage/put'],
  network: true,
  writes: true,
  async run(context) {
    const trip = await probe(context)
    if (trip === undefined) return skip('nothing was written')
    const { gone, told, version } = await trip.removed
    const evidence = {
      ...(told.answered
        ? s3Evidence(told.says, 's3:DeleteObject')
        : { ...troubleEvidence(told.trouble), action: 's3:DeleteObject' }),
      key: trip.key,
      ...(version === undefined ? {} : { version }),
    }
    return gone
      ? pass(evidence)
      : fail('storage/delete-denied', { ...evidence, bucket: context.settings.get('bucket') ?? '' })
  },
})
