import { signedFor } from '../../checks/storage/bucket.ts'
import type { Answer, SeenRequest } from '../../support/fault-proxy.ts'
import type { Fault, Line } from '../line.ts'
import { refusal } from './at-vendor.ts'

/** Refuses a request for the region that it is signed for. */
export type Refuse = (request: SeenRequest) => Answer

/** The words of AWS, which Swift and Scaleway share. */
export const malformed =
  (wanted: string): Refuse =>
  (request) =>
    refusal(
      400,
      'AuthorizationHeaderMalformed',
      `The authorization header is malformed; the region '${signedFor(request)}' is wrong; expecting '${wanted}'`,
      `<Region>${wanted}</Region>`,
    )

/** A line whose region is wrong, and confirmed to be. */
export function mismatch(
  what: string,
  source: string,
  world: Line['world'],
  seen: Fault['seen'],
  also: Fault['also'] = [],
): Line {
  return {
    area: 'region',
    what,
    source,
    world,
    root: 'storage/region-mismatch',
    check: 'storage/region',
    seen: { confirmed: true, ...seen },
    also,
  }
}
