import {
  type Context,
  defineCheck,
  type Evidence,
  fail,
  type Outcome,
  pass,
  skip,
} from '../../src/index.ts'
import type { CauseId } from '../causes/index.ts'
import { type Held, heldBy, isUseless } from './held.ts'
import { lookIntoLogin } from './login-file.ts'

export default defineCheck<CauseId>({
  id: 'auth/precedence',
  title: 'No credential hides another',
  run(context) {
    const [used, ...others] = heldBy(context)
    if (used === undefined) return skip('there is no token', 'token')
    // The same token twice: it does not matter which is taken.
    const hidden = others.filter(({ token }) => token !== used.token)
    const { source, kind, standing } = used
    const evidence = { source, kind, standing, ...expiry(used), ...hiding(hidden) }
    // Typed for this very run: whoever does that means it.
    if (source.startsWith('--')) return pass(evidence)
    if (source !== 'TONBO_API_KEY') return amongFiles(context, used, hidden[0])
    const [first] = hidden
    if (first === undefined) return pass(evidence)
    const better: Evidence = isUseless(used) && !isUseless(first) ? { better: first.source } : {}
    return fail('auth/env-overrides-login', { ...evidence, ...better })
  },
})

function hiding([first, ...more]: readonly Held[]): Evidence {
  if (first === undefined) return {}
  return {
    hidden: first.source,
    hiddenKind: first.kind,
    hiddenStanding: first.standing,
    ...(first.expiresAt === undefined ? {} : { hiddenExpiresAt: first.expiresAt }),
    ...(more.length === 0 ? {} : { alsoHidden: more.map(({ source }) => source).join(', ') }),
  }
}

/** Judges which login counts where the earlier directory and the current one both may hold one. */
async function amongFiles(
  { settings }: Context,
  used: Held,
  other: Held | undefined,
): Promise<Outcome<CauseId>> {
  const { source, kind, standing } = used
  const evidence = { source, kind, standing, ...expiry(used) }
  const [current, earlier] = settings.cached.login
  if (current === undefined || earlier === undefined) return pass(evidence)
  if (source === current.path) {
    if (other === undefined) return pass(evidence)
    const seen = { ...evidence, ...hiding([other]), earlier: other.source }
    // Left behind by an update, and of no use to any program.
    return isUseless(other) ? pass(seen) : fail('auth/login-orphaned', seen)
  }
  const found = await lookIntoLogin(current)
  const currentState = found.kind === 'unreadable' ? found.evidence.code : found.kind
  return fail('auth/login-orphaned', {
    ...evidence,
    earlier: source,
    current: current.path,
    currentState,
  })
}

function expiry({ expiresAt }: Held): Evidence {
  return expiresAt === undefined ? {} : { expiresAt }
}
