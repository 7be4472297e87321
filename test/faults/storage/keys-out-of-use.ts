import { on, s3Error } from '../../checks/storage/bucket.ts'
import type { Line } from '../line.ts'
import { AT, at, refusal } from './at-vendor.ts'
import { onS3rver } from './worlds.ts'

const AWS_ERRORS = 'docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html'

/** Keys that are known: their account is out of use, or their session token is. */
export const keysOutOfUse: readonly Line[] = [
  {
    area: 'keys',
    what: 'MinIO knows the key id, and the account is disabled',
    source: 'minio/minio, cmd/api-errors.go, ErrAccessKeyDisabled',
    world: at(AT.minio, () =>
      refusal(
        403,
        'InvalidAccessKeyId',
        'Your account is disabled; please contact your administrator.',
        '',
        { server: 'MinIO' },
      ),
    ),
    root: 'storage/user-suspended',
    check: 'storage/credentials',
    seen: { code: 'InvalidAccessKeyId', httpStatus: 403 },
  },
  {
    area: 'keys',
    what: 'Ceph RGW has the user suspended',
    source: 'ceph/ceph, src/rgw/rgw_process.cc and rgw_common.cc, ERR_USER_SUSPENDED',
    world: onS3rver({ rules: [on('list', s3Error(403, 'UserSuspended', '<Message></Message>'))] }),
    root: 'storage/user-suspended',
    check: 'storage/credentials',
    seen: { code: 'UserSuspended', httpStatus: 403 },
  },
  {
    area: 'keys',
    what: 'the account at OSS is in arrears',
    source: 'alibabacloud.com/help/en/oss/how-to-troubleshoot-403-status-code-when-you-access-oss',
    world: at(AT.oss, () => refusal(403, 'UserDisable', 'UserDisable')),
    root: 'storage/user-suspended',
    check: 'storage/credentials',
    seen: { code: 'UserDisable', httpStatus: 403 },
  },
  ...(
    [
      [
        'AllAccessDisabled',
        'All access to this object has been disabled',
        'planet-os/notebooks#26',
      ],
      [
        'AccountProblem',
        'There is a problem with your AWS account that prevents the operation from completing successfully.',
        AWS_ERRORS,
      ],
      ['NotSignedUp', 'Your account is not signed up for the Amazon S3 service.', AWS_ERRORS],
      ['InvalidPayer', 'All access to this object has been disabled.', AWS_ERRORS],
    ] as const
  ).map(
    ([code, message, source]): Line => ({
      area: 'keys',
      what: `the account at AWS is out of use: ${code}`,
      source,
      world: at(AT.aws, () => refusal(403, code, message)),
      root: 'storage/user-suspended',
      check: 'storage/credentials',
      seen: { code, httpStatus: 403 },
    }),
  ),
  {
    area: 'keys',
    what: 'the account at Cloudflare has not taken up R2',
    source: 'developers.cloudflare.com/r2/api/error-codes, 10042',
    world: at(AT.r2, () =>
      refusal(403, 'NotEntitled', 'Please enable R2 through the Cloudflare Dashboard.'),
    ),
    root: 'storage/user-suspended',
    check: 'storage/credentials',
    seen: { code: 'NotEntitled', httpStatus: 403 },
  },
  {
    area: 'keys',
    what: 'the session token of AWS has expired',
    source: 'archiecobbs/s3backer#146',
    world: at(AT.awsForAWhile, () =>
      refusal(
        400,
        'ExpiredToken',
        'The provided token has expired.',
        '<Token-0>FwoGZXIvYXdzEXAMPLEOFASESSIONTOKEN</Token-0>',
      ),
    ),
    root: 'storage/token-expired',
    check: 'storage/credentials',
    seen: { code: 'ExpiredToken', httpStatus: 400 },
  },
  {
    area: 'keys',
    what: 'the session token of AWS must be refreshed',
    source: AWS_ERRORS,
    world: at(AT.awsForAWhile, () =>
      refusal(400, 'TokenRefreshRequired', 'The provided token must be refreshed.'),
    ),
    root: 'storage/token-expired',
    check: 'storage/credentials',
    seen: { code: 'TokenRefreshRequired', httpStatus: 400 },
  },
  {
    area: 'keys',
    what: 'a session token that was left over beside lasting keys of AWS',
    source: 'FlipperPA/django-s3-sqlite#7',
    world: at({ ...AT.aws, token: AT.awsForAWhile.token }, () =>
      refusal(400, 'InvalidToken', 'The provided token is malformed or otherwise invalid.'),
    ),
    root: 'storage/token-invalid',
    check: 'storage/credentials',
    seen: { code: 'InvalidToken', httpStatus: 400 },
  },
  {
    area: 'keys',
    what: 'a session token of the first version in a region that is off by default',
    source: 'aws/aws-sdk-js#4129, awslabs/landing-zone-accelerator-on-aws#269',
    world: at({ ...AT.awsForAWhile, endpoint: 'https://s3.ap-east-1.amazonaws.com' }, () =>
      refusal(
        400,
        'InvalidToken',
        'The provided token is malformed or otherwise invalid.',
        '<Token-0>FwoGZXIvYXdzEXAMPLEOFASESSIONTOKEN</Token-0>',
      ),
    ),
    root: 'storage/token-invalid',
    check: 'storage/credentials',
    seen: { code: 'InvalidToken', host: /ap-east-1/ },
  },
  {
    area: 'keys',
    what: 'MinIO refuses the session token, or it has expired',
    source: 'minio/minio, cmd/api-errors.go, ErrInvalidToken; HumanSignal/label-studio#2736',
    world: at({ ...AT.minio, token: 'eyJhbGciOiJIUzUxMiJ9.example.example' }, () =>
      refusal(403, 'InvalidTokenId', 'The security token included in the request is invalid'),
    ),
    root: 'storage/token-invalid',
    check: 'storage/credentials',
    seen: { code: 'InvalidTokenId', httpStatus: 403 },
  },
  {
    area: 'keys',
    what: 'OSS refuses the session token',
    source: 'alibabacloud.com/help/en/oss/how-to-troubleshoot-403-status-code-when-you-access-oss',
    world: at({ ...AT.oss, token: 'CAISexampleOfAnStsToken' }, () =>
      refusal(403, 'InvalidSecurityToken', 'The security token you provided is invalid.'),
    ),
    root: 'storage/token-invalid',
    check: 'storage/credentials',
    seen: { code: 'InvalidSecurityToken', httpStatus: 403 },
  },
]
