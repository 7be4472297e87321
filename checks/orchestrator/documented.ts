import type { Cause } from '../../src/index.ts'
import { type CauseId, causes } from '../causes/index.ts'

/** Only these areas have codes of the orchestrator's; the others' are S3's, Redis' and Node's. */
const AREAS = /^(auth|orchestrator|workspace|metadata)\//

/** The cause that the product documents for an error of the orchestrator's; undefined for any other. */
export function documentedCause(code: string, message: string): CauseId | undefined {
  const lowered = message.toLowerCase()
  let best: { readonly id: string; readonly rank: number } | undefined
  for (const [id, cause] of Object.entries<Cause>(causes)) {
    if (!AREAS.test(id) || !cause.documented) continue
    const rank = Math.max(0, ...(cause.match ?? []).map((match) => rankOf(match, code, lowered)))
    if (rank > (best?.rank ?? 0)) best = { id, rank }
  }
  return best?.id as CauseId | undefined
}

/** Every documented code of the orchestrator's, the longest first. */
export const documentedCodes: readonly string[] = [
  ...new Set(
    Object.entries<Cause>(causes)
      .filter(([id, { documented }]) => AREAS.test(id) && documented)
      .flatMap(([, { match = [] }]) => match.flatMap((one) => ('code' in one ? [one.code] : []))),
  ),
].sort((a, b) => b.length - a.length)

/** How specific a match of this error is: code and words, words, the code alone; 0 where it does not match. */
function rankOf(match: NonNullable<Cause['match']>[number], code: string, lowered: string): number {
  if ('text' in match) return lowered.includes(match.text.toLowerCase()) ? 2 : 0
  if (!('code' in match) || match.code !== code) return 0
  if (match.message === undefined) return 1
  return match.message.some((part) => lowered.includes(part.toLowerCase())) ? 3 : 0
}
