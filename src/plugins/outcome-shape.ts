import type { Evidence, Outcome } from '../check.ts'

const LARGEST_TEXT = 65_536
const MOST_FACTS = 100

/**
 * The outcome that a check returned, checked against its type, which a plug-in need not keep to. It
 * is a copy, so that nothing in it changes or throws later; anything else becomes an `error` that
 * says what was wrong.
 */
export function soundOutcome(returned: unknown): Outcome {
  if (typeof returned !== 'object' || returned === null) return wrong('no outcome')
  const { status, evidence, cause, alternatives, reason, missing } = returned as Loose
  const facts = evidence === undefined ? {} : factsOf(evidence)
  if (typeof facts === 'string') return wrong(facts)
  switch (status) {
    case 'pass':
      return { status, evidence: facts }
    case 'fail': {
      if (typeof cause !== 'string') return wrong('a failure without a cause')
      const others = alternatives === undefined ? [] : textsOf(alternatives)
      if (others === undefined) return wrong('alternatives that are not a list of causes')
      const found = { status, cause: cut(cause, 200), evidence: facts }
      return others.length === 0 ? found : { ...found, alternatives: others }
    }
    case 'skip': {
      if (typeof reason !== 'string') return wrong('a skip without a reason')
      const why = { status, reason: cut(reason) }
      return typeof missing === 'string' ? { ...why, missing: cut(missing, 200) } : why
    }
    case 'error': {
      const why = { status, reason: typeof reason === 'string' ? cut(reason) : 'gives no reason' }
      return evidence === undefined ? why : { ...why, evidence: facts }
    }
    default:
      return wrong('no outcome')
  }
}

type Loose = Readonly<
  Record<'status' | 'evidence' | 'cause' | 'alternatives' | 'reason' | 'missing', unknown>
>

function wrong(what: string): Outcome {
  return { status: 'error', reason: `the check returned ${what}` }
}

/** Evidence in flat values, or what is wrong with it. */
function factsOf(evidence: unknown): Evidence | string {
  if (typeof evidence !== 'object' || evidence === null || Array.isArray(evidence))
    return 'evidence that is not an object'
  const names = Object.keys(evidence)
  if (names.length > MOST_FACTS) return `evidence of more than ${MOST_FACTS} facts`
  const facts: Record<string, string | number | boolean> = {}
  for (const name of names) {
    if (!/^[A-Za-z][A-Za-z0-9_.-]{0,63}$/.test(name))
      return 'evidence under a name that is not a word of letters, digits, ., _ and -'
    const value = (evidence as Record<string, unknown>)[name]
    if (value === undefined) continue
    if (typeof value === 'string') facts[name] = cut(value)
    else if (typeof value === 'boolean' || Number.isFinite(value)) facts[name] = value as number
    else return `evidence '${name}' that is not a text, a number or a boolean`
  }
  return facts
}

function textsOf(list: unknown): string[] | undefined {
  if (!Array.isArray(list) || list.length > MOST_FACTS) return undefined
  return list.every((one) => typeof one === 'string') ? list.map((one) => cut(one, 200)) : undefined
}

/** Far above what a report shows, which is cut once it is clean. */
function cut(text: string, most = LARGEST_TEXT): string {
  return text.length > most ? text.slice(0, most) : text
}
