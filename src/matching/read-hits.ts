import { type Around, around } from './around.ts'
import { saidWith } from './code-place.ts'
import type { Compiled } from './compile.ts'
import type { Finder } from './finder.ts'
import type { Hit } from './hit.ts'
import { messagePlace } from './message-place.ts'
import { readingsOf } from './readings.ts'
import { hasStatus, speakerOf } from './status-place.ts'

/** A text, and what was found in it. */
export interface Given {
  readonly flat: string
  /** The places of each literal that stands in the text. */
  readonly found: ReturnType<Finder>
  readonly managed: boolean
}

/** What the codes in a text lead to, where an error carries them. */
export function codeHits({ flat, found, managed }: Given, { signs }: Compiled): Hit[] {
  const hits: Hit[] = []
  for (const [literal, places] of found) {
    for (const { code, ways } of signs.get(literal)?.codes ?? []) {
      const read = (at: number): readonly Hit[] => {
        const end = at + code.length
        if (flat.slice(at, end) !== code) return []
        const place = around(flat, at, end)
        const said = saidWith(code, place)
        if (said === undefined) return []
        const alone = said.message === ''
        const says = messagePlace(flat, place, said.message)
        const readings = readingsOf(ways, { ...said, managed, alone })
        return readings.map(({ way, rank }) => ({
          cause: way.id,
          order: way.order,
          matched: code,
          kind: 'code',
          rank,
          vague: way.match.vague === true,
          from: at,
          to: end,
          line: place.line,
          says,
          alone,
        }))
      }
      hits.push(...enough(places, read))
    }
  }
  return hits
}

/** What the words of errors in a text lead to. */
export function textHits({ flat, found, managed }: Given, { signs }: Compiled): Hit[] {
  const hits: Hit[] = []
  for (const [literal, places] of found) {
    for (const { id, order, match, phrase } of signs.get(literal)?.phrases ?? []) {
      const { backend } = match
      if (backend !== undefined && (backend === 'managed') !== managed) continue
      const rank = backend === undefined ? 3 : 4
      const read = (at: number): readonly Hit[] => {
        const place = around(flat, at, at + literal.length)
        const span = phrase.at(place)
        if (span === undefined) return []
        const { line } = place
        const matched = phrase.shown
        return [{ cause: id, order, matched, kind: 'text', rank, vague: false, line, ...span }]
      }
      hits.push(...enough(places, read))
    }
  }
  return hits
}

/** How far from a code its own status may stand: above the body, and in what the SDK for JavaScript prints. */
const ABOVE = 1_500
const BELOW = 2_500

/** What statuses of HTTP lead to, where no code or words say more; `codes` and `texts` are those found. */
export function statusHits(
  { flat, found }: Given,
  compiled: Compiled,
  { codes, texts }: { readonly codes: readonly Hit[]; readonly texts: readonly Hit[] },
): Hit[] {
  const hits: Hit[] = []
  const seen = new Set<number>()
  const told = new Set(texts.map(({ line }) => line))
  for (const [spelling, places] of found) {
    const status = compiled.signs.get(spelling)?.status
    if (status === undefined) continue
    const read = (at: number): readonly Hit[] => {
      const place = around(flat, at, at + spelling.length)
      const from = at + spelling.indexOf(String(status))
      if (seen.has(from) || !hasStatus(spelling, place)) return []
      seen.add(from)
      const own = codes.some((hit) => isStatusOf(hit, spelling, place))
      const worded = texts.some(
        (hit) => !spelling.startsWith('status') && isStatusOf(hit, spelling, place),
      )
      if (own || worded || (spelling.includes('code') && told.has(lineAbove(flat, place))))
        return []
      const speaker = speakerOf(spelling, place)
      const ways = compiled.statuses.get(status) ?? []
      return ways
        .filter(({ match }) => speaker === undefined || (match.from ?? speaker) === speaker)
        .map(({ id, order }) => ({
          cause: id,
          order,
          matched: String(status),
          kind: 'status',
          rank: 0,
          vague: true,
          from,
          to: from + 3,
          line: place.line,
        }))
    }
    hits.push(...enough(places, read))
  }
  return hits
}

/** Whether a status is that of the error at another place. */
function isStatusOf({ line, from }: Hit, spelling: string, place: Around): boolean {
  return (
    line === place.line ||
    ((spelling.startsWith('http/') || BODY.test(place.next)) &&
      from > place.at &&
      from - place.at < ABOVE) ||
    (spelling.includes('code') && from < place.at && place.at - from < BELOW)
  )
}

/** The body of S3, below the status that it came with. */
const BODY = /^\s{0,16}<(?:\?xml|Error\b)/

/** Where the line above begins: the first SDK for Go writes the status of an error below it. */
function lineAbove(flat: string, { line }: Around): number {
  const above = flat.slice(Math.max(0, line - ABOVE), Math.max(0, line - 1))
  return line - 1 - above.length + above.lastIndexOf('\n') + 1
}

/** Of one literal, further errors than these tell nothing that is not known by then. */
const MOST_ERRORS = 1_000

/** What is read at these places, up to so many errors. */
function enough(places: readonly number[], read: (at: number) => readonly Hit[]): Hit[] {
  const hits: Hit[] = []
  let errors = 0
  for (const at of places) {
    const found = read(at)
    hits.push(...found)
    errors += found.length > 0 ? 1 : 0
    if (errors === MOST_ERRORS) break
  }
  return hits
}
