import { lstat } from 'node:fs/promises'
import { disk } from '../disk/disk.ts'
import { isRecord } from '../is-record.ts'
import { nearest } from '../nearest.ts'
import { below, schemaFault } from '../schema-fault.ts'
import { settingKeys } from '../settings/settings.ts'
import { UsageError } from '../usage-error.ts'
import { configSchema, fileSettingKeys, namedOnly } from './config-schema.ts'
import type { ConfigPlace, Configuration } from './configuration.ts'
import { profiled } from './profile.ts'

/**
 * Reads a configuration, JSON or YAML, and applies the profile to it. Throws a UsageError that names
 * the file, the place in it and the nearest valid choice.
 */
export async function readConfig(place: ConfigPlace, profile?: string): Promise<Configuration> {
  const { path, source } = place
  const document = parsed(path, await textOf(place), (await import('../parse-yaml.ts')).parseYaml)
  const fault = misplaced(document, source) ?? schemaFault(document, configSchema)
  if (fault !== undefined) throw new UsageError(`${path}: ${fault}`)
  return profiled(document as Record<string, unknown>, place, profile)
}

/** Far more than anyone writes by hand, and still quick to read. */
const LARGEST = 262_144

async function textOf({ path, source }: ConfigPlace): Promise<string> {
  const refuse = (code: string) => {
    const name = source === 'found' ? 'the configuration that was found' : '--config'
    return new UsageError(`${name}: cannot read '${path}' (${code}); expected a JSON or YAML file`)
  }
  const look = await disk.look(path)
  if (look.found === false) {
    // A link may lead nowhere.
    const there = await lstat(path).catch(() => undefined)
    throw refuse(there === undefined ? 'ENOENT' : 'a link to nothing')
  }
  if (look.found === 'unreadable') throw refuse(look.code)
  if (look.text.length > LARGEST) throw refuse('larger than 256 KiB')
  return look.text
}

function parsed(
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

/** What is not allowed where it stands: secrets in any file, and settings in one that was found. */
function misplaced(document: unknown, source: Configuration['source']): string | undefined {
  if (!isRecord(document)) return undefined
  const profiles = isRecord(document.profiles) ? Object.entries(document.profiles) : []
  const parts = [
    ['', document] as const,
    ...profiles.map(([name, part]) => [below('profiles', name), part] as const),
  ]
  for (const [at, part] of parts) {
    if (!isRecord(part)) continue
    const odd = source === 'found' ? namedOnly.find((key) => Object.hasOwn(part, key)) : undefined
    if (odd !== undefined)
      return `${below(at, odd)}: is not allowed in a file that was only found, which may be anybody's; name the file with --config to allow it`
    const { settings } = part
    const wrong = isRecord(settings)
      ? Object.keys(settings).find((key) => !isForFiles(key))
      : undefined
    if (wrong !== undefined) return notASetting(below(below(at, 'settings'), wrong), wrong)
  }
  return undefined
}

function isForFiles(key: string): boolean {
  return (fileSettingKeys as readonly string[]).includes(key)
}

function notASetting(at: string, key: string): string {
  return (settingKeys as readonly string[]).includes(key)
    ? `${at}: does not belong in a file: ${key === 'workspace' ? 'type it' : 'set it in the environment'}`
    : `${at}: is not a setting; nearest: '${nearest(key.slice(0, 100), fileSettingKeys)}'`
}
