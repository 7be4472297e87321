import {
  type Context,
  defineCheck,
  fail,
  type Outcome,
  pass,
  skip,
  unsure,
} from '../../src/index.ts'
import type { CauseId } from '../causes/index.ts'
import { signedAnswer } from './answers.ts'
import { probe } from './operation.ts'
import { denied, ROOT_ONLY, rootOnly } from './refused.ts'
import { element, isListing, type S3Says, s3Evidence } from './s3-says.ts'

export default defineCheck<CauseId>({
  id: 'storage/list',
  title: 'Bucket can be listed',
  needs: ['storage/bucket'],
  after: ['storage/put', 'storage/get'],
  network: true,
  async run(context) {
    const told = await signedAnswer(context)
    if (!told?.answered) return skip('there is no signed answer to judge')
    const { says } = told
    const evidence = {
      ...s3Evidence(says, 's3:ListBucket'),
      prefix: context.settings.get('prefix') ?? '',
    }
    if (isListing(says)) return pass({ ...evidence, keys: Number(keyCount(says)) })
    if (says.code !== 'AccessDenied') {
      return unsure(
        `s3:ListBucket was answered ${says.answer.status} ${says.code ?? ''}`.trim(),
        evidence,
      )
    }
    return refused(context, told.onItsWay, evidence)
  },
})

/** Format goes through without a listing: what a refusal means depends on whether writing works. */
async function refused(
  context: Context,
  onItsWay: boolean,
  evidence: Record<string, string | number | boolean>,
): Promise<Outcome<CauseId>> {
  if (rootOnly(context)) return unsure(ROOT_ONLY, evidence)
  const put = await (await probe.peek(context))?.put
  if (put === undefined)
    return unsure('listing is denied, and whether writing is was not tried', evidence)
  const putDenied = put.answered && put.says.code === 'AccessDenied'
  return putDenied ? denied(context, onItsWay, evidence) : fail('storage/list-denied', evidence)
}

function keyCount({ answer }: S3Says): number {
  const text = answer.body.toString('utf8')
  return Number(element(text, 'KeyCount') ?? text.split('<Contents>').length - 1)
}
