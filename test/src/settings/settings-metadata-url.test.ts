import { describe, expect, it } from 'vitest'
import { resolveSettings } from '../../../src/settings/resolve-settings.ts'
import type { Given } from '../../../src/settings/setting-sources.ts'
import { UsageError } from '../../../src/usage-error.ts'
import { memoryFiles } from '../memory-files.ts'

function resolve(flags: Given, env: NodeJS.ProcessEnv = {}, values: Given = {}) {
  const config = { path: 'doctor.yaml', values }
  return resolveSettings({ flags, env, config, files: memoryFiles() })
}

const inEnv = (url: string) => resolve({}, { ARTIFACTS_METADATA_URL: url })

async function refusal(settings: Promise<unknown>): Promise<string> {
  const error = await settings.then(
    () => expect.unreachable(),
    (reason: unknown) => reason,
  )
  expect(error).toBeInstanceOf(UsageError)
  return (error as UsageError).message
}

describe('the metadata URL', () => {
  it.each([
    ['redis://h.example', 'redis://h.example'],
    ['rediss://h.example:6380/3', 'rediss://h.example:6380/3'],
    ['h.example:6379', 'redis://h.example:6379'],
    ['redis://:hunter2@h.example:6379/0', 'redis://h.example:6379/0'],
    ['redis://:hunter2@h.example:6379', 'redis://h.example:6379'],
    ['redis://ada:hunter2@h.example/1', 'redis://ada@h.example/1'],
    ['ada:hunter2@h.example/1', 'redis://ada@h.example/1'],
    ['redis://:p%40hunter2%2F@[::1]:6379/0', 'redis://[::1]:6379/0'],
  ])('%s is shown as %s', async (url, shown) => {
    const settings = await inEnv(url)
    const setting = settings.values.metadataUrl
    expect(setting).toMatchObject({ value: shown, source: 'ARTIFACTS_METADATA_URL' })
    expect(settings.get('metadataUrl')).toBe(url.includes('://') ? url : `redis://${url}`)
    expect(JSON.stringify(settings.values)).not.toContain('hunter2')
  })

  it('gives its password to the redactor, as it is written and as it is meant', async () => {
    const { secrets } = await inEnv('redis://:p%40ss%2Fword@h.example:6379/0')
    expect(secrets).toEqual(expect.arrayContaining(['p%40ss%2Fword', 'p@ss/word']))
    expect((await inEnv('redis://h.example')).secrets).toEqual([])
  })

  it.each(['redis://:hunter2@h/0', 'redis://ada:hunter2@h', 'rediss://:hunter2@h', ':hunter2@h'])(
    'with a password is refused as a flag, and not shown: %s',
    async (metadataUrl) => {
      const message = await refusal(resolve({ metadataUrl }))
      expect(message).toMatch(/^--metadata-url: .*ARTIFACTS_METADATA_URL/)
      expect(message).not.toContain('hunter2')
    },
  )

  it('with a user alone is taken as a flag', async () => {
    const { values } = await resolve({ metadataUrl: 'redis://ada@h.example' })
    expect(values.metadataUrl?.source).toBe('--metadata-url')
    expect(values.metadataUrl?.secret?.reveal()).toBe('redis://ada@h.example')
  })

  it.each([
    'http://:hunter2@h/0',
    'postgres://:hunter2@h/0',
    'redis://:hunter2@h/one',
    'redis://:hunter2@h/1/2',
    'redis://:hunter2@',
    'redis:// :hunter2@h',
    'redis://:hunter2@h:port/0',
    'redis:///0',
  ])('that is none of Redis is refused without its password: %s', async (url) => {
    const message = await refusal(inEnv(url))
    expect(message).toMatch(/^ARTIFACTS_METADATA_URL: .*expected a URL such as rediss:\/\//)
    expect(message).not.toContain('hunter2')
  })

  it.each([
    'redis://ada:p@ss/hunter2@h:6379/0',
    'redis://ada:p/hunter2@h:6379/0',
    'redis://:p#hunter2@h',
    'redis://:p?hunter2@h',
    'redis://hunter2#more@h',
    'redis://hunter2?more@h/0',
    'redis://ada:6379#hunter2@h',
    'redis://ada:p@hunter2#more@h',
  ])('with a password that was not encoded is refused without any part of it: %s', async (url) => {
    expect(await refusal(inEnv(url))).not.toContain('hunter2')
  })
})
