import { parseEndpoint, regionOfAwsHost, wantsRegionAuto } from './aws-host.ts'
import { named, readCached } from './cached-files.ts'
import type { Files } from './files.ts'
import { readGiven } from './read-given.ts'
import { secret } from './secret.ts'
import { checkUrl, passwordsIn, settleEndpoint, settleMetadataUrl } from './setting-urls.ts'
import {
  type Setting,
  type SettingKey,
  type Settings,
  settingKeys,
  settingSpecs,
} from './settings.ts'
import { findToken, tokenKind } from './token.ts'
import { UsageError } from './usage-error.ts'
import { parseWorkspaceAddress } from './workspace-address.ts'

/** Values by setting key: of the command line, or of a config file. */
export type Given = Readonly<Partial<Record<SettingKey, string>>>

/** Where settings come from, the strongest first; `workspace` comes as a positional. */
export interface SettingSources {
  readonly flags: Given
  /** The words of the command that the doctor is wrapped around. */
  readonly command?: Given
  readonly env: Readonly<NodeJS.ProcessEnv>
  readonly config?: { readonly path: string; readonly values: Given }
  readonly files: Files
}

/** Settles every setting and remembers its source; throws a UsageError for what cannot be used. */
export async function resolveSettings(sources: SettingSources): Promise<Settings> {
  const { flags, command, env, config, files } = sources
  const [login, keys] = await Promise.all([
    readCached(files, env, 'credentials.json'),
    readCached(files, env, 'byo-credentials'),
  ])
  const values: Partial<Record<SettingKey, Setting>> = {}

  for (const key of settingKeys) {
    const setting =
      (await ofFlag(key, flags)) ??
      ofCommand(key, command) ??
      ofEnvironment(key, env) ??
      ofConfig(key, config)
    if (setting !== undefined) values[key] = setting
  }
  // One file holds one set: an id of one and a secret of another were no pair.
  const cache = keys.find(
    ({ values: cached }) => named(cached, ...cachedNames(...CACHED)) !== undefined,
  )
  const fromCache = (key: SettingKey, name: string) => {
    const value = cache === undefined ? undefined : named(cache.values, ...cachedNames(name))
    if (cache !== undefined && value !== undefined) values[key] ??= given(key, value, cache.path)
  }
  fromCache('accessKeyId', 'access_key_id')
  fromCache('secretAccessKey', 'secret_access_key')
  // A session token belongs to the very keys that it came with.
  const foreign = values.accessKeyId !== undefined && values.accessKeyId.source !== cache?.path
  if (!foreign) fromCache('sessionToken', 'session_token')
  fromCache('region', 'region')
  for (const { path, values: cached } of login) {
    const token = findToken(cached)
    if (token !== undefined) values.token ??= given('token', token, path)
  }

  const workspace = values.workspace?.value
  const address = workspace === undefined ? undefined : parseWorkspaceAddress(workspace)
  const typed = flags.bucket !== undefined || flags.endpoint !== undefined
  values.backend ??= typed
    ? { value: 'byo', source: flags.bucket === undefined ? '--endpoint' : '--bucket' }
    : { value: 'managed', source: 'default' }
  values.endpoint = settleEndpoint(values.endpoint)
  if (values.endpoint === undefined) delete values.endpoint
  settleRegion(values)
  settlePrefix(values, address)
  checkUrl(values.orchestratorUrl, ['http:', 'https:'], 'https://orchestrator.example.com')
  values.metadataUrl = settleMetadataUrl(values.metadataUrl, flags.metadataUrl !== undefined)
  if (values.metadataUrl === undefined) delete values.metadataUrl

  return {
    values,
    ...(address === undefined ? {} : { workspace: address }),
    ...(values.intent === undefined ? {} : { intent: values.intent.value as 'create' | 'mount' }),
    backend: values.backend.value as 'managed' | 'byo',
    cached: { login, keys },
    get: (key) => values[key]?.secret?.reveal() ?? values[key]?.value,
    // What a flag outranks is a secret all the same.
    secrets: [
      ...secretsOf(
        values,
        [...login, ...keys].flatMap((file) => file.values),
      ),
      ...[env.TONBO_API_KEY ?? ''].filter((value) => value !== ''),
    ],
  }
}

const CACHED = ['access_key_id', 'secret_access_key', 'session_token', 'region'] as const

/** The names under which a cache may hold something: its format is not published. */
function cachedNames(...names: readonly string[]): string[] {
  return names.flatMap((name) => [name, name.replaceAll('_', ''), `artifacts_s3_${name}`])
}

