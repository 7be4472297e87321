import { on, s3Error } from '../../checks/storage/bucket.ts'
import type { Line } from '../line.ts'
import { onS3rver } from './worlds.ts'
import { inMemory, refusing } from './worlds-memory.ts'

const AWS = 'https://s3.eu-west-3.amazonaws.com'
const DENIED = s3Error(403, 'AccessDenied', '<Message>Access Denied</Message>', {
  server: 'AmazonS3',
})
const PUT = { action: 's3:PutObject' }
const GET = { action: 's3:GetObject' }

function message(text: string): string {
  return `<Message>${text}</Message>`
}

const KMS_USER =
  'User: arn:aws:sts::123456789012:assumed-role/doctor/session is not authorized to perform:'
const KMS_WHY =
  'on this resource because the resource does not exist in this Region, no resource-based policies allow access, or a resource-based policy explicitly denies access'

/** Denials that are about what encrypts, who pays and how it is asked, and not about whom. */
export const deniedConditions: readonly Line[] = [
  {
    area: 'denied',
    what: 'AWS: the bucket encrypts with a key of KMS that these keys may not use',
    source: 'aws/aws-sdk-java-v2#5305, buildkite/docs#2344',
    world: inMemory(AWS, {
      answers: refusing({
        put: s3Error(403, 'AccessDenied', message(`${KMS_USER} kms:GenerateDataKey ${KMS_WHY}`)),
      }),
    }),
    root: 'storage/kms-denied',
    check: 'storage/put',
    seen: { ...PUT, httpStatus: 403, code: 'AccessDenied' },
  },
  {
    area: 'denied',
    what: 'AWS: what was encrypted may not be decrypted again',
    source: 'docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html',
    world: inMemory(AWS, {
      answers: refusing({
        get: s3Error(403, 'AccessDenied', message(`${KMS_USER} kms:Decrypt ${KMS_WHY}`)),
      }),
    }),
    root: 'storage/kms-denied',
    check: 'storage/get',
    seen: { ...GET, httpStatus: 403, code: 'AccessDenied' },
  },
  {
    area: 'denied',
    what: 'AWS: the key of KMS is in another account, and the message calls it a ciphertext',
    source: 'ministryofjustice/modernisation-platform#3468',
    world: inMemory(AWS, {
      answers: refusing({
        get: s3Error(
          403,
          'AccessDenied',
          message(
            'The ciphertext refers to a customer master key that does not exist, does not exist in this region, or you are not allowed to access.',
          ),
        ),
      }),
    }),
    root: 'storage/kms-denied',
    check: 'storage/get',
    seen: { ...GET, httpStatus: 403, code: 'AccessDenied' },
  },
  {
    area: 'denied',
    what: 'AWS: the key of KMS is switched off',
    source: 'localstack/localstack#8422, on what S3 answers then',
    world: inMemory(AWS, {
      answers: refusing({
        put: s3Error(
          400,
          'KMS.DisabledException',
          message('arn:aws:kms:eu-west-3:123456789012:key/1a2b is disabled.'),
        ),
      }),
    }),
    root: 'storage/kms-denied',
    check: 'storage/put',
    seen: { ...PUT, httpStatus: 400, code: 'KMS.DisabledException' },
  },
  {
    area: 'denied',
    what: 'AWS: the key of KMS that the bucket names is not there',
    source: 'aws/aws-cli#4507',
    world: inMemory(AWS, {
      answers: refusing({
        put: s3Error(400, 'KMS.NotFoundException', message('Invalid keyId aws/s3')),
      }),
    }),
    root: 'storage/kms-denied',
    check: 'storage/put',
    seen: { ...PUT, httpStatus: 400, code: 'KMS.NotFoundException' },
  },
  {
    area: 'denied',
    what: 'AWS: the key of KMS is about to be deleted when an object is read',
    source: 'localstack/localstack#8422, on what S3 answers then',
    world: inMemory(AWS, {
      answers: refusing({
        get: s3Error(
          400,
          'KMS.KMSInvalidStateException',
          message('arn:aws:kms:eu-west-3:123456789012:key/1a2b is pending deletion.'),
        ),
      }),
    }),
    root: 'storage/kms-denied',
    check: 'storage/get',
    seen: { ...GET, httpStatus: 400, code: 'KMS.KMSInvalidStateException' },
  },
  {
    area: 'denied',
    what: 'MinIO: the bucket is to be encrypted, and the server has no KMS',
    source: 'minio/minio#6367, minio/minio#16904',
    world: onS3rver({
      rules: [
        on(
          'put',
          s3Error(
            501,
            'NotImplemented',
            message('Server side encryption specified but KMS is not configured'),
            { server: 'MinIO' },
          ),
        ),
      ],
    }),
    root: 'storage/kms-denied',
    check: 'storage/put',
    seen: { ...PUT, httpStatus: 501, code: 'NotImplemented' },
  },
  {
    area: 'denied',
    what: 'AWS: the bucket has whoever asks pay, and the request must agree',
    source: 'aws/aws-cli#2557, boto/boto3#4138',
    world: inMemory(AWS, {
      answers: ({ headers }) =>
        headers['x-amz-request-payer'] === 'requester' ? undefined : DENIED,
    }),
    root: 'storage/requester-pays',
    check: 'storage/put',
    seen: { ...PUT, httpStatus: 403, code: 'AccessDenied' },
  },
  {
    area: 'denied',
    what: 'AWS: the policy wants TLS, and the endpoint begins with http://',
    source: 'awslabs/kubeflow-manifests#225',
    world: inMemory('http://s3.eu-west-3.amazonaws.com', {
      answers: ({ tls }) => (tls ? undefined : DENIED),
    }),
    root: 'storage/insecure-transport',
    check: 'storage/put',
    seen: { ...PUT, httpStatus: 403, code: 'AccessDenied' },
  },
  {
    area: 'denied',
    what: 'AWS: the policy wants TLS, and the message names it an explicit deny',
    source: 'docs.aws.amazon.com/AmazonS3/latest/userguide/security-best-practices.html',
    world: inMemory('http://s3.eu-west-3.amazonaws.com', {
      answers: ({ tls }) =>
        tls
          ? undefined
          : s3Error(
              403,
              'AccessDenied',
              message(
                'User: arn:aws:iam::123456789012:user/MaryMajor is not authorized to perform: s3:ListBucket with an explicit deny in a resource-based policy',
              ),
            ),
    }),
    root: 'storage/insecure-transport',
    check: 'storage/put',
    seen: { ...PUT, httpStatus: 403 },
  },
]
