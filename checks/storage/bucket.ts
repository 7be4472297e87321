import { defineCheck, fail, pass, skip } from '../../src/index.ts'
import type { CauseId } from '../causes/index.ts'
import { networkOutcome } from '../network.ts'
import { signedAnswer } from './answers.ts'
import { s3Evidence } from './s3-says.ts'

export default defineCheck<CauseId>({
  id: 'storage/bucket',
  title: 'Bucket is there',
  needs: ['storage/region', 'storage/credentials'],
  network: true,
  async run(context) {
    const told = await signedAnswer(context)
    if (told === undefined) return skip('there is no signed answer to judge')
    if (!told.answered) return networkOutcome(told.trouble)
    const { says } = told
    const evidence = { ...s3Evidence(says), bucket: context.settings.get('bucket') ?? '' }
    if (says.code === 'NoSuchBucket') return fail('storage/no-such-bucket', evidence)
    if (says.code === 'InvalidBucketName')
      return fail('storage/bucket-name-invalid', { ...evidence, found: 'the server refuses it' })
    // A denial (403) is about what may be done there: a bucket that is not there is a 404.
    return pass(evidence)
  },
})
