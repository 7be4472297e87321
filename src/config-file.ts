import { readFile } from 'node:fs/promises'
import { nearest } from './nearest.ts'
import type { Given } from './resolve-settings.ts'
import { settingKeys, settingSpecs } from './settings.ts'
import { UsageError } from './usage-error.ts'

/** The keys that a config file may set: every setting but secrets and the workspace. */
const KEYS = settingKeys.filter((key) => !settingSpecs[key].secret && key !== 'workspace')

/** The settings of a config file named with `--config`: JSON or YAML with a `settings` object. */
export async function readConfig(path: string): Promise<Given> {
  const document = parse(path, await read(path), (await import('yaml')).parse)
  const { settings = {}, ...others } = asObject(
    document,
    `${path}: expected an object with 'settings'`,
  )
  for (const key of Object.keys(others)) {
    throw new UsageError(`${path}: '${key}' is not known here; expected 'settings'`)
  }
  const given: Record<string, string> = {}
  for (const [key, value] of Object.entries(
    asObject(settings, `${path}: 'settings' is not an object`),
  )) {
    if (!KEYS.includes(key as (typeof KEYS)[number])) {
      const secret = settingKeys.includes(key as (typeof settingKeys)[number])
      const why = secret
        ? 'does not belong in a file: set it in the environment'
        : `is not a setting; nearest: '${nearest(key, KEYS)}'`
      throw new UsageError(`${path}: '${key}' ${why}`)
    }
    if (typeof value !== 'string') throw new UsageError(`${path}: '${key}' is not a string`)
    given[key] = value
  }
  return given
}

async function read(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    throw new UsageError(`--config: cannot read '${path}' (${code}); expected a JSON or YAML file`)
  }
}

function parse(
  path: string,
  text: string,
  parseYaml: (text: string, options: object) => unknown,
): unknown {
  try {
    // JSON is YAML too; no aliases, which could blow a small file up to a huge one.
    return parseYaml(text, { maxAliasCount: 0, logLevel: 'error' })
  } catch (error) {
    const [reason] = (error as Error).message.split('\n')
    throw new UsageError(`${path}: neither JSON nor YAML: ${reason}`)
  }
}

function asObject(value: unknown, otherwise: string): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new UsageError(otherwise)
  return value as Readonly<Record<string, unknown>>
}
