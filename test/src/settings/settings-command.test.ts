import { expect, it } from 'vitest'
import { resolveSettings } from '../../../src/settings/resolve-settings.ts'
import { memoryFiles } from '../memory-files.ts'

const env = { ARTIFACTS_S3_BUCKET: 'of-env', ARTIFACTS_S3_REGION: 'of-env' }
const command = {
  workspace: 'acme/demo',
  intent: 'create',
  bucket: 'of-command',
  prefix: '',
} as const

it('the words of a wrapped command rank below the flags and above the environment', async () => {
  const { values } = await resolveSettings({
    flags: { bucket: 'of-flag' },
    command: { ...command, region: 'of-command', mountpoint: '/mnt' },
    env,
    files: memoryFiles({}),
  })
  expect(values).toMatchObject({
    workspace: { value: 'acme/demo', source: 'the command' },
    intent: { value: 'create', source: 'the command' },
    mountpoint: { value: '/mnt', source: 'the command' },
    bucket: { value: 'of-flag', source: '--bucket' },
    region: { value: 'of-command', source: "the command's --region" },
    prefix: { value: '', source: "the command's --prefix" },
  })
})

it("a bucket of the command's does not choose the backend: the product does not either", async () => {
  const files = memoryFiles({})
  const managed = await resolveSettings({ flags: {}, command, env, files })
  expect(managed.backend).toBe('managed')
  const byo = await resolveSettings({ flags: {}, command: { backend: 'byo' }, env, files })
  expect(byo.values.backend).toEqual({ value: 'byo', source: "the command's --backend" })
})

it.each([
  [{ region: '' }, "the command's --region: the value is empty"],
  [{ workspace: '' }, 'the command: the workspace is empty'],
  [{ backend: 'own' }, "the command's --backend: 'own' is not a choice; expected managed or byo"],
])('%j is refused', async (words, message) => {
  const settled = resolveSettings({ flags: {}, command: words, env, files: memoryFiles({}) })
  await expect(settled).rejects.toThrow(message)
})
