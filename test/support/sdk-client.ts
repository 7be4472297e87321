import {
  GetObjectCommand,
  HeadBucketCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3'
import { onTestFinished } from 'vitest'

/** The keys that a server takes from `s3`. */
export const KEYS = { AKIATEST: 'right-secret' }

/** A client of the AWS SDK for the bucket `cases`, closed when the test is over. */
export function s3(
  endpoint: string,
  { secret = 'right-secret', region = 'us-east-1', id = 'AKIATEST' } = {},
) {
  const client = new S3Client({
    endpoint,
    region,
    forcePathStyle: true,
    maxAttempts: 1,
    requestChecksumCalculation: 'WHEN_REQUIRED',
    credentials: { accessKeyId: id, secretAccessKey: secret },
  })
  // s3rver signs `/bucket` where the SDK signs `/bucket/`.
  client.middlewareStack.add(
    (next) => (args) => {
      const { path } = args.request as { path: string }
      Object.assign(args.request as object, { path: path.replace(/\/$/, '') })
      return next(args)
    },
    { step: 'build' },
  )
  onTestFinished(() => client.destroy())
  return {
    list: () => client.send(new ListObjectsV2Command({ Bucket: 'cases' })),
    head: () => client.send(new HeadBucketCommand({ Bucket: 'cases' })),
    get: (Key: string) => client.send(new GetObjectCommand({ Bucket: 'cases', Key })),
    put: (Key: string) => client.send(new PutObjectCommand({ Bucket: 'cases', Key, Body: 'body' })),
  }
}
