import type { Context } from '../../src/index.ts'
import { unsignedHead } from './answers.ts'
import { REGION_CODES, type S3Says } from './s3-says.ts'

/** Whether an answer is about the region, and not about the credential in the same header. */
export function regionRefused({ code, answer, expectedRegion }: S3Says): boolean {
  if (code === 'AuthorizationHeaderMalformed') return expectedRegion !== undefined
  return code === undefined ? answer.status === 301 : REGION_CODES.has(code)
}

/** The region that AWS names in a header of every answer, however refused (docs of HeadBucket). */
export async function regionOfBucket(context: Context): Promise<string | undefined> {
  const head = await unsignedHead(context)
  const region = head?.answered ? head.says.answer.headers['x-amz-bucket-region'] : undefined
  return region !== undefined && /^[a-z0-9-]{2,40}$/.test(region) ? region : undefined
}
