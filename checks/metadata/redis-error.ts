import { type Evidence, fail, type Outcome, unsure } from '../../src/index.ts'
import type { CauseId } from '../causes/index.ts'

/**
 * The cause that an error reply of Redis names by its first word, or by its text where that word
 * is ERR.
 * Source: redis.io/docs/latest/develop/reference/errors; the texts as Redis 7.0 sends them.
 */
export function redisError(error: string, evidence: Evidence): Outcome<CauseId> {
  // The whole word: of half a secret, nobody could tell what it is.
  const code = /^\S+/.exec(error)?.[0] ?? 'ERR'
  const seen = { ...evidence, code }
  switch (code) {
    case 'NOAUTH':
      return fail('metadata/password-missing', seen)
    case 'WRONGPASS':
      return fail('metadata/password-wrong', seen)
    case 'NOPERM':
      return fail(
        aboutKeys(error) ? 'metadata/key-denied' : 'metadata/command-denied',
        withCommand(error, seen),
      )
    case 'LOADING':
      return fail('metadata/loading', seen)
    case 'CLUSTERDOWN':
      return fail('metadata/cluster-down', seen)
    case 'MASTERDOWN':
      return fail('metadata/master-down', seen)
    case 'READONLY':
      return fail('metadata/read-only', seen)
    case 'NOREPLICAS':
      return fail('metadata/replicas-missing', seen)
    case 'BUSY':
      return fail('metadata/busy', seen)
    case 'OOM':
      return fail('metadata/out-of-memory', seen)
    case 'MISCONF':
      return fail('metadata/writes-refused', seen)
    case 'DENIED':
      return fail('metadata/protected-mode', seen)
    case 'WRONGTYPE':
      return fail('metadata/setting-malformed', { ...seen, found: 'a key of another type' })
    default: {
      const cause = TEXTS.find(([text]) => text.test(error))?.[1]
      return cause === undefined
        ? unsure(`Redis answered '${withoutArguments(error)}'`, seen)
        : fail(cause, seen)
    }
  }
}

const TEXTS: readonly (readonly [RegExp, CauseId])[] = [
  [/^ERR max number of clients/, 'metadata/too-many-clients'],
  // Upstash knows but one (tbphp/gpt-load#124).
  [
    /^ERR (DB index is out of range|invalid DB index|Only 0th database)/,
    'metadata/database-missing',
  ],
  [/^ERR wrong number of arguments for '?auth/i, 'metadata/users-unsupported'],
  [/^ERR invalid password/, 'metadata/password-wrong'],
  [
    /^ERR (Client sent AUTH, but no password is set|AUTH .{0,64} called without any password)/,
    'metadata/password-unwanted',
  ],
]

/** Whether a NOPERM is about keys; else it is about a command. */
export function aboutKeys(error: string): boolean {
  return /^NOPERM\b.{0,400}(keys? used|access a key)/.test(error)
}

/** Whether a command may not be run by this user, or is not known to this kind of Redis. */
export function unavailable(error: string): 'denied' | 'unknown' | undefined {
  if (/^NOPERM\b/.test(error)) return 'denied'
  // Managed services have switched commands off, or call them unsupported (juicedata/juicefs#5283).
  return /^ERR\b.{0,400}(unknown (sub)?command|not (supported|allowed|available)|disabled|not permitted)/i.test(
    error,
  )
    ? 'unknown'
    : undefined
}

/** The evidence with the command that is denied, if the server names one of a plausible form. */
function withCommand(error: string, seen: Evidence): Evidence {
  const command = /run the '([a-z|]{2,30})' command/i.exec(error)?.[1]
  return command === undefined ? seen : { ...seen, command }
}

/** The error without the arguments of an unknown command, which Redis repeats: one may be a password. */
function withoutArguments(error: string): string {
  return error.replace(/,? ?with args beginning with:.*$/s, '').trim()
}
