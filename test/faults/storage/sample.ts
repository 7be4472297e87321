import { s3Error } from '../../checks/storage/bucket.ts'
import { regionGate } from '../../support/region-gate.ts'
import type { Line } from './line.ts'
import { onS3rver, onWire } from './worlds.ts'

export const sample: readonly Line[] = [
  {
    area: 'signature',
    what: 's3rver, the secret is that of another key',
    source: 'failures of s3rver itself: it computes the signature',
    world: onS3rver({
      env: { ARTIFACTS_S3_SECRET_ACCESS_KEY: 'another/secret/of+the/same0length1234567' },
    }),
    root: 'storage/secret-mismatch',
    check: 'storage/region',
    seen: { code: 'SignatureDoesNotMatch', httpStatus: 403 },
  },
  {
    area: 'region',
    what: 'a server that takes signatures for gra only, in the words of Swift',
    source: 'captured from Swift 2.30 (s3api)',
    world: onS3rver({ rules: regionGate('gra') }),
    root: 'storage/region-mismatch',
    check: 'storage/region',
    seen: { expectedRegion: 'gra', actualRegion: 'eu-west-3', confirmed: true },
  },
  {
    area: 'settings',
    what: 'the secret ends in a line break',
    source: 'redis/node-redis#1591, of a password',
    world: onS3rver({
      env: { ARTIFACTS_S3_SECRET_ACCESS_KEY: 'secret/of+the/doctors0own1tests2aaaaaaaa\n' },
    }),
    root: 'storage/keys-mangled',
    check: 'storage/keys',
    seen: { found: /line break/ },
  },
  {
    area: 'keys',
    what: 'AWS does not know the key id',
    source: 'docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html',
    world: onWire('https://s3.eu-west-3.amazonaws.com', () =>
      s3Error(
        403,
        'InvalidAccessKeyId',
        '<Message>The AWS Access Key Id you provided does not exist in our records.</Message>',
      ),
    ),
    root: 'storage/invalid-access-key',
    check: 'storage/credentials',
    seen: { code: 'InvalidAccessKeyId' },
  },
  {
    area: 'state',
    what: 'by path, one region, keys that may do everything',
    source: 's3rver as it is',
    world: onS3rver(),
    passes: ['storage/put', 'storage/get', 'storage/delete', 'storage/list', 'storage/region'],
    exitCode: 0,
  },
]
