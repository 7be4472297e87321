import type { Given } from '../settings/setting-sources.ts'
import type { SettingKey } from '../settings/settings.ts'

/** What the arguments of `artifacts` say. Source: the product's page on its command line. */
export interface ArtifactsWords {
  /** The command without its arguments: `workspace create`, `mount`; empty where there is none. */
  readonly command: string
  /** The settings that they hold, under the names that the doctor gives them. */
  readonly given: Given
  /** It is asked only for its help or its version. */
  readonly asksForHelp: boolean
}

/** Flags that take a value, and the setting that it is, if it is one. */
const VALUED: Readonly<Record<string, SettingKey | undefined>> = {
  '--backend': 'backend',
  '--bucket': 'bucket',
  '--endpoint': 'endpoint',
  '--region': 'region',
  '--prefix': 'prefix',
  '--cache-profile': undefined,
  '--format': undefined,
}

const PLAIN: ReadonlySet<string> = new Set([
  ...['--verbose', '-v', '--quiet', '-q', '--trace', '--no-color'],
  ...['--version', '-V', '--help', '-h'],
  ...['--foreground', '-f', '--read-only', '--yes', '-y'],
])

/** Parses the arguments of `artifacts`; flags may stand before and after the command. */
export function artifactsWords(words: readonly string[]): ArtifactsWords {
  const given: Partial<Record<SettingKey, string>> = {}
  const positionals: string[] = []
  let asksForHelp = false
  let onlyPositionals = false
  // After an unknown flag, a word may be its value or the next argument.
  let doubtful = false
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? ''
    if (onlyPositionals || word === '-' || !word.startsWith('-')) {
      if (!doubtful) positionals.push(word)
    } else if (word === '--') onlyPositionals = true
    else {
      const [flag = '', attached] = split(word)
      if (Object.hasOwn(VALUED, flag)) {
        const key = VALUED[flag]
        const value = attached ?? words[at + 1]
        if (attached === undefined) at += 1
        if (key !== undefined && value !== undefined) given[key] = value
      } else if (isPlain(flag)) {
        asksForHelp ||= ['--help', '-h', '--version', '-V'].includes(flag)
      } else if (attached === undefined) {
        const next = words[at + 1]
        doubtful ||= next !== undefined && !next.startsWith('-')
      }
    }
  }
  return { ...ofCommand(positionals, given), asksForHelp }
}

function split(word: string): [flag: string, attached?: string] {
  const equals = word.startsWith('--') ? word.indexOf('=') : -1
  return equals < 0 ? [word] : [word.slice(0, equals), word.slice(equals + 1)]
}

/** `-vf` is `-v -f`. */
function isPlain(flag: string): boolean {
  if (PLAIN.has(flag)) return true
  return /^-[A-Za-z]{2,}$/.test(flag) && [...flag.slice(1)].every((one) => PLAIN.has(`-${one}`))
}

const GROUPS: ReadonlySet<string> = new Set(['workspace', 'storage', 'key', 'platform'])

function ofCommand(
  positionals: readonly string[],
  given: Given,
): Pick<ArtifactsWords, 'command' | 'given'> {
  const [first = '', second] = positionals
  const grouped = GROUPS.has(first) && second !== undefined
  const command = grouped ? `${first} ${second}` : first
  const [workspace, mountpoint] = positionals.slice(grouped ? 2 : 1)
  const named = workspace === undefined ? {} : { workspace }
  const placed = mountpoint === undefined ? {} : { mountpoint }
  switch (command) {
    case 'workspace create':
      return { command, given: { ...given, ...named, ...placed, intent: 'create' } }
    case 'mount':
      return { command, given: { ...given, ...named, ...placed, intent: 'mount' } }
    case 'workspace show':
    case 'workspace delete':
      return { command, given: { ...given, ...named } }
    default:
      return { command, given }
  }
}
