import type { Match } from '../catalogue.ts'
import type { Way } from './compile.ts'

type CodeMatch = Extract<Match, { readonly code: string }>

/** What is known of an error that has a code. */
export interface Given {
  readonly message: string
  /** There is nothing but the code. */
  readonly alone: boolean
  readonly managed: boolean
}

/** A way to a cause, and how much it asked of the error. */
export interface Reading {
  readonly way: Way<CodeMatch>
  readonly rank: number
}

/** Of several ways that one code leads, those that ask the most of the error. */
export function readingsOf(ways: readonly Way<CodeMatch>[], given: Given): Reading[] {
  const message = given.message.toLowerCase()
  const readings = ways.flatMap((way) => {
    const rank = rankOf(way.match, { ...given, message })
    return rank === 0 ? [] : [{ way, rank }]
  })
  const most = Math.max(...readings.map(({ rank }) => rank))
  return readings.filter(({ rank }) => rank === most)
}

function rankOf(match: CodeMatch, { message, alone, managed }: Given): number {
  const { backend, message: fragments, bare } = match
  if (backend !== undefined && (backend === 'managed') !== managed) return 0
  if (fragments === undefined) return backend === undefined ? 1 : 2
  if (fragments.some((fragment) => message.includes(fragment.toLowerCase()))) return 3
  // A code alone has several readings, and every one is given.
  return bare === true && alone ? 1 : 0
}
