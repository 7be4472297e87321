import type { Files } from '../disk/files.ts'
import { readUserFile } from '../disk/read-user-file.ts'
import { secret } from '../secrets/secret.ts'
import { UsageError } from '../usage-error.ts'
import { type Setting, type SettingKey, settingSpecs } from './settings.ts'

/** Values by setting key, from the command line or a config file. */
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

/** A setting as the strongest source that has it says; undefined where none does. */
export async function settingOf(
  key: SettingKey,
  { flags, command, env, config }: SettingSources,
): Promise<Setting | undefined> {
  return (
    (await ofFlag(key, flags)) ??
    ofCommand(key, command) ??
    ofEnvironment(key, env) ??
    ofConfig(key, config)
  )
}

/** A value and its source; a secret's value is wrapped. */
export function given(key: SettingKey, value: string, source: string): Setting {
  return settingSpecs[key].secret ? { secret: secret(value), source } : { value, source }
}

async function ofFlag(key: SettingKey, flags: Given): Promise<Setting | undefined> {
  const value = flags[key]
  const { flag, choices, mayBeEmpty, help } = settingSpecs[key]
  const name = flag === undefined ? key : `--${flag}`
  if (value === undefined) return undefined
  if (value === '' && !mayBeEmpty)
    throw new UsageError(`${name}: the value is empty; expected ${help}`)
  checkChoice(name, value, choices)
  if (key !== 'token') return given(key, value, flag === undefined ? 'argument' : name)
  try {
    const token = (await readUserFile(value)).replace(/\r?\n$/, '')
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
  const { flag, choices, mayBeEmpty, help } = settingSpecs[key]
  // The product takes these without a flag.
  const bare = key === 'workspace' || key === 'intent' || key === 'mountpoint'
  const name = bare ? 'the command' : `the command's --${flag}`
  if (value === '' && !mayBeEmpty)
    throw new UsageError(`${name}: ${bare ? `the ${key}` : 'the value'} is empty; expected ${help}`)
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
