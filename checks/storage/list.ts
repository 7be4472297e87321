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
import { networkOutcome } from '../network.ts'
import { signedAnswer } from './answers.ts'
import { conditionOnAll, denied } from './denied.ts'
import { missingPolicy } from './missing-policy.ts'
import { operationTrouble } from './operation.ts'
import { probe } from './probe.ts'
import { perhapsFresh, ROOT_ONLY, rootOnly } from './refused.ts'
import { element, isListing, type S3Says, s3Evidence } from './s3-says.ts'
import type { Told } from './told.ts'

export default defineCheck<CauseId>({
  id: 'storage/list',
  title: 'Bucket can be listed',
  needs: ['storage/bucket'],
  after: ['storage/put', 'storage/get'],
  network: true,
  async run(context) {
    const told = await signedAnswer(context)
    if (told === undefined) return skip('there is no signed answer to judge')
    if (!told.answered) return networkOutcome(told.trouble)
    const { says } = told
    const evidence = {
      ...s3Evidence(says, 's3:ListBucket'),
      prefix: context.settings.get('prefix') ?? '',
    }
    if (isListing(says)) return pass({ ...evidence, keys: Number(keyCount(says)) })
    if (says.code !== 'AccessDenied') {
      const action = 's3:ListBucket'
      return (
        (await operationTrouble(context, told, action)) ??
        unsure('the answer is no listing', evidence)
      )
    }
    return refused(context, told, evidence)
  },
})

/** Format goes through without a listing: what a refusal means depends on whether writing works. */
async function refused(
  context: Context,
  told: Told & { answered: true },
  evidence: Record<string, string | number | boolean>,
): Promise<Outcome<CauseId>> {
  const { onItsWay, says } = told
  if (onItsWay && context.wait.left() > 0) return fail('storage/iam-propagation', evidence)
  if (rootOnly(context)) return unsure(ROOT_ONLY, evidence)
  const put = await (await probe.peek(context))?.put
  if (put === undefined)
    return unsure('listing is denied, and whether writing is was not tried', evidence)
  const putDenied = put.answered && put.says.code === 'AccessDenied'
  if (putDenied) return denied(context, told, 's3:ListBucket')
  const condition = await conditionOnAll(context)
  if (condition !== undefined) return fail(condition, evidence)
  const missing = await missingPolicy(context, 's3:ListBucket', says)
  return fail('storage/list-denied', { ...evidence, ...missing }, perhapsFresh(context, onItsWay))
}

function keyCount({ answer }: S3Says): number {
  const text = answer.body.toString('utf8')
  return Number(element(text, 'KeyCount') ?? text.split('<Contents>').length - 1)
}
