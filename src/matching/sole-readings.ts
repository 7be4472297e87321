import type { Hit } from './hit.ts'

/**
 * The hits without the readings that the text itself rules out: where the same words lead to several
 * causes, and another error to some of these by itself, the words mean those.
 */
export function soleReadings(hits: readonly Hit[]): readonly Hit[] {
  const readings = new Map<string, Set<string>>()
  const words = ({ from, matched }: Hit) => `${from} ${matched}`
  for (const hit of hits) {
    if (hit.kind === 'status') continue
    const those = readings.get(words(hit))
    if (those === undefined) readings.set(words(hit), new Set([hit.cause]))
    else those.add(hit.cause)
  }
  const sole = new Set(
    [...readings.values()].filter(({ size }) => size === 1).flatMap((one) => [...one]),
  )
  return hits.filter((hit) => {
    const those = readings.get(words(hit))
    return those === undefined || sole.has(hit.cause) || ![...those].some((id) => sole.has(id))
  })
}
