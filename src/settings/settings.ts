import type { Secret } from '../secrets/secret.ts'
import type { CachedFile } from './cached-files.ts'
import type { WorkspaceAddress } from './workspace-address.ts'

/** How one setting can be given, and what `--help` says of it. */
export interface SettingSpec {
  readonly flag?: string
  readonly placeholder?: string
  readonly choices?: readonly string[]
  readonly env?: readonly string[]
  readonly help: string
  /** Never a flag, never in a config file, never shown. */
  readonly secret?: true
  /** An empty value is a value. */
  readonly mayBeEmpty?: true
}

/** Every setting, in report order: flags, environment, config file and help come from here. */
const SETTINGS = {
  workspace: { help: 'the workspace: <name>, <handle>/<name> or artifacts://<handle>/<name>' },
  intent: {
    flag: 'for',
    choices: ['create', 'mount'],
    help: 'what you are about to do; decides what counts as sick',
  },
  backend: {
    flag: 'backend',
    choices: ['managed', 'byo'],
    help: "whose bucket: the vendor's or your own (byo when --bucket or --endpoint is given)",
  },
  bucket: {
    flag: 'bucket',
    placeholder: 'NAME',
    env: ['ARTIFACTS_S3_BUCKET'],
    help: 'your bucket',
  },
  endpoint: {
    flag: 'endpoint',
    placeholder: 'URL',
    env: ['ARTIFACTS_S3_ENDPOINT'],
    help: 'the S3 endpoint of your bucket',
  },
  prefix: {
    flag: 'prefix',
    placeholder: 'PREFIX',
    env: ['ARTIFACTS_S3_PREFIX'],
    mayBeEmpty: true,
    help: "where in the bucket (<handle>/<name>/ when the workspace is given with both, else the bucket's root)",
  },
  region: {
    flag: 'region',
    placeholder: 'REGION',
    env: ['ARTIFACTS_S3_REGION', 'AWS_REGION', 'AWS_DEFAULT_REGION'],
    help: 'the region that signatures name',
  },
  accessKeyId: { env: ['ARTIFACTS_S3_ACCESS_KEY_ID'], secret: true, help: 'access key id' },
  secretAccessKey: { env: ['ARTIFACTS_S3_SECRET_ACCESS_KEY'], secret: true, help: 'secret key' },
  sessionToken: { env: ['ARTIFACTS_S3_SESSION_TOKEN'], secret: true, help: 'session token' },
  token: {
    flag: 'token-file',
    placeholder: 'FILE',
    env: ['TONBO_API_KEY'],
    secret: true,
    help: 'read the bearer token from FILE',
  },
  orchestratorUrl: {
    flag: 'orchestrator-url',
    placeholder: 'URL',
    env: ['ARTIFACTS_ORCHESTRATOR_URL'],
    help: 'where the orchestrator answers',
  },
  metadataUrl: {
    flag: 'metadata-url',
    placeholder: 'URL',
    env: ['ARTIFACTS_METADATA_URL'],
    help: 'the Redis of the metadata, redis:// or rediss:// (a password goes into the variable)',
  },
  metadataPrefix: {
    flag: 'metadata-prefix',
    placeholder: 'PREFIX',
    env: ['ARTIFACTS_METADATA_PREFIX'],
    mayBeEmpty: true,
    help: 'what stands before `setting` in the metadata key',
  },
  mountpoint: {
    flag: 'mountpoint',
    placeholder: 'DIR',
    help: 'the directory that the workspace is, or is to be, mounted on',
  },
} as const satisfies Record<string, SettingSpec>

/** The key of a setting, as the report spells it. */
export type SettingKey = keyof typeof SETTINGS

/** The table with its optional columns visible. */
export const settingSpecs: Readonly<Record<SettingKey, SettingSpec>> = SETTINGS

/** The keys in report order. */
export const settingKeys = Object.keys(SETTINGS) as readonly SettingKey[]

/** A value and where it came from; a secret has no `value`. */
export interface Setting {
  readonly source: string
  readonly value?: string
  readonly secret?: Secret
  /** What another source said, which the product ignores too. */
  readonly ignored?: string
}

/** The settings of a run. */
export interface Settings {
  readonly values: Readonly<Partial<Record<SettingKey, Setting>>>
  readonly workspace?: WorkspaceAddress
  readonly intent?: 'create' | 'mount'
  readonly backend: 'managed' | 'byo'
  /** The files that may cache a login or bucket keys, as they were found. */
  readonly cached: { readonly login: readonly CachedFile[]; readonly keys: readonly CachedFile[] }
  /** The value of a setting, a secret's too; undefined when it is not set. */
  get(key: SettingKey): string | undefined
  /** Every secret value found on the way, for the redactor. */
  readonly secrets: readonly string[]
}
