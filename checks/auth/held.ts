import { type Context, decodeJwt, findToken, type TokenKind, tokenKind } from '../../src/index.ts'
import { damaged } from './damage.ts'
import { renewable } from './renewable.ts'
import { type Standing, timesOf } from './times.ts'
import { insteadOfToken } from './token-lookalikes.ts'

/** A credential that was found, used or not. */
export interface Held {
  /** `--token-file <path>`, `TONBO_API_KEY` or the path of a cached login. */
  readonly source: string
  readonly kind: TokenKind | 'unrecognised'
  /** Keys have no date of their own: whether they are good, only the orchestrator knows. */
  readonly standing: Standing | 'damaged' | 'expired, but renewable' | 'without a date'
  readonly expiresAt?: string
  /** To compare with others; never shown. */
  readonly token: string
}

/** A login that ends within this time may not outlast the work. */
export const SOON_MS = 10 * 60_000

/** Every credential within reach, the one that is used first. */
export function heldBy(context: Context): Held[] {
  const { settings, env } = context
  const used = settings.get('token')
  const source = settings.values.token?.source ?? ''
  const typed = used !== undefined && source.startsWith('--') ? [{ source, token: used }] : []
  const variable = env.TONBO_API_KEY ? [{ source: 'TONBO_API_KEY', token: env.TONBO_API_KEY }] : []
  const cached = settings.cached.login.flatMap(({ path, values }) => {
    const token = findToken(values)
    return token === undefined ? [] : [{ source: path, token }]
  })
  return [...typed, ...variable, ...cached].map((found) => judged(context, found))
}

function judged(context: Context, { source, token }: Pick<Held, 'source' | 'token'>): Held {
  const { settings, now } = context
  const held = { source, token, kind: tokenKind(token) ?? 'unrecognised' } as const
  if (insteadOfToken(token, settings) !== undefined || damaged(token) !== undefined)
    return { ...held, standing: 'damaged' }
  if (held.kind !== 'jwt' || decodeJwt(token)?.claims.exp === undefined)
    return { ...held, standing: 'without a date' }
  const { standing, evidence } = timesOf(token, now(), SOON_MS)
  const expiresAt = evidence.expiresAt === undefined ? {} : { expiresAt: `${evidence.expiresAt}` }
  return standing === 'expired' && renewable(settings, source, now())
    ? { ...held, ...expiresAt, standing: 'expired, but renewable' }
    : { ...held, ...expiresAt, standing }
}

/** Whether it is certain to fail, whatever the orchestrator makes of it. */
export function isUseless({ standing }: Held): boolean {
  return ['damaged', 'expired', 'not yet valid'].includes(standing)
}

/** The source of a login that TONBO_API_KEY hides, and that can be used once the variable is unset. */
export function behindVariable(context: Context): string | undefined {
  const [used, ...others] = heldBy(context)
  if (used?.source !== 'TONBO_API_KEY') return undefined
  return others.find(({ standing }) => standing === 'good' || standing === 'ends soon')?.source
}
