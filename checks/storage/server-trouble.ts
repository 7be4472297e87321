import { fail, type Outcome } from '../../src/index.ts'
import type { CauseId } from '../causes/index.ts'
import { isListing, type S3Reply, s3Evidence, wordsOf } from './s3-reply.ts'

/** Codes that ask for fewer requests: AWS, MinIO, R2. */
const THROTTLED =
  /^(SlowDown|SlowDownRead|SlowDownWrite|TooManyRequests|RequestLimitExceeded|Throttling)$/
/** Codes of a limit that is reached: of Ceph RGW, MinIO (with more before it), NooBaa. */
const QUOTA = /QuotaExceeded$/
const FULL = /^(XMinioStorageFull|InsufficientStorage)$/

/** An answer that says more about the server's state than about the request. */
export function serverTrouble(reply: S3Reply, action?: string): Outcome<CauseId> | undefined {
  const { status, headers } = reply.answer
  const evidence = {
    ...s3Evidence(reply, action),
    ...(headers['retry-after'] === undefined ? {} : { retryAfter: headers['retry-after'] }),
  }
  if (status === 429 || THROTTLED.test(reply.code ?? '')) return fail('storage/throttled', evidence)
  const room = roomTrouble(reply, action)
  if (room !== undefined) return room
  // What is not implemented (501) is no trouble of the server's, and of a network that wants a
  // login (RFC 6585 § 6) no server says so.
  if (status < 500 || status === 501 || status === 511) return undefined
  // A gateway before the storage fails in its own words; so might something that is no storage.
  return fail('storage/server-error', evidence, speaksS3(reply) ? [] : ['storage/not-s3'])
}

/** An answer that says there is no room for more, whoever set the limit. */
export function roomTrouble(reply: S3Reply, action?: string): Outcome<CauseId> | undefined {
  const { code = '', message = '', answer } = reply
  const evidence = s3Evidence(reply, action)
  if (FULL.test(code) || answer.status === 507) return fail('storage/full', evidence)
  // B2 words a cap on the account as a denial (help.backblaze.com, Caps & Alerts).
  const capped = code === 'AccessDenied' && /\bcap exceeded/i.test(message)
  return QUOTA.test(code) || capped
    ? fail(
        'storage/quota-exceeded',
        capped ? { ...evidence, message: wordsOf(reply) ?? '' } : evidence,
      )
    : undefined
}

/** Whether an answer has the marks of S3: a listing, an error of its form, or its headers. */
export function speaksS3(reply: S3Reply): boolean {
  const { headers, body } = reply.answer
  // Azure's errors have the same form.
  if (
    headers['x-ms-request-id'] !== undefined ||
    /Microsoft-HTTPAPI|Azure/.test(headers.server ?? '')
  )
    return false
  if (isListing(reply) || (reply.root === 'Error' && reply.code !== undefined)) return true
  const marked = Object.keys(headers).some((name) => /^x-(amz|minio|tigris|rgw)-/.test(name))
  if (reply.root === 'ListAllMyBucketsResult') return true
  return body.length === 0 && marked
}
