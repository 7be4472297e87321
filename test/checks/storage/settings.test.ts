import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { Given } from '../../../src/settings/setting-sources.ts'
import { evidence, findings, runChecks, statuses } from '../../support/run-check.ts'
import { temporaryDirectory } from '../../support/temporary-directory.ts'

const KEYS = {
  ARTIFACTS_S3_ACCESS_KEY_ID: 'AKIAEXAMPLEOFADOCTOR',
  ARTIFACTS_S3_SECRET_ACCESS_KEY: 'secret/of+the/doctors0own1tests2aaaaaaaa',
}
const PLACE = { bucket: 'cases', endpoint: 'https://s3.example', region: 'eu-west-3' }

const check = (flags: Given, env: Readonly<Record<string, string>> = {}) =>
  runChecks({ only: ['storage/*'], offline: true, flags, env })

describe('storage/backend', () => {
  it.each<[what: string, flags: Given, env: Record<string, string>, seen: object]>([
    ['nothing is set', {}, {}, { backend: 'managed', source: 'default' }],
    ['managed is chosen', { backend: 'managed' }, KEYS, { source: '--backend' }],
    ['byo is chosen', { backend: 'byo' }, KEYS, { backend: 'byo', source: '--backend' }],
    ['a bucket is typed', { bucket: 'cases' }, KEYS, { backend: 'byo', source: '--bucket' }],
    ['an endpoint is typed', { endpoint: 'http://a' }, KEYS, { backend: 'byo' }],
  ])('passes where %s', async (_, flags, env, seen) => {
    const results = await check(flags, env)
    expect(statuses(results)).toMatchObject({ 'storage/backend': 'pass' })
    expect(evidence(results, 'storage/backend')).toMatchObject(seen)
  })

  it.each([
    'ARTIFACTS_S3_BUCKET',
    'ARTIFACTS_S3_ENDPOINT',
    'ARTIFACTS_S3_ACCESS_KEY_ID',
    'ARTIFACTS_S3_SECRET_ACCESS_KEY',
    'ARTIFACTS_S3_SESSION_TOKEN',
    'ARTIFACTS_S3_REGION',
    'ARTIFACTS_S3_PREFIX',
  ])('warns of storage/backend-not-selected where %s alone is set', async (name) => {
    const results = await runChecks({ only: ['storage/*'], env: { [name]: 'cases' } })
    expect(findings(results)).toEqual({ 'storage/backend': 'warn storage/backend-not-selected' })
    expect(evidence(results, 'storage/backend')).toMatchObject({ ignored: name })
    const { 'storage/backend': _, ...others } = statuses(results)
    expect(new Set(Object.values(others))).toEqual(new Set(['skip']))
  })
})

describe('storage/settings', () => {
  it.each<[flags: Given, seen: object]>([
    [PLACE, { endpoint: 'https://s3.example', scheme: 'https', region: 'eu-west-3' }],
    [{ ...PLACE, endpoint: 'minio.internal:9000' }, { endpoint: 'http://minio.internal:9000' }],
    [{ ...PLACE, endpoint: 's3.eu-west-1.amazonaws.com' }, { scheme: 'https' }],
    [{ ...PLACE, bucket: 'Old_Bucket' }, { bucket: 'Old_Bucket' }],
    [{ ...PLACE, bucket: 'a.b-c.d' }, { bucket: 'a.b-c.d' }],
    [{ ...PLACE, bucket: 'tenant:cases' }, { bucket: 'tenant:cases' }],
  ])('passes on %o', async (flags, seen) => {
    const results = await check(flags, KEYS)
    expect(findings(results)).toEqual({})
    expect(evidence(results, 'storage/settings')).toMatchObject(seen)
  })

  it('cannot tell of a directory bucket', async () => {
    const endpoint = 'https://s3express-usw2-az1.us-west-2.amazonaws.com'
    const flags = { bucket: 'cases--usw2-az1--x-s3', endpoint }
    const results = await runChecks({ only: ['storage/*'], flags, env: KEYS })
    expect(findings(results)).toEqual({ 'storage/settings': 'error' })
    expect(results['storage/settings']).toMatchObject({ reason: /directory bucket/ })
  })

  const AWS = 'https://s3.eu-west-1.amazonaws.com'
  it.each<[cause: string, flags: Given]>([
    ['storage/bucket-missing', { endpoint: PLACE.endpoint }],
    ['storage/endpoint-missing', { bucket: 'cases' }],
    ['storage/endpoint-malformed', { ...PLACE, endpoint: 'ftp://s3.example' }],
    ['storage/endpoint-malformed', { ...PLACE, endpoint: 's3://cases' }],
    ['storage/endpoint-malformed', { ...PLACE, endpoint: 'https://s3.example /' }],
    ['storage/endpoint-malformed', { ...PLACE, endpoint: '"https://s3.example"' }],
    ['storage/endpoint-malformed', { ...PLACE, endpoint: 'https://' }],
    ['storage/endpoint-malformed', { ...PLACE, endpoint: 'https://s3.example/cases' }],
    ['storage/endpoint-malformed', { ...PLACE, endpoint: 'https://s3.example?region=a' }],
    ['storage/endpoint-malformed', { ...PLACE, endpoint: 'https://me:pw@s3.example' }],
    ['storage/bucket-name-invalid', { ...PLACE, bucket: 's3://cases' }],
    ['storage/bucket-name-invalid', { ...PLACE, bucket: 'cases/folder' }],
    ['storage/bucket-name-invalid', { ...PLACE, bucket: 'ab' }],
    ['storage/bucket-name-invalid', { ...PLACE, bucket: 'cases ' }],
    ['storage/bucket-name-invalid', { ...PLACE, bucket: 'arn:aws:s3:::cases' }],
    ['storage/bucket-name-invalid', { ...PLACE, bucket: 'Old_Bucket', endpoint: AWS }],
    ['storage/bucket-name-invalid', { ...PLACE, bucket: '10.0.0.1', endpoint: AWS }],
    ['storage/region-malformed', { ...PLACE, region: 'eu-west-3 ' }],
    ['storage/region-malformed', { ...PLACE, region: '"auto"' }],
    ['storage/region-malformed', { ...PLACE, region: 'eu-west-3\n' }],
    ['storage/region-malformed', { ...PLACE, region: 'EU (Paris)' }],
    ['storage/region-malformed', { ...PLACE, region: 'a'.repeat(129) }],
  ])('names %s on %o', async (cause, flags) => {
    const results = await check({ backend: 'byo', ...flags }, KEYS)
    expect(findings(results)).toEqual({ 'storage/settings': `fail ${cause}` })
    expect(statuses(results)).toMatchObject({ 'storage/keys': 'blocked' })
    expect(JSON.stringify(results)).not.toContain('me:pw')
  })
})

