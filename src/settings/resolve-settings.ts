import { parseEndpoint, regionOfAwsHost, regionOfOracleHost, wantsRegionAuto } from '../aws-host.ts'
import { findToken, tokenKind } from '../token.ts'
import { named, readCached } from './cached-files.ts'
import { given, type SettingSources, settingOf } from './setting-sources.ts'
import { checkUrl, passwordsIn, settleEndpoint, settleMetadataUrl } from './setting-urls.ts'
import {
  type Setting,
  type SettingKey,
  type Settings,
  settingKeys,
  settingSpecs,
} from './settings.ts'
import { parseWorkspaceAddress } from './workspace-address.ts'

/** Resolves every setting and records its source; throws a UsageError for what cannot be used. */
export async function resolveSettings(sources: SettingSources): Promise<Settings> {
  const { flags, env, files } = sources
  const [login, keys] = await Promise.all([
    readCached(files, env, 'credentials.json'),
    readCached(files, env, 'byo-credentials'),
  ])
  const values: Partial<Record<SettingKey, Setting>> = {}

  for (const key of settingKeys) {
    const setting = await settingOf(key, sources)
    if (setting !== undefined) values[key] = setting
  }
  // One file holds one set: an id from one and a secret from another are no pair.
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
  const inFile = (key: SettingKey) => values[key]?.source === sources.config?.path
  const at = (key: SettingKey) => `${values[key]?.source}${inFile(key) ? `: settings.${key}` : ''}`
  checkUrl(
    values.orchestratorUrl,
    at('orchestratorUrl'),
    ['http:', 'https:'],
    'https://orchestrator.example.com',
  )
  values.metadataUrl = settleMetadataUrl(
    values.metadataUrl,
    at('metadataUrl'),
    flags.metadataUrl !== undefined
      ? 'a password on the command line can be read by others'
      : inFile('metadataUrl')
        ? 'a password does not belong in a file'
        : undefined,
  )
  if (values.metadataUrl === undefined) delete values.metadataUrl

  return {
    values,
    ...(address === undefined ? {} : { workspace: address }),
    ...(values.intent === undefined ? {} : { intent: values.intent.value as 'create' | 'mount' }),
    backend: values.backend.value as 'managed' | 'byo',
    cached: { login, keys },
    get: (key) => values[key]?.secret?.reveal() ?? values[key]?.value,
    // A variable that a flag outranks is still a secret.
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

function settleRegion(values: Partial<Record<SettingKey, Setting>>): void {
  const host = parseEndpoint(values.endpoint?.value ?? '')?.hostname ?? ''
  const named = regionOfAwsHost(host) ?? regionOfOracleHost(host)
  const set = values.region
  if (named !== undefined) {
    // The product takes the region of such an endpoint from its host (juicefs, pkg/object/s3.go).
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
    // A directory in the bucket, however it is spelt: `team` and `team/` are the same place.
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
