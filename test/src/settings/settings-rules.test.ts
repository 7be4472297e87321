import { describe, expect, it } from 'vitest'
import { resolveSettings } from '../../../src/settings/resolve-settings.ts'
import type { Given } from '../../../src/settings/setting-sources.ts'
import { settingSpecs } from '../../../src/settings/settings.ts'
import { UsageError } from '../../../src/usage-error.ts'
import { HOME, memoryFiles } from '../memory-files.ts'

function resolve(flags: Given, env: NodeJS.ProcessEnv = {}, config?: Given) {
  const more = config === undefined ? {} : { config: { path: 'doctor.yaml', values: config } }
  return resolveSettings({ flags, env: { HOME, ...env }, files: memoryFiles(), ...more })
}

const PARIS = 'https://s3.eu-west-3.amazonaws.com'

describe('the backend', () => {
  it.each<[what: string, flags: Given, env: NodeJS.ProcessEnv, config: Given, backend: object]>([
    ['nothing', {}, {}, {}, { value: 'managed', source: 'default' }],
    ['--bucket', { bucket: 'b' }, {}, {}, { value: 'byo', source: '--bucket' }],
    ['--endpoint', { endpoint: PARIS }, {}, {}, { value: 'byo', source: '--endpoint' }],
    [
      'variables alone',
      {},
      { ARTIFACTS_S3_BUCKET: 'b', ARTIFACTS_S3_ENDPOINT: PARIS },
      {},
      { value: 'managed', source: 'default' },
    ],
    ['a config file alone', {}, {}, { bucket: 'b' }, { value: 'managed', source: 'default' }],
    [
      '--backend',
      { backend: 'managed', bucket: 'b' },
      {},
      {},
      { value: 'managed', source: '--backend' },
    ],
    [
      'a backend in a config file',
      { bucket: 'b' },
      {},
      { backend: 'managed' },
      { value: 'managed', source: 'doctor.yaml' },
    ],
  ])('by %s', async (_, flags, env, config, backend) => {
    const settings = await resolve(flags, env, config)
    expect(settings.values.backend).toEqual(backend)
    expect(settings.backend).toBe(settings.values.backend?.value)
  })
})

describe('a setting', () => {
  it.each<[flags: Given, config: Given, says: RegExp]>([
    [{ backend: 'aws' }, {}, /^--backend: 'aws' is not a choice; expected managed or byo$/],
    [{ intent: 'run' }, {}, /^--for: 'run' is not a choice; expected create or mount$/],
    [{}, { intent: 'run' }, /^doctor\.yaml: intent: 'run' is not a choice/],
    [{ bucket: '' }, {}, /^--bucket: the value is empty; expected your bucket$/],
    [{}, { bucket: '' }, /^doctor\.yaml: .*bucket.* empty/],
    [{ workspace: 'a/b/c' }, {}, /^workspace: 'a\/b\/c' is not a workspace address/],
    [{ orchestratorUrl: 'nowhere' }, {}, /^--orchestrator-url: 'nowhere' is not a URL/],
    [{ orchestratorUrl: 'ftp://h' }, {}, /^--orchestrator-url: 'ftp:\/\/' is not supported/],
    [{ orchestratorUrl: 'https://u:p@h' }, {}, /^--orchestrator-url: .*credentials/],
    [{}, { orchestratorUrl: 'nowhere' }, /^doctor\.yaml: settings\.orchestratorUrl: 'nowhere'/],
    [{}, { metadataUrl: 'http://h' }, /^doctor\.yaml: settings\.metadataUrl: 'http:\/\/' is not/],
    [{}, { metadataUrl: 'redis://:p@h' }, /^doctor\.yaml: settings\.metadataUrl: a password does/],
    [{ metadataUrl: 'redis://:p@h' }, {}, /^--metadata-url: a password on the command line/],
  ])('that cannot be used is refused: %j %j', async (flags, config, says) => {
    const refused = resolve(flags, {}, config)
    await expect(refused).rejects.toThrow(UsageError)
    await expect(refused).rejects.toThrow(says)
  })

  it('of a URL with a password is refused without showing it', async () => {
    const refused = resolve({ orchestratorUrl: 'https://ada:hunter2@h' })
    await expect(refused).rejects.not.toThrow('hunter2')
  })

  it('tells the intent and the address apart from the values', async () => {
    const settings = await resolve({ intent: 'mount', workspace: 'acme/demo' })
    expect(settings.intent).toBe('mount')
    expect(settings.workspace).toEqual({ handle: 'acme', name: 'demo' })
    expect(settings.values.workspace).toEqual({ value: 'acme/demo', source: 'argument' })
    expect(await resolve({})).not.toHaveProperty('intent')
    expect(await resolve({})).not.toHaveProperty('workspace')
  })
})

describe('a variable', () => {
  it("counts only if it is the product's", async () => {
    const env = {
      ARTIFACTS_S3_BACKEND: 'byo',
      AWS_ACCESS_KEY_ID: 'AKIA',
      AWS_SECRET_ACCESS_KEY: 'x',
      AWS_SESSION_TOKEN: 'x',
      ARTIFACTS_MOUNTPOINT: '/mnt',
    }
    const { values } = await resolve({}, env)
    expect(Object.keys(values).sort()).toEqual(['backend', 'region'])
  })

  it('that is empty is unset, but for the prefixes', async () => {
    const variables = Object.values(settingSpecs).flatMap((spec) => spec.env ?? [])
    const env = Object.fromEntries(variables.map((name) => [name, '']))
    const { values } = await resolve({}, env)
    expect(values).toEqual({
      prefix: { value: '', source: 'ARTIFACTS_S3_PREFIX' },
      metadataPrefix: { value: '', source: 'ARTIFACTS_METADATA_PREFIX' },
      backend: { value: 'managed', source: 'default' },
      region: { value: 'us-east-1', source: 'default' },
    })
  })
})
