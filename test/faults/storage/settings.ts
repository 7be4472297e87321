import { ACCESS_KEY_ID, SECRET_ACCESS_KEY } from '../../support/set-up.ts'
import type { Line } from '../line.ts'
import { AT, at, NO_KEYS, untyped } from './at-vendor.ts'
import { endpointSettings, NEW_S3 } from './settings-endpoint.ts'
import { healthySettings } from './settings-healthy.ts'
import { keySettings } from './settings-keys.ts'
import { onS3rver } from './worlds.ts'

const NAMING = 'docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html'

/** AWS, where the endpoint leaves the region open. */
const atGlobal = (region: string): Line['world'] =>
  at({ ...AT.aws, endpoint: 'https://s3.amazonaws.com' }, undefined, { flags: { region } })

/** What is set wrong, so that nothing need be asked to see it. */
export const settingsLines: readonly Line[] = [
  ...endpointSettings,
  ...buckets(),
  ...regions(),
  ...backends(),
  ...keySettings,
  ...healthySettings,
]

function buckets(): Line[] {
  const invalid = (what: string, source: string, found: RegExp, bucket: string): Line => ({
    area: 'settings',
    what,
    source,
    world: at(AT.aws, undefined, { flags: { bucket } }),
    root: 'storage/bucket-name-invalid',
    check: 'storage/settings',
    seen: { found },
  })
  return [
    invalid(
      'the bucket is written as a URI',
      'pottava/aws-s3-proxy#35',
      /URL|s3:|slash/,
      's3://cases',
    ),
    invalid(
      'a folder stands behind the bucket',
      `${NEW_S3}: the rest is dropped`,
      /slash/,
      'cases/team',
    ),
    invalid('the bucket has a capital letter, at AWS', NAMING, /rules|lower|capital/, 'Cases'),
    invalid(
      'the bucket has an underscore, at AWS',
      'matt-filion/s3-db#21',
      /rules|underscore/,
      'my_cases',
    ),
    invalid(
      'the bucket is written as an ARN',
      'docs.aws.amazon.com/AmazonS3/latest/userguide/s3-arn-format.html',
      /rules|ARN|colon/,
      'arn:aws:s3:::cases',
    ),
    invalid('the bucket has the form of an address', NAMING, /rules|address/, '192.168.5.4'),
    invalid(
      'the bucket ends in a line break',
      'longhorn/longhorn#2226, of a key',
      /line break/,
      'cases\n',
    ),
    {
      area: 'settings',
      what: 'there is an endpoint and keys, and no bucket',
      source: 'the product’s pages on bring-your-own storage: the bucket is required',
      world: untyped(onS3rver(), 'bucket'),
      root: 'storage/bucket-missing',
      check: 'storage/settings',
      seen: { setting: 'ARTIFACTS_S3_BUCKET' },
    },
    {
      area: 'settings',
      what: 'the bucket has a dot, where it has to become a part of the host’s name',
      source:
        'docs.aws.amazon.com/AmazonS3/latest/userguide/VirtualHosting.html, on dots; tigrisdata.com/blog/virtual-hosted-urls',
      world: at(AT.tigris, undefined, { bucket: 'team.cases' }),
      root: 'storage/bucket-name-dotted',
      check: 'storage/settings',
      seen: { host: 't3.storage.dev' },
    },
  ]
}

function regions(): Line[] {
  const malformed = (
    what: string,
    source: string,
    seen: Record<string, RegExp | string>,
    world: Line['world'],
  ): Line => ({
    area: 'settings',
    what,
    source,
    world,
    root: 'storage/region-malformed',
    check: 'storage/settings',
    seen,
  })
  const REGIONS = 'docs.aws.amazon.com/general/latest/gr/s3.html'
  return [
    malformed(
      'the region is that of a zone',
      'docs.aws.amazon.com/AWSEC2/latest/UserGuide/using-regions-availability-zones.html',
      { found: /zone/, source: '--region' },
      atGlobal('eu-west-3a'),
    ),
    malformed(
      'the region is written with underscores',
      'aws/aws-cli#2954',
      { found: /region/ },
      atGlobal('us_east_1'),
    ),
    malformed(
      'the region is the name that the oldest buckets of Europe have for it',
      'minio/minio-py#426; docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketLocation.html',
      { found: /region/ },
      atGlobal('EU'),
    ),
    malformed(
      'auto, which is right for other vendors, at AWS',
      'developers.cloudflare.com/r2/api/s3/api, on regions',
      { found: /region/ },
      atGlobal('auto'),
    ),
    malformed(
      'the region is the name that the console shows',
      REGIONS,
      { found: /space/ },
      onS3rver({ flags: { region: 'Europe (Paris)' } }),
    ),
    malformed(
      'the region, from the environment, is in quotes',
      'docker/cli#4665: --env-file keeps quotes',
      { found: /quote/, source: 'ARTIFACTS_S3_REGION' },
      untyped(onS3rver({ env: { ARTIFACTS_S3_REGION: "'eu-west-3'" } }), 'region'),
    ),
    malformed(
      'the region of the shell ends in a line break',
      'nabsul/k8s-ecr-login-renew#12',
      { found: /line break/, source: 'AWS_REGION' },
      untyped(onS3rver({ env: { AWS_REGION: 'eu-west-3\r\n' } }), 'region'),
    ),
  ]
}

function backends(): Line[] {
  const unselected = (
    what: string,
    env: Readonly<Record<string, string>>,
    ignored: RegExp,
  ): Line => ({
    area: 'settings',
    what,
    source: 'the product’s pages on storage: managed unless --backend byo',
    world: untyped(
      onS3rver({ env: { ...NO_KEYS, ...env } }),
      'backend',
      'bucket',
      'endpoint',
      'region',
    ),
    root: 'storage/backend-not-selected',
    check: 'storage/backend',
    seen: { backend: 'managed', ignored },
  })
  return [
    unselected(
      'everything is set for a bucket, and the backend is not chosen',
      {
        ARTIFACTS_S3_BUCKET: 'cases',
        ARTIFACTS_S3_ENDPOINT: 'https://t3.storage.dev',
        ARTIFACTS_S3_ACCESS_KEY_ID: ACCESS_KEY_ID,
        ARTIFACTS_S3_SECRET_ACCESS_KEY: SECRET_ACCESS_KEY,
      },
      /ARTIFACTS_S3_BUCKET.*ARTIFACTS_S3_ENDPOINT/,
    ),
    unselected(
      'only keys are set, and the backend is not chosen',
      {
        ARTIFACTS_S3_ACCESS_KEY_ID: ACCESS_KEY_ID,
        ARTIFACTS_S3_SECRET_ACCESS_KEY: SECRET_ACCESS_KEY,
      },
      /ARTIFACTS_S3_ACCESS_KEY_ID/,
    ),
  ]
}
