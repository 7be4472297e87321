import { release, type } from 'node:os'
import type { Files } from '../disk/files.ts'
import { settingKeys, settingSpecs } from '../settings/settings.ts'
import { version } from '../version.ts'

/** Variables whose values are words or numbers that anybody may see. */
const SHOWN = [
  'AWS_DEFAULT_REGION',
  'AWS_REGION',
  'CI',
  'FORCE_COLOR',
  'GITHUB_ACTIONS',
  'GITLAB_CI',
  'LANG',
  'LC_ALL',
  'NODE_ENV',
  'NODE_TLS_REJECT_UNAUTHORIZED',
  'NO_COLOR',
  'TERM',
  'TZ',
  'container',
] as const

/** Variables that change what the product and the doctor do: only whether they are set. */
const NAMED = [
  'ALL_PROXY',
  'AWS_ACCESS_KEY_ID',
  'AWS_CA_BUNDLE',
  'AWS_CONFIG_FILE',
  'AWS_ENDPOINT_URL',
  'AWS_ENDPOINT_URL_S3',
  'AWS_PROFILE',
  'AWS_SECRET_ACCESS_KEY',
  'AWS_SESSION_TOKEN',
  'AWS_SHARED_CREDENTIALS_FILE',
  'HOME',
  'HTTPS_PROXY',
  'HTTP_PROXY',
  'KUBERNETES_SERVICE_HOST',
  'NODE_EXTRA_CA_CERTS',
  'NODE_OPTIONS',
  'NO_PROXY',
  'PATH',
  'SSL_CERT_DIR',
  'SSL_CERT_FILE',
  'XDG_CONFIG_HOME',
  'all_proxy',
  'http_proxy',
  'https_proxy',
  'no_proxy',
] as const

/** What a bundle tells of the machine: an allow-list, never the whole environment. */
export interface EnvironmentFacts {
  readonly schema: 'artifacts-doctor/environment/v1'
  readonly versions: Readonly<Record<string, string>>
  readonly machine: Readonly<Record<string, string | boolean>>
  /** `set` or `not set`; of harmless variables the value. */
  readonly variables: Readonly<Record<string, string>>
  readonly note: string
}

/** What is known of this machine and of these variables, by an allow-list. */
export async function environmentFacts(
  env: Readonly<NodeJS.ProcessEnv>,
  files: Files,
): Promise<EnvironmentFacts> {
  const own = settingKeys.flatMap((key) => settingSpecs[key].env ?? [])
  const shown: readonly string[] = SHOWN
  const names = [...new Set([...own, ...NAMED, ...SHOWN])].sort()
  const value = (name: string) => {
    const set = env[name]
    if (set === undefined) return 'not set'
    if (set === '') return 'set, and empty'
    // A value of another form than these have is not of the harmless kind.
    return shown.includes(name) && /^[\w.:/@+-]{1,40}$/.test(set) ? `set: ${set}` : 'set'
  }
  const distribution = await distributionOf(files)
  return {
    schema: 'artifacts-doctor/environment/v1',
    versions: { doctor: version, node: process.version, openssl: process.versions.openssl },
    machine: {
      platform: process.platform,
      architecture: process.arch,
      kernel: `${type()} ${release()}`,
      ...(distribution === undefined ? {} : { distribution }),
      root: process.getuid?.() === 0,
      timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    },
    variables: Object.fromEntries(names.map((name) => [name, value(name)])),
    note: 'Only these variables were looked at. Of most, a bundle holds whether they are set and no value.',
  }
}

/** Source: os-release(5). */
async function distributionOf(files: Files): Promise<string | undefined> {
  const look = await files.look('/etc/os-release')
  return look.found === true ? /^PRETTY_NAME="?([^"\n]{1,80})"?$/m.exec(look.text)?.[1] : undefined
}
