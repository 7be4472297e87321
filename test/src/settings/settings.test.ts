import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { resolveSettings } from '../../../src/settings/resolve-settings.ts'
import { type SettingKey, settingKeys, settingSpecs } from '../../../src/settings/settings.ts'
import { type TemporaryDirectory, temporaryDirectory } from '../../support/temporary-directory.ts'
import { CURRENT, EARLIER, HOME, memoryFiles } from '../memory-files.ts'

/** A place that a setting can come from. */
interface Place {
  readonly kind: 'flag' | 'env' | 'config' | 'cached' | 'default'
  /** The flag, the variable or the file. */
  readonly name: string
  /** The name beside the value, in a file. */
  readonly as?: string
}

const CONFIG = '/etc/doctor.yaml'
const config: Place = { kind: 'config', name: CONFIG }
const flag = (name: string): Place => ({ kind: 'flag', name })
const env = (name: string): Place => ({ kind: 'env', name })
const keysIn = (directory: string, as: string): Place => ({
  kind: 'cached',
  name: `${directory}/byo-credentials`,
  as,
})
const loginIn = (directory: string): Place => ({
  kind: 'cached',
  name: `${directory}/credentials.json`,
  as: 'token',
})
const keys = (as: string) => [keysIn(CURRENT, as), keysIn(EARLIER, as)]

/** Of every setting the places that can say it, the strongest first. */
const TABLE: Record<Exclude<SettingKey, 'workspace'>, readonly Place[]> = {
  intent: [flag('--for'), config],
  backend: [flag('--backend'), config],
  bucket: [flag('--bucket'), env('ARTIFACTS_S3_BUCKET'), config],
  endpoint: [flag('--endpoint'), env('ARTIFACTS_S3_ENDPOINT'), config],
  prefix: [flag('--prefix'), env('ARTIFACTS_S3_PREFIX'), config],
  region: [
    flag('--region'),
    env('ARTIFACTS_S3_REGION'),
    env('AWS_REGION'),
    env('AWS_DEFAULT_REGION'),
    config,
    ...keys('REGION'),
  ],
  accessKeyId: [env('ARTIFACTS_S3_ACCESS_KEY_ID'), ...keys('ACCESS_KEY_ID')],
  secretAccessKey: [env('ARTIFACTS_S3_SECRET_ACCESS_KEY'), ...keys('SECRET_ACCESS_KEY')],
  sessionToken: [env('ARTIFACTS_S3_SESSION_TOKEN'), ...keys('SESSION_TOKEN')],
  token: [flag('--token-file'), env('TONBO_API_KEY'), loginIn(CURRENT), loginIn(EARLIER)],
  orchestratorUrl: [flag('--orchestrator-url'), env('ARTIFACTS_ORCHESTRATOR_URL'), config],
  metadataUrl: [flag('--metadata-url'), env('ARTIFACTS_METADATA_URL'), config],
  metadataPrefix: [flag('--metadata-prefix'), env('ARTIFACTS_METADATA_PREFIX'), config],
  mountpoint: [flag('--mountpoint'), config],
}

const DEFAULTS: Partial<Record<SettingKey, string>> = { backend: 'managed', region: 'us-east-1' }

/** A value of the setting that only the place at `index` gives. */
function valueAt(key: SettingKey, index: number): string {
  const choices = settingSpecs[key].choices
  if (choices !== undefined) return choices[(index + 1) % choices.length] ?? ''
  if (key === 'token') return `tbo_${index}`
  if (key === 'prefix') return `from-${index}/`
  if (key === 'metadataUrl') return `redis://h${index}.example`
  return key.endsWith('Url') ? `https://h${index}.example` : `from-${index}`
}

let directory: TemporaryDirectory

beforeAll(async () => {
  directory = await temporaryDirectory()
})

afterAll(() => directory.remove())

/** Resolves with every place but the strongest `without`. */
async function resolved(key: keyof typeof TABLE, without: number) {
  const flags: Partial<Record<SettingKey, string>> = {}
  const variables: Record<string, string> = { HOME }
  const values: Partial<Record<SettingKey, string>> = {}
  const texts: Record<string, string> = {}
  for (const [index, place] of TABLE[key].entries()) {
    if (index < without) continue
    const value = valueAt(key, index)
    if (place.kind === 'flag') flags[key] = key === 'token' ? await tokenFile(value) : value
    if (place.kind === 'env') variables[place.name] = value
    if (place.kind === 'config') values[key] = value
    if (place.kind === 'cached') texts[place.name] = JSON.stringify({ [place.as ?? '']: value })
  }
  const files = memoryFiles(texts)
  return resolveSettings({ flags, env: variables, files, config: { path: CONFIG, values } })
}

async function tokenFile(token: string): Promise<string> {
  const path = join(directory.path, 'token')
  await writeFile(path, `${token}\n`)
  return path
}

describe('resolveSettings', () => {
  it('is told here of every setting', () => {
    expect(['workspace', ...Object.keys(TABLE)].sort()).toEqual([...settingKeys].sort())
  })

  const rows = Object.entries(TABLE).flatMap(([key, places]) =>
    places.map((place, index) => [key, `${place.kind} ${place.name}`, index] as const),
  )

  it.each(rows)('takes %s from the %s before all that follows', async (name, _, index) => {
    const key = name as keyof typeof TABLE
    const settings = await resolved(key, index)
    const setting = settings.values[key]
    const source = TABLE[key][index]?.name
    const value = valueAt(key, index)
    expect(settings.get(key)).toBe(value)
    expect(setting?.source).toBe(
      name === 'token' && index === 0 ? `${source} ${directory.path}/token` : source,
    )
    if (settingSpecs[key].secret) expect(setting).not.toHaveProperty('value')
    else expect(setting?.value).toBe(value)
  })

  it.each(Object.keys(TABLE))('falls back for %s where nothing says it', async (name) => {
    const key = name as keyof typeof TABLE
    const value = DEFAULTS[key]
    const { values } = await resolved(key, Number.POSITIVE_INFINITY)
    expect(values[key]).toEqual(value === undefined ? undefined : { value, source: 'default' })
  })
})
