import { describe, expect, it } from 'vitest'
import { resolveSettings } from '../../../src/settings/resolve-settings.ts'
import type { Given } from '../../../src/settings/setting-sources.ts'
import { EARLIER, HOME, memoryFiles } from '../memory-files.ts'

function resolve(flags: Given, env: NodeJS.ProcessEnv = {}, config?: Given, texts = {}) {
  const more = config === undefined ? {} : { config: { path: 'doctor.yaml', values: config } }
  return resolveSettings({ flags, env: { HOME, ...env }, files: memoryFiles(texts), ...more })
}

const PARIS = 'https://s3.eu-west-3.amazonaws.com'

describe('the region', () => {
  it.each<[endpoint: string, region: string, source: string]>([
    [PARIS, 'eu-west-3', 'endpoint'],
    ['https://cases.s3.eu-west-3.amazonaws.com', 'eu-west-3', 'endpoint'],
    ['s3-eu-west-3.amazonaws.com', 'eu-west-3', 'endpoint'],
    ['https://s3.cn-north-1.amazonaws.com.cn', 'cn-north-1', 'endpoint'],
    ['https://s3.amazonaws.com', 'us-east-1', 'default'],
    ['https://t3.storage.dev', 'auto', 'endpoint'],
    ['https://cases.t3.storage.dev', 'auto', 'endpoint'],
    ['https://fly.storage.tigris.dev', 'auto', 'endpoint'],
    ['https://acc.r2.cloudflarestorage.com', 'auto', 'endpoint'],
    ['https://acc.eu.r2.cloudflarestorage.com/', 'auto', 'endpoint'],
    ['https://ns.compat.objectstorage.uk-london-1.oraclecloud.com', 'uk-london-1', 'endpoint'],
    ['https://compat.objectstorage.oraclecloud.com', 'us-east-1', 'default'],
    ['http://localhost:9000', 'us-east-1', 'default'],
    ['https://t3.storage.dev.example.com', 'us-east-1', 'default'],
    ['https://s3.eu-west-3.amazonaws.com.example.com', 'us-east-1', 'default'],
    ['not a url', 'us-east-1', 'default'],
  ])('of %s is %s by %s', async (endpoint, value, source) => {
    const { values } = await resolve({ endpoint })
    expect(values.region).toEqual({ value, source })
  })

  it.each<[what: string, flags: Given, env: NodeJS.ProcessEnv, ignored: string]>([
    ['a flag', { region: 'auto' }, {}, 'auto from --region'],
    ['a variable', {}, { AWS_REGION: 'us-west-2' }, 'us-west-2 from AWS_REGION'],
    [
      'the stronger variable',
      {},
      { ARTIFACTS_S3_REGION: 'a-b-1', AWS_REGION: 'c-d-1' },
      'a-b-1 from ARTIFACTS_S3_REGION',
    ],
  ])('of an amazonaws.com host beats %s, and names it', async (_, flags, env, ignored) => {
    const { values } = await resolve({ endpoint: PARIS, ...flags }, env)
    expect(values.region).toEqual({ value: 'eu-west-3', source: 'endpoint', ignored })
  })

  it('of an amazonaws.com host beats a config file and a cached one', async () => {
    const config = await resolve({ endpoint: PARIS }, {}, { region: 'auto' })
    expect(config.values.region).toMatchObject({ ignored: 'auto from doctor.yaml' })
    const path = `${EARLIER}/byo-credentials`
    const cached = await resolve({ endpoint: PARIS }, {}, {}, { [path]: 'REGION=auto\n' })
    expect(cached.values.region).toMatchObject({ value: 'eu-west-3', ignored: `auto from ${path}` })
  })

  it('ignores nothing where both say the same', async () => {
    const { values } = await resolve({ endpoint: PARIS, region: 'eu-west-3' })
    expect(values.region).toEqual({ value: 'eu-west-3', source: 'endpoint' })
  })

  it('that is set beats what Tigris or R2 would have', async () => {
    const { values } = await resolve({ endpoint: 'https://t3.storage.dev', region: 'eu' })
    expect(values.region).toEqual({ value: 'eu', source: '--region' })
  })

  it('of the global host of AWS is the one that is set', async () => {
    const { values } = await resolve({ endpoint: 'https://s3.amazonaws.com', region: 'eu-west-3' })
    expect(values.region).toEqual({ value: 'eu-west-3', source: '--region' })
  })
})

describe('the prefix', () => {
  it.each<[what: string, flags: Given, value: string | undefined, source?: string]>([
    ['nothing', {}, undefined],
    ['a name alone', { workspace: 'demo' }, undefined],
    ['handle and name', { workspace: 'acme/demo' }, 'acme/demo/', 'workspace'],
    ['a whole address', { workspace: 'artifacts://acme/demo' }, 'acme/demo/', 'workspace'],
    ['an empty flag beside an address', { workspace: 'acme/demo', prefix: '' }, '', '--prefix'],
    ['a flag beside an address', { workspace: 'acme/demo', prefix: 'team/' }, 'team/', '--prefix'],
    ['a directory without its slash', { prefix: 'team' }, 'team/', '--prefix'],
    ['a directory with one before it', { prefix: '/team/a' }, 'team/a/', '--prefix'],
  ])('of %s', async (_, flags, value, source) => {
    const { values } = await resolve(flags)
    expect(values.prefix).toEqual(value === undefined ? undefined : { value, source })
  })

  it('of an empty variable is the root of the bucket, whatever the address', async () => {
    const { values } = await resolve({ workspace: 'acme/demo' }, { ARTIFACTS_S3_PREFIX: '' })
    expect(values.prefix).toEqual({ value: '', source: 'ARTIFACTS_S3_PREFIX' })
  })
})

describe('the metadata prefix', () => {
  it.each(['', 'setting', '{u_1_w_1}:', ' a b/'])('is taken verbatim: %j', async (prefix) => {
    const { values } = await resolve({ metadataPrefix: prefix })
    expect(values.metadataPrefix).toEqual({ value: prefix, source: '--metadata-prefix' })
  })
})
