import { type Evidence, fail, type Outcome, unsure } from '../../src/index.ts'
import type { CauseId } from '../causes/index.ts'

/**
 * The cause that an error reply of Redis names by its first word.
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
        /keys? used/.test(error) || /access a key/.test(error)
          ? 'metadata/key-denied'
          : 'metadata/command-denied',
        seen,
      )
    case 'LOADING':
      return fail('metadata/loading', seen)
    case 'CLUSTERDOWN':
      return fail('metadata/cluster-down', seen)
    case 'WRONGTYPE':
      return fail('metadata/setting-malformed', { ...seen, found: 'a key of another type' })
    default:
      return unsure(`Redis answered '${error}'`, seen)
  }
}
