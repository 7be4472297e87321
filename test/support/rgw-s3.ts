import {
  CreateBucketCommand,
  type CreateBucketCommandInput,
  ListObjectVersionsCommand,
  PutBucketPolicyCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3'
import type { RgwUser } from './rgw-users.ts'

/** A client of the AWS SDK for the tests' own requests. */
export function s3Client(endpoint: string, user: RgwUser): S3Client {
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true'
  const { accessKeyId, secretAccessKey } = user
  return new S3Client({
    endpoint,
    region: 'us-east-1',
    forcePathStyle: true,
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    credentials: { accessKeyId, secretAccessKey },
  })
}

/** Makes a bucket that is the client's user's, and puts an object under each key of `holds`. */
export async function makeBucket(
  s3: S3Client,
  Bucket: string,
  holds: readonly string[] = [],
  options: Partial<CreateBucketCommandInput> = {},
): Promise<void> {
  await s3.send(new CreateBucketCommand({ Bucket, ...options }))
  for (const Key of holds) await s3.send(new PutObjectCommand({ Bucket, Key, Body: 'held' }))
}

/** One statement of a policy; its resources are the bucket and all that is in it unless given. */
export interface Statement {
  readonly Effect: 'Allow' | 'Deny'
  readonly Action: string | readonly string[]
  /** Everybody unless given. */
  readonly user?: string
  readonly Resource?: string | readonly string[]
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string>>>>
}

/** Gives a bucket a policy of these statements. */
export async function setPolicy(
  s3: S3Client,
  Bucket: string,
  ...statements: readonly Statement[]
): Promise<void> {
  const all = [`arn:aws:s3:::${Bucket}`, `arn:aws:s3:::${Bucket}/*`]
  const Policy = JSON.stringify({
    Version: '2012-10-17',
    Statement: statements.map(({ user, Resource = all, ...statement }) => ({
      ...statement,
      Resource,
      Principal: user === undefined ? '*' : { AWS: [`arn:aws:iam:::user/${user}`] },
    })),
  })
  await s3.send(new PutBucketPolicyCommand({ Bucket, Policy }))
}

/** Everything that is in a bucket, `key@version`, with delete markers. */
export async function versionsIn(s3: S3Client, Bucket: string): Promise<string[]> {
  const { Versions = [], DeleteMarkers = [] } = await s3.send(
    new ListObjectVersionsCommand({ Bucket }),
  )
  return [
    ...Versions.map(({ Key, VersionId }) => `${Key}@${VersionId}`),
    ...DeleteMarkers.map(({ Key, VersionId }) => `${Key}@${VersionId} (marker)`),
  ]
}
