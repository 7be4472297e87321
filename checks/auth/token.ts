import {
  type Context,
  defineCheck,
  type Evidence,
  fail,
  type Outcome,
  pass,
  skip,
  tokenKind,
  unsure,
} from '../../src/index.ts'
import type { CauseId } from '../causes/index.ts'
import { damaged } from './damage.ts'
import { behindVariable, SOON_MS } from './held.ts'
import { renewable } from './renewable.ts'
import { timesOf } from './times.ts'
import { insteadOfToken } from './token-lookalikes.ts'

export default defineCheck<CauseId>({
  id: 'auth/token',
  title: 'Token is whole and in date',
  needs: ['auth/credentials'],
  run(context) {
    const { settings } = context
    const token = settings.get('token')
    if (token === undefined) return skip('there is no token', 'token')
    const source = settings.values.token?.source ?? ''
    const behind = behindVariable(context)
    const another: Evidence = behind === undefined ? {} : { behind }
    const instead = insteadOfToken(token, settings)
    if (instead !== undefined) {
      const found = `${instead} stands in its place`
      return fail('auth/token-mangled', { source, found, instead, ...another })
    }
    const found = damaged(token)
    if (found !== undefined) return fail('auth/token-mangled', { source, found, ...another })
    const kind = tokenKind(token)
    switch (kind) {
      case 'jwt':
        return inDate(context, token, source, another)
      case 'service-token':
        return settings.intent === 'create'
          ? fail('auth/service-token-limited', { source, kind, intent: 'create', ...another })
          : pass({ source, kind })
      case 'api-key':
        return pass({ source, kind })
      case undefined:
        // New kinds may come; whether it is accepted, the orchestrator says.
        return pass({ source, kind: 'unrecognised' })
    }
  },
})

function inDate(
  { settings, now, wait }: Context,
  token: string,
  source: string,
  another: Evidence,
): Outcome<CauseId> {
  // What is waited for is time in which the token grows old.
  const { standing, evidence } = timesOf(token, now(), SOON_MS + wait.left())
  const canRenew = renewable(settings, source, now())
  const seen = { source, ...evidence, ...(canRenew ? { renewable: true } : {}) }
  switch (standing) {
    case 'good':
      return pass(seen)
    case 'ends soon':
      // The program that has a refresh token renews in time.
      return canRenew ? pass(seen) : fail('auth/token-expires-soon', seen)
    case 'expired':
      return canRenew
        ? fail('auth/token-renewable', seen)
        : fail('auth/token-expired', { ...seen, ...another })
    case 'not yet valid':
      return fail('auth/token-not-yet-valid', { ...seen, ...another })
    case 'dates that cannot be read':
      return unsure("the token's dates can be read in two ways, or in none", seen)
  }
}
