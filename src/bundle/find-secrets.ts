import { anyOf, isWords, piecesOf, spellings } from '../secrets/known-secrets.ts'
import { mayHoldShape, type SecretShape, secretShapes } from '../secrets/secret-shapes.ts'
import { namedSecrets } from './named-values.ts'
import { packedRuns } from './packed-runs.ts'
import { joined, readings, squeezed } from './readings.ts'
import type { View } from './view.ts'

/** A secret in a text. */
export interface Found {
  readonly start: number
  readonly end: number
  /** The rule that found it: `known-value`, a shape, `secret-named-value`, or `…-in-base64`. */
  readonly rule: string
  /** The same for the same secret, however it is spelt. */
  readonly key: string
}

/** Whose words a text holds. */
export type Scope =
  /** The doctor's own, in which a known value that is but a word may stand. */
  | 'own'
  /** Somebody's: a server's, a file's, a setting. */
  | 'strange'
  /** A log's, in which also the values of secret-named keys are secrets. */
  | 'log'

/** Finds secrets in texts; its findings do not overlap and come in order. */
export type SecretFinder = (text: string, scope: Scope) => Found[]

/** A finder of these known values, in all spellings, packed and broken, and of all known shapes. */
export function secretFinder(known: Iterable<string>): SecretFinder {
  const values = [...new Set(known)].filter((value) => value.trim() !== '')
  const keys = new Map<string, string>()
  const named = (texts: readonly string[], key: string) => {
    for (const text of texts) if (!keys.has(text.toLowerCase())) keys.set(text.toLowerCase(), key)
    return texts
  }
  const all: string[] = []
  const strong: string[] = []
  const broken: string[] = []
  for (const [index, value] of values.entries()) {
    const key = `known ${index}`
    const spelt = named([...spellings(value), ...piecesOf(value)], key)
    all.push(...spelt)
    strong.push(...spelt.filter(isStrong))
    broken.push(
      ...named(
        spelt.filter(isStrong).map((text) => text.replace(/\s+/g, '')),
        key,
      ),
    )
  }
  const expressions = { all: anyOf(all), strong: anyOf(strong), broken: anyOf(broken) }
  const knownIn = (view: View, pattern: RegExp) =>
    [...view.text.matchAll(pattern)].map(({ 0: text, index }) =>
      found(view, index, text, 'known-value', keys.get(text.toLowerCase()) ?? text),
    )

  function inText(text: string, scope: Scope, depth: number): Found[] {
    return merged(
      text,
      readings(text).flatMap((view) => {
        const together = joined(view)
        return [
          ...knownIn(view, scope === 'own' ? expressions.strong : expressions.all),
          ...(broken.length === 0 ? [] : knownIn(squeezed(view), expressions.broken)),
          ...(mayHoldShape(view.text) ? secretShapes : []).flatMap((shape) =>
            shapesIn(view, shape),
          ),
          ...together.flatMap((one) =>
            secretShapes.flatMap((shape) => (shape.ends ? shapesIn(one, shape) : [])),
          ),
          ...(scope === 'log'
            ? namedSecrets(view.text).map(({ start, value }) =>
                found(view, start, value, 'secret-named-value', value),
              )
            : []),
          ...(depth === 0 ? [] : [view, ...together].flatMap((one) => packedIn(one, depth - 1))),
        ]
      }),
    )
  }
  function packedIn(view: View, depth: number): Found[] {
    return packedRuns(view.text).flatMap(({ start, text, holds }) => {
      const within = inText(holds, 'strange', depth)[0]
      if (within === undefined) return []
      const rule = within.rule.replace(/(-in-base64)?$/, '-in-base64')
      return [found(view, start, text, rule, within.key)]
    })
  }

  // The same short texts come again and again: names of fields, statuses, titles.
  const seen = new Map<string, Found[]>()
  return (text, scope) => {
    if (text.length < SHORTEST) return []
    if (text.length > SHORT) return inText(text, scope, 2)
    const key = `${scope} ${text}`
    const all = seen.get(key) ?? inText(text, scope, 2)
    if (seen.size < MOST_SEEN) seen.set(key, all)
    return all
  }
}

/** Shorter than the shortest known value. */
const SHORTEST = 4
const SHORT = 200
const MOST_SEEN = 5000

/** A value that no text of the doctor's holds by chance. */
function isStrong(value: string): boolean {
  return value.replace(/\s+/g, '').length >= 8 && !isWords(value)
}

function shapesIn(view: View, { pattern, rule }: SecretShape): Found[] {
  return [...view.text.matchAll(pattern)].map((match) => {
    const { head = '', secret = '' } = match.groups ?? {}
    return found(view, match.index + head.length, secret, rule, secret.trim())
  })
}

function found(view: View, index: number, text: string, rule: string, key: string): Found {
  return { start: view.start(index), end: view.end(index + text.length - 1), rule, key }
}

/** A secret that a redactor has taken out already, and one that somebody else has masked. */
const TAKEN = /\[(?:(?:secret|token|key)(?:-\d+)?)\]/g
const MASK = /^[\s*xX.•_<>"'`,;:=-]*$/

function merged(text: string, all: readonly Found[]): Found[] {
  const left = all.filter(({ start, end, rule }) => {
    const rest = text.slice(start, end)
    const bare = rest.replace(TAKEN, '')
    return rule === 'known-value' ? bare !== '' : !MASK.test(bare)
  })
  const kept: Found[] = []
  // At one place a known value goes first, then what is longest.
  const order = (one: Found) => (one.rule === 'known-value' ? 0 : 1)
  for (const one of left.sort(
    (a, b) => a.start - b.start || order(a) - order(b) || b.end - a.end,
  )) {
    const last = kept.at(-1)
    if (last === undefined || one.start >= last.end) {
      kept.push(one)
      continue
    }
    const telling = order(one) < order(last) ? one : last
    kept[kept.length - 1] = {
      ...telling,
      start: last.start,
      end: Math.max(last.end, one.end),
    }
  }
  return kept
}
