import {
  type Context,
  type Evidence,
  fail,
  type Outcome,
  parseEndpoint,
  type Settings,
} from '../../src/index.ts'
import type { CauseId } from '../causes/index.ts'
import { keyRefused } from './refused.ts'
import type { S3Reply } from './s3-reply.ts'
import { vendorOfHost, vendorOfKey } from './vendors.ts'

/**
 * The cause of an answer that is about the key or its session token, in every vendor's words;
 * undefined for every other.
 */
export function keyTrouble(
  context: Context,
  reply: S3Reply,
  freshKeys: boolean,
  evidence: Evidence,
): Outcome<CauseId> | undefined {
  const { code, message = '' } = reply
  const { settings } = context
  const id = settings.get('accessKeyId') ?? ''
  switch (code) {
    case 'InvalidAccessKeyId':
      // MinIO says so of an account that was switched off (minio/minio, cmd/api-errors.go).
      if (/account is disabled/i.test(message)) return fail('storage/user-suspended', evidence)
      return unknownKey(context, freshKeys, evidence)
    case 'InvalidClientTokenId':
    // Google's word for it (s3fs-fuse/s3fs-fuse#179), then R2's.
    case 'InvalidSecurity':
    case 'Unauthorized':
      return unknownKey(context, freshKeys, evidence)
    case 'AuthorizationHeaderMalformed':
      // A slash in the key id breaks the credential up: only secrets have one (aws/aws-sdk-ruby#1276).
      return id.includes('/')
        ? fail('storage/keys-swapped', evidence)
        : fail('storage/invalid-access-key', evidence, ['storage/keys-swapped'])
    case 'InvalidArgument':
      // Ceph says no more than that of a key id with a slash.
      if (id.includes('/')) return fail('storage/keys-swapped', evidence)
      if (!/access key/i.test(message)) return undefined
      // R2 counts the characters (grafana/loki#9224); a key of another vendor has another number.
      return /has length/i.test(message) && vendorOfKey(id) === undefined
        ? fail('storage/keys-mangled', { ...evidence, setting: 'accessKeyId', found: message })
        : fail('storage/invalid-access-key', evidence)
    case 'ExpiredToken':
    case 'ExpiredTokenException':
    case 'TokenRefreshRequired':
    case 'SecurityTokenExpired':
      return fail('storage/token-expired', evidence)
    case 'InvalidToken':
    case 'InvalidTokenId':
    case 'InvalidSecurityToken':
    case 'AccessKeyIdAndSecurityTokenNotMatch':
      return fail('storage/token-invalid', evidence)
    case 'UserSuspended':
    case 'AllAccessDisabled':
    case 'AccountProblem':
    case 'NotSignedUp':
    case 'InvalidPayer':
    case 'NotEntitled':
    // Google Cloud Storage (cloud.google.com/storage/docs/xml-api/reference-status).
    case 'UserProjectAccountProblem':
    // Alibaba OSS.
    case 'UserDisable':
    case 'InDebt':
    case 'InDebtOverdue':
      return fail('storage/user-suspended', evidence)
    default:
      return undefined
  }
}

/** A temporary key of AWS without its token is as unknown as one that never was (ex-aws/ex_aws#37). */
function unknownKey(context: Context, freshKeys: boolean, evidence: Evidence): Outcome<CauseId> {
  const { settings } = context
  const temporary = /^ASIA[A-Z0-9]{16}$/.test(settings.get('accessKeyId') ?? '')
  if (temporary && settings.get('sessionToken') === undefined) {
    const setting = 'ARTIFACTS_S3_SESSION_TOKEN'
    return fail('storage/session-token-missing', { ...evidence, setting })
  }
  if (likelySwapped(settings)) return fail('storage/keys-swapped', evidence)
  return keyRefused(context, freshKeys, { ...evidence, ...foreign(settings) })
}

/** Most servers give ids of twenty capitals and digits, and secrets of twice that length. */
function likelySwapped(settings: Settings): boolean {
  const id = settings.get('accessKeyId') ?? ''
  return id.length >= 32 && /^[A-Z0-9]{16,24}$/.test(settings.get('secretAccessKey') ?? '')
}

/** The vendor of the key and that of the endpoint, where both are known and differ. */
function foreign(settings: Settings): Evidence {
  const here = vendorOfHost(parseEndpoint(settings.get('endpoint') ?? '')?.hostname ?? '')
  const of = vendorOfKey(settings.get('accessKeyId') ?? '')
  return here === undefined || of === undefined || here.name === of.name
    ? {}
    : { keyVendor: of.name, endpointVendor: here.name }
}