function given(key: SettingKey, value: string, source: string): Setting {
  return settingSpecs[key].secret ? { secret: secret(value), source } : { value, source }
}

async function ofFlag(key: SettingKey, flags: Given): Promise<Setting | undefined> {
  const value = flags[key]
  const { flag, choices, mayBeEmpty } = settingSpecs[key]
  const name = flag === undefined ? key : `--${flag}`
  if (value === undefined) return undefined
  if (value === '' && !mayBeEmpty) throw new UsageError(`${name}: the value is empty`)
  checkChoice(name, value, choices)
  if (key !== 'token') return given(key, value, flag === undefined ? 'argument' : name)
  try {
    const token = (await readGiven(value)).replace(/\r?\n$/, '')
    if (token === '')
      throw new UsageError(`${name}: '${value}' is empty; expected a file with the token`)
    return given(key, token, `${name} ${value}`)
  } catch (error) {
    if (error instanceof UsageError) throw error
    const { code } = error as NodeJS.ErrnoException
    throw new UsageError(
      `${name}: cannot read '${value}' (${code}); expected a file with the token`,
    )
  }
}

function ofCommand(key: SettingKey, command: Given = {}): Setting | undefined {
  const value = command[key]
  if (value === undefined) return undefined
  const { flag, choices, mayBeEmpty } = settingSpecs[key]
  // The product takes these without a flag.
  const bare = key === 'workspace' || key === 'intent' || key === 'mountpoint'
  const name = bare ? 'the command' : `the command's --${flag}`
  if (value === '' && !mayBeEmpty)
    throw new UsageError(bare ? `${name}: the ${key} is empty` : `${name}: the value is empty`)
  checkChoice(name, value, choices)
  return given(key, value, name)
}

function ofEnvironment(key: SettingKey, env: Readonly<NodeJS.ProcessEnv>): Setting | undefined {
  const { env: names = [], mayBeEmpty } = settingSpecs[key]
  const name = names.find((name) => env[name] !== undefined && (mayBeEmpty || env[name] !== ''))
  return name === undefined ? undefined : given(key, env[name] ?? '', name)
}

function ofConfig(key: SettingKey, config: SettingSources['config']): Setting | undefined {
  const value = config?.values[key]
  if (config === undefined || value === undefined) return undefined
  const { choices, mayBeEmpty } = settingSpecs[key]
  if (value === '' && !mayBeEmpty)
    throw new UsageError(`${config.path}: ${key}: the value is empty`)
  checkChoice(`${config.path}: ${key}`, value, choices)
  return given(key, value, config.path)
}

function checkChoice(name: string, value: string, choices: readonly string[] | undefined): void {
  if (choices !== undefined && !choices.includes(value)) {
    throw new UsageError(`${name}: '${value}' is not a choice; expected ${choices.join(' or ')}`)
  }
}

function settleRegion(values: Partial<Record<SettingKey, Setting>>): void {
  const host = parseEndpoint(values.endpoint?.value ?? '')?.hostname ?? ''
  const named = regionOfAwsHost(host)
  const set = values.region
  if (named !== undefined) {
    // The product takes the region of an AWS endpoint from its host (juicefs, pkg/object/s3.go).
    const ignored =
      set === undefined || set.value === named ? {} : { ignored: `${set.value} from ${set.source}` }
    values.region = { value: named, source: 'endpoint', ...ignored }
  } else {
    values.region ??= wantsRegionAuto(host)
      ? { value: 'auto', source: 'endpoint' }
      : { value: 'us-east-1', source: 'default' }
  }
}

function settlePrefix(
  values: Partial<Record<SettingKey, Setting>>,
  address: Settings['workspace'],
): void {
  const { prefix } = values
  if (prefix?.value !== undefined) {
    // A directory in the bucket, however it was spelt: `team` and `team/` are the same place.
    const path = prefix.value.replace(/^\/+/, '')
    values.prefix = { ...prefix, value: path === '' || path.endsWith('/') ? path : `${path}/` }
  } else if (address?.handle !== undefined) {
    values.prefix = { value: `${address.handle}/${address.name}/`, source: 'workspace' }
  }
}

function secretsOf(
  values: Readonly<Partial<Record<SettingKey, Setting>>>,
  cached: readonly (readonly [string, string])[],
): string[] {
  const set = settingKeys.flatMap((key) => {
    const value = values[key]?.secret?.reveal() ?? ''
    return settingSpecs[key].secret ? [value] : passwordsIn(value)
  })
  const found = cached
    .filter(([name, value]) => tokenKind(value) || /token|secret|key|password/i.test(name))
    .map(([, value]) => value)
  return [...set, ...found].filter((value) => value !== '')
}
