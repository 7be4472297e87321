import { basename } from 'node:path'
import type { Given } from '../settings/setting-sources.ts'
import { artifactsWords } from './artifacts-words.ts'

/** The command that the doctor is wrapped around, and what its arguments say. */
export interface Wrapped {
  readonly words: readonly [string, ...string[]]
  /** Its name in messages: none of its arguments, which could be secrets. */
  readonly called: string
  /** Whether it is the `artifacts` program itself: its failures are those of its backend. */
  readonly artifacts: boolean
  readonly given: Given
  /** What `env` sets for it. */
  readonly env: Readonly<Record<string, string>>
  /** Whether running it again can do no harm, as far as is known of it. */
  readonly repeatable: boolean
  /** Why checks have no say in whether it is run; absent where they have. */
  readonly unchecked?: string
  /** Why its words were not read; absent where they were, or where they say nothing. */
  readonly unread?: string
}

/** Both resume what an earlier attempt began, or do nothing before they can do it all. */
const REPEATABLE: ReadonlySet<string> = new Set(['workspace create', 'mount'])

/** Commands that mend a set-up must not wait until the set-up is well. */
const CURES: ReadonlySet<string> = new Set([
  ...['login', 'logout', 'unmount'],
  ...['storage', 'storage set', 'storage show', 'storage clear'],
])

/** Programs that run a command as another user: with another login, other keys, other variables. */
const OTHER_USERS: ReadonlySet<string> = new Set(['sudo', 'doas', 'su', 'runuser'])

const ASSIGNMENT = /^([A-Za-z_][A-Za-z0-9_]*)=(.*)$/s

/**
 * Reads a wrapped command. Only the `artifacts` program itself is read, by its name or its path,
 * also behind `env NAME=VALUE…`; of any other command nothing is known.
 */
export function readCommand(words: readonly [string, ...string[]]): Wrapped {
  const { env, rest } = withoutEnv(words)
  const program = basename(rest[0] ?? '')
  if (program !== 'artifacts') {
    const wraps = rest.slice(1).some((word) => basename(word) === 'artifacts')
    return {
      words,
      called: program === '' ? basename(words[0]) : program,
      artifacts: false,
      given: {},
      env,
      repeatable: false,
      ...(wraps ? { unread: unread(program) } : {}),
    }
  }
  const { command, given, asksForHelp } = artifactsWords(rest.slice(1))
  const cure = CURES.has(command)
  const unchecked = asksForHelp || command === '' ? 'it only tells of itself' : 'it is a cure'
  return {
    words,
    called: command === '' ? program : `${program} ${command}`,
    artifacts: true,
    given,
    env,
    repeatable: REPEATABLE.has(command),
    ...(cure || asksForHelp || command === '' ? { unchecked } : {}),
  }
}

function unread(program: string): string {
  return OTHER_USERS.has(program)
    ? `${program} runs artifacts as another user, whose login and keys are not seen from here; run the doctor itself with ${program}`
    : `what artifacts is told behind ${program} is not read; settings are the doctor's own flags'`
}

/** `env` with nothing but assignments runs what follows as it is; with an option, who knows. */
function withoutEnv(words: readonly string[]): {
  env: Record<string, string>
  rest: readonly string[]
} {
  if (basename(words[0] ?? '') !== 'env') return { env: {}, rest: words }
  const env: Record<string, string> = {}
  for (const [index, word] of words.entries()) {
    if (index === 0) continue
    const [, name, value = ''] = ASSIGNMENT.exec(word) ?? []
    if (name === undefined) return { env, rest: word.startsWith('-') ? words : words.slice(index) }
    env[name] = value
  }
  return { env: {}, rest: words }
}
