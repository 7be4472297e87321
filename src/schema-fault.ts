import { nearest } from './nearest.ts'
import { visible } from './visible.ts'

/** The part of JSON Schema that the doctor's own documents need. */
export interface Schema {
  readonly type?: 'object' | 'array' | 'string' | 'boolean' | 'integer'
  readonly enum?: readonly string[]
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  /** The schema of every other property; `false` where there must be none. */
  readonly additionalProperties?: false | Schema
  readonly propertyNames?: { readonly pattern: string }
  readonly items?: Schema
  readonly minItems?: number
  readonly maxItems?: number
  readonly pattern?: string
  readonly minLength?: number
  readonly maxLength?: number
  readonly minimum?: number
  readonly maximum?: number
  readonly description?: string
  /** Shown where a text does not fit. */
  readonly examples?: readonly string[]
}

/**
 * What is wrong with a value under a schema, in one line that begins with the place in the
 * document (`waivers[0].until`) and names the nearest valid choice; undefined when nothing is.
 * A value is repeated only where it is a short word.
 */
export function schemaFault(value: unknown, schema: Schema, at = ''): string | undefined {
  const { type } = schema
  if (type !== undefined && typeOf(value) !== type && !(type === 'integer' && isInteger(value)))
    return faultAt(at, `is ${article(typeOf(value))}; expected ${article(type)}`)
  if (typeof value === 'string') return textFault(value, schema, at)
  if (typeof value === 'number') return numberFault(value, schema, at)
  if (Array.isArray(value)) return listFault(value, schema, at)
  if (typeof value === 'object' && value !== null)
    return objectFault(value as Readonly<Record<string, unknown>>, schema, at)
  return undefined
}

/** The place of a property below another: `waivers`, `waivers[0].until`, `severities['a/b']`. */
export function below(at: string, key: string | number): string {
  if (typeof key === 'number') return `${at}[${key}]`
  if (!/^[\w$-]+$/.test(key)) return `${at}['${visible(key)}']`
  return at === '' ? key : `${at}.${key}`
}

function textFault(value: string, schema: Schema, at: string): string | undefined {
  const { enum: choices, pattern, minLength = 0, maxLength = Number.POSITIVE_INFINITY } = schema
  if (choices !== undefined && !choices.includes(value)) {
    const expected = `expected ${choices.join(', ')}; nearest: '${nearest(value, choices)}'`
    return faultAt(at, `${quoted(value)} is not a choice; ${expected}`)
  }
  if (value.trim().length < minLength) return faultAt(at, 'is empty; expected a text')
  if (value.length > maxLength) return faultAt(at, `is longer than ${maxLength} characters`)
  if (pattern === undefined || new RegExp(pattern, 'u').test(value)) return undefined
  const example = schema.examples?.[0]
  return faultAt(
    at,
    `${quoted(value)} does not fit${example === undefined ? '' : `; expected a text such as ${example}`}`,
  )
}

function numberFault(value: number, schema: Schema, at: string): string | undefined {
  const { minimum = Number.NEGATIVE_INFINITY, maximum = Number.POSITIVE_INFINITY } = schema
  return value < minimum || value > maximum
    ? faultAt(at, `is ${value}; expected ${minimum} to ${maximum}`)
    : undefined
}

function listFault(value: readonly unknown[], schema: Schema, at: string): string | undefined {
  const { items, minItems = 0, maxItems = Number.POSITIVE_INFINITY } = schema
  if (value.length < minItems) return faultAt(at, 'is empty; expected a list of one or more')
  if (value.length > maxItems)
    return faultAt(at, `holds ${value.length}; expected ${maxItems} at most`)
  return items === undefined
    ? undefined
    : first(value, (one, index) => schemaFault(one, items, below(at, index)))
}

function objectFault(
  value: Readonly<Record<string, unknown>>,
  schema: Schema,
  at: string,
): string | undefined {
  const { properties = {}, additionalProperties, propertyNames, required = [] } = schema
  const unknown = first(Object.keys(value), (key) => {
    if (Object.hasOwn(properties, key)) return undefined
    if (additionalProperties === false) {
      const near = nearest(key.slice(0, 100), Object.keys(properties))
      return faultAt(below(at, key), `is not known here; nearest: '${near}'`)
    }
    return propertyNames !== undefined && !new RegExp(propertyNames.pattern, 'u').test(key)
      ? faultAt(below(at, key), 'is not a valid name here')
      : undefined
  })
  if (unknown !== undefined) return unknown
  const missing = required.find((key) => !Object.hasOwn(value, key))
  if (missing !== undefined) return faultAt(at, `'${missing}' is missing`)
  return first(Object.entries(value), ([key, one]) => {
    const of = Object.hasOwn(properties, key) ? properties[key] : additionalProperties
    return of ? schemaFault(one, of, below(at, key)) : undefined
  })
}

function first<T>(
  list: readonly T[],
  fault: (one: T, index: number) => string | undefined,
): string | undefined {
  for (const [index, one] of list.entries()) {
    const found = fault(one, index)
    if (found !== undefined) return found
  }
  return undefined
}

function faultAt(at: string, what: string): string {
  return at === '' ? `the document ${what}` : `${at}: ${what}`
}

function quoted(value: string): string {
  return value.length > 40 ? 'a long text' : `'${visible(value)}'`
}

function isInteger(value: unknown): boolean {
  return typeof value === 'number' && Number.isInteger(value)
}

function typeOf(value: unknown): string {
  if (value === null) return 'nothing'
  return Array.isArray(value) ? 'array' : typeof value
}

function article(type: string): string {
  if (type === 'nothing' || type === 'undefined') return 'nothing'
  if (type === 'array') return 'a list'
  return `${/^[aeiou]/.test(type) ? 'an' : 'a'} ${type}`
}
