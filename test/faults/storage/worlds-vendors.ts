import { s3Error, signedFor } from '../../checks/storage/bucket.ts'
import { inMemory, type Vendor } from './worlds-memory.ts'

/** What a line changes of a vendor's set-up. */
type Change = Vendor & { readonly host?: string }

function vendor(own: Vendor & { readonly host: string }, changed: Change) {
  const { host, ...healthy } = own
  const { host: other = host, ...change } = changed
  return inMemory(other.includes('://') ? other : `https://${other}`, {
    ...healthy,
    ...change,
    flags: { ...healthy.flags, ...change.flags },
    env: { ...healthy.env, ...change.env },
    headers: { ...healthy.headers, ...change.headers },
  })
}

const ACCOUNT = '0123456789abcdef0123456789abcdef'

/** The host of an account at R2, or of one of its jurisdictions. */
export function r2Host(jurisdiction = ''): string {
  return `${ACCOUNT}.${jurisdiction}r2.cloudflarestorage.com`
}

/** Cloudflare R2 (developers.cloudflare.com/r2/api/s3/api): only its own region, no object lock. */
export function r2(change: Change = {}) {
  const { answers, ...others } = change
  return vendor(
    {
      host: r2Host(),
      headers: { server: 'cloudflare', 'cf-ray': '8f0a1b2c3d4e5f60-CDG' },
      env: {
        ARTIFACTS_S3_ACCESS_KEY_ID: ACCOUNT.split('').reverse().join(''),
        ARTIFACTS_S3_SECRET_ACCESS_KEY: 'fedcba98'.repeat(8),
      },
      answers: (asked) => {
        const region = signedFor(asked)
        if (!['auto', 'us-east-1', undefined].includes(region)) {
          const known = 'wnam, enam, weur, eeur, apac, oc, auto'
          return s3Error(400, 'InvalidRegionName', `<Message>Must be one of: ${known}</Message>`)
        }
        if (asked.operation === 'lock')
          return s3Error(501, 'NotImplemented', '<Message>not implemented</Message>')
        return answers?.(asked)
      },
    },
    others,
  )
}

/** Backblaze B2 (backblaze.com/docs/cloud-storage-s3-compatible-api): every bucket has versions. */
export function b2(change: Change = {}) {
  return vendor(
    {
      host: 's3.us-west-004.backblazeb2.com',
      versioned: true,
      headers: { 'x-amz-id-2': 'adWlu/GudbtdvUndmbiA=', 'cache-control': 'no-store' },
      flags: { region: 'us-west-004' },
      env: {
        ARTIFACTS_S3_ACCESS_KEY_ID: '0041f959a5f87b00000000005',
        ARTIFACTS_S3_SECRET_ACCESS_KEY: 'K004exampleOfADoctorsOwnKey0123',
      },
    },
    change,
  )
}

/** Google Cloud Storage through its XML API (cloud.google.com/storage/docs/xml-api). */
export function gcs(change: Change = {}) {
  const { answers, ...others } = change
  return vendor(
    {
      host: 'storage.googleapis.com',
      headers: { server: 'UploadServer', 'x-guploader-uploadid': 'ABgVH88example' },
      env: {
        ARTIFACTS_S3_ACCESS_KEY_ID: 'GOOG1EXAMPLEOFADOCTOR0123456789',
        ARTIFACTS_S3_SECRET_ACCESS_KEY: 'exampleOfADoctorsOwnKey0123456789abcdefg',
      },
      answers: (asked) =>
        asked.operation === 'lock'
          ? s3Error(400, 'InvalidArgument', '<Message>Invalid argument.</Message>')
          : answers?.(asked),
    },
    others,
  )
}

/** Tigris (tigrisdata.com/docs/sdks/s3), of a bucket that still takes paths. */
export function tigris(change: Change = {}) {
  return vendor(
    {
      host: 't3.storage.dev',
      headers: { server: 'Tigris OS', 'x-tigris-served-from': 'cdg' },
      env: {
        ARTIFACTS_S3_ACCESS_KEY_ID: 'tid_exampleOfADoctor',
        ARTIFACTS_S3_SECRET_ACCESS_KEY: 'tsec_exampleOfADoctorsOwnKey0123456789',
      },
    },
    change,
  )
}

/** MinIO as it is run at home: by path, on its own port, under a name of the network. */
export function minio(change: Change = {}) {
  return vendor(
    {
      host: 'http://minio.example.test:9000',
      headers: {
        server: 'MinIO',
        'x-amz-id-2': 'dd9025bab4ad464b049177c95eb6ebf374d3b3fd1af9251148b658df7ac2e3e8',
        'x-content-type-options': 'nosniff',
      },
      env: {
        ARTIFACTS_S3_ACCESS_KEY_ID: 'doctor',
        ARTIFACTS_S3_SECRET_ACCESS_KEY: 'exampleOfADoctorsOwnKey',
      },
    },
    change,
  )
}