describe('storage/keys', () => {
  const { ARTIFACTS_S3_ACCESS_KEY_ID: id, ARTIFACTS_S3_SECRET_ACCESS_KEY: secret } = KEYS
  const keys = (id: string, secret: string, token = '') => ({
    ARTIFACTS_S3_ACCESS_KEY_ID: id,
    ARTIFACTS_S3_SECRET_ACCESS_KEY: secret,
    ARTIFACTS_S3_SESSION_TOKEN: token,
  })

  it.each<[what: string, env: Record<string, string>, sessionToken: boolean]>([
    ['a pair', KEYS, false],
    ['a temporary key and its token', keys('ASIAEXAMPLEOFADOCTOR', secret, 'token=='), true],
    ['a key of Tigris', keys('tid_abc', 'tsec_abc'), false],
    ['a secret that looks like a key id too', keys(id, 'AKIAEXAMPLEOFADOCTOR'), false],
  ])('passes on %s', async (_, env, sessionToken) => {
    const results = await check(PLACE, env)
    expect(findings(results)).toEqual({})
    const source = 'ARTIFACTS_S3_ACCESS_KEY_ID'
    expect(evidence(results, 'storage/keys')).toMatchObject({ source, sessionToken })
  })

  it.each<
    [cause: string, what: string, env: Record<string, string>, seen: object, endpoint?: string]
  >([
    ['storage/keys-missing', 'neither is set', {}, { setting: 'ARTIFACTS_S3_ACCESS_KEY_ID' }],
    [
      'storage/key-pair-incomplete',
      'the secret is missing',
      keys(id, ''),
      { setting: 'ARTIFACTS_S3_SECRET_ACCESS_KEY', source: 'ARTIFACTS_S3_ACCESS_KEY_ID' },
    ],
    [
      'storage/key-pair-incomplete',
      'the key id is missing',
      keys('', secret),
      { setting: 'ARTIFACTS_S3_ACCESS_KEY_ID', source: 'ARTIFACTS_S3_SECRET_ACCESS_KEY' },
    ],
    [
      'storage/keys-mangled',
      'the id ends in a line break',
      keys(`${id}\n`, secret),
      { setting: 'accessKeyId' },
    ],
    [
      'storage/keys-mangled',
      'the secret ends in CR',
      keys(id, `${secret}\r`),
      { setting: 'secretAccessKey' },
    ],
    [
      'storage/keys-mangled',
      'the secret is quoted',
      keys(id, `'${secret}'`),
      { found: 'it is in quotes' },
    ],
    [
      'storage/keys-mangled',
      'the token has a space',
      keys(id, secret, 'a b'),
      { setting: 'sessionToken' },
    ],
    ['storage/keys-swapped', 'they changed places', keys(secret, id), {}],
    [
      'storage/session-token-missing',
      'a temporary key is alone',
      keys('ASIAEXAMPLEOFADOCTOR', secret),
      { setting: 'ARTIFACTS_S3_SESSION_TOKEN' },
      'https://s3.eu-west-3.amazonaws.com',
    ],
  ])('names %s where %s', async (cause, _, env, seen, endpoint = PLACE.endpoint) => {
    const results = await check({ ...PLACE, endpoint }, env)
    expect(findings(results)).toEqual({ 'storage/keys': `fail ${cause}` })
    expect(evidence(results, 'storage/keys')).toMatchObject(seen)
    expect(JSON.stringify(results)).not.toContain(secret)
  })

  it('takes the cached pair, and tells where each half came from', async () => {
    const { path, remove } = await temporaryDirectory()
    onTestFinished(remove)
    const file = join(path, 'tonbo/artifacts/byo-credentials')
    await mkdir(join(path, 'tonbo/artifacts'), { recursive: true })
    await writeFile(file, `ACCESS_KEY_ID=${id}\nSECRET_ACCESS_KEY="${secret}"\n`)
    const cached = await check(PLACE, { XDG_CONFIG_HOME: path })
    const seen = { source: file, secretSource: file, sessionToken: false }
    expect(evidence(cached, 'storage/keys')).toEqual(seen)
    const mixed = await check(PLACE, { XDG_CONFIG_HOME: path, ARTIFACTS_S3_ACCESS_KEY_ID: id })
    expect(evidence(mixed, 'storage/keys')).toMatchObject({
      source: 'ARTIFACTS_S3_ACCESS_KEY_ID',
      secretSource: file,
    })
  })
})
