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
import { httpOutcome, wantsTls } from '../network.ts'
import { signedAnswer, unsignedHead } from './answers.ts'
import { isListing, type S3Says, s3Evidence } from './s3-says.ts'
import { place } from './target.ts'
import type { Told } from './told.ts'

export default defineCheck<CauseId>({
  id: 'storage/reachable',
  title: 'S3 endpoint answers as S3',
  needs: ['storage/settings'],
  network: true,
  async run(context) {
    const signed = await signedAnswer(context)
    if (signed !== undefined) return judge(context, signed)
    const head = await unsignedHead(context)
    return head === undefined
      ? skip('there is no bucket to ask for', 'bucket')
      : judge(context, head)
  },
})

async function judge(context: Context, told: Told): Promise<Outcome<CauseId>> {
  if (!told.answered) {
    const tls = place(context)?.target.endpoint.protocol === 'https:'
    return httpOutcome(context, told.trouble, tls)
  }
  const { says } = told
  if (await wantsTls(context, says)) return fail('network/plain-to-tls', s3Evidence(says))
  return serverTrouble(says) ?? (speaksS3(says) ? pass(s3Evidence(says)) : stranger(says))
}

/** An answer that says more about the server's state than about the request. */
export function serverTrouble(says: S3Says, action?: string): Outcome<CauseId> | undefined {
  const { status, headers } = says.answer
  const evidence = {
    ...s3Evidence(says, action),
    ...(headers['retry-after'] === undefined ? {} : { retryAfter: headers['retry-after'] }),
  }
  if (
    status === 429 ||
    /^(SlowDown|SlowDownRead|SlowDownWrite|TooManyRequests|RequestLimitExceeded)$/.test(
      says.code ?? '',
    )
  ) {
    return fail('storage/throttled', evidence)
  }
  // What is not implemented (501) is no trouble of the server's.
  if (status < 500 || status === 501) return undefined
  // A gateway before the storage fails in its own words; so might something that is no storage.
  return fail('storage/server-error', evidence, speaksS3(says) ? [] : ['storage/not-s3'])
}

/** Whether an answer has the marks of S3: a listing, an error of its form, or its headers. */
function speaksS3(says: S3Says): boolean {
  const { headers, body } = says.answer
  if (isListing(says) || (says.root === 'Error' && says.code !== undefined)) return true
  const marked = Object.keys(headers).some((name) => /^x-(amz|minio|tigris|rgw)-/.test(name))
  return body.length === 0 && marked
}

function stranger(says: S3Says): Outcome<CauseId> {
  const { headers, body, status } = says.answer
  const evidence = {
    ...s3Evidence(says),
    ...(headers['content-type'] === undefined ? {} : { contentType: headers['content-type'] }),
    ...(headers.server === undefined ? {} : { server: headers.server }),
    ...(says.root === undefined ? {} : { root: says.root }),
  }
  if (body.length === 0)
    return unsure(`HTTP ${status} without a body shows nothing of S3`, evidence)
  return fail('storage/not-s3', evidence)
}
