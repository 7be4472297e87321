import type { Answer } from '../../support/fault-proxy.ts'
import type { Line } from '../line.ts'
import { type Account, AT, at, refusal } from './at-vendor.ts'
import type { Asked } from './worlds-memory.ts'

/** Keys that look odd, and are as good as any. */
export const healthyKeys: readonly Line[] = [
  healthy('R2 with keys of hexadecimal digits', 'developers.cloudflare.com/r2/api/tokens', AT.r2),
  healthy(
    'R2 in the jurisdiction of the EU',
    'developers.cloudflare.com/r2/reference/data-location',
    { ...AT.r2, endpoint: AT.r2.endpoint.replace('.r2.', '.eu.r2.') },
  ),
  healthy('Tigris with keys of its own form', 'n8n-io/n8n-docs#4742', AT.tigris),
  healthy(
    'Google with an HMAC key of a service account',
    'cloud.google.com/storage/docs/authentication/hmackeys',
    AT.gcs,
  ),
  healthy(
    'temporary keys of AWS with their token',
    'docs.aws.amazon.com/IAM, id_credentials_temp_use-resources',
    AT.awsForAWhile,
    ({ headers }) =>
      headers['x-amz-security-token'] === AT.awsForAWhile.token ||
      headers.authorization === undefined
        ? undefined
        : refusal(
            403,
            'InvalidAccessKeyId',
            'The AWS Access Key Id you provided does not exist in our records.',
          ),
  ),
  healthy(
    'MinIO with the keys that it is delivered with',
    'minio/minio, internal/auth/credentials.go',
    { ...AT.minio, id: 'minioadmin', secret: 'minioadmin' },
  ),
  healthy(
    'Swift with an account and a user for a key id',
    'docs.openstack.org/swift/latest/middleware.html, tempauth with s3api',
    { endpoint: 'https://swift.storage.example', id: 'test:tester', secret: 'testing' },
  ),
  healthy(
    'a secret that somebody chose, with a percent sign and what looks like an escape',
    'minio/minio, internal/auth/credentials.go: any secret of 8 to 40 characters',
    { ...AT.minio, secret: 'ready%20to%2Fgo=50%' },
  ),
  healthy(
    'B2 with an application key',
    'backblaze.com/docs/cloud-storage-s3-compatible-app-keys',
    AT.b2,
  ),
  healthy('Scaleway with its own form of keys', 'scaleway.com/en/docs/iam/concepts', AT.scaleway),
]

function healthy(
  what: string,
  source: string,
  account: Account,
  answers?: (asked: Asked) => Answer | undefined,
): Line {
  return {
    area: 'keys',
    what,
    source,
    world: at(account, answers),
    passes: ['storage/keys', 'storage/credentials', 'storage/put', 'storage/get', 'storage/list'],
    exitCode: 0,
  }
}
