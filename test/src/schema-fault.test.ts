import { Ajv2020 } from 'ajv/dist/2020.js'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { configSchema } from '../../src/config/config-schema.ts'
import { below, schemaFault } from '../../src/schema-fault.ts'

const valid = new Ajv2020({ strict: false, allErrors: true }).compile(configSchema)

/** Documents that are nearly configurations: known and misspelt keys, right and wrong values. */
const key = fc.constantFrom(
  ...['checks', 'severities', 'waivers', 'timeouts', 'failOn', 'settings', 'plugins', 'profiles'],
  ...['only', 'skip', 'timeout', 'bucket', 'intent', 'prefix', 'cause', 'reason', 'until', 'a/b'],
  ...['chekcs', '', '__proto__', 'constructor', '$schema'],
)
const leaf = fc.oneof(
  fc.constantFrom('warn', 'fail', '10s', 'a/b', '2027-01-31', 'mount', 'x', '', ' ', 'so/on/'),
  fc.constantFrom<unknown>(0, 1.5, true, null),
  fc.string(),
)
const { document } = fc.letrec<{ document: unknown; value: unknown }>((tie) => ({
  value: fc.oneof({ maxDepth: 4 }, leaf, fc.array(tie('value'), { maxLength: 3 }), tie('document')),
  document: fc.dictionary(key, tie('value'), { maxKeys: 4, noNullPrototype: true }),
}))

const WAIVER = { cause: 'a/b', reason: 'known', until: '2027-01-31' }
const FULL = {
  $schema: './config.json',
  checks: { only: ['a/*'], skip: ['a/b'], require: [] },
  severities: { 'a/b': 'warn' },
  waivers: [WAIVER, { ...WAIVER, check: 'a/c' }],
  timeouts: { timeout: '1.5s', deadline: '2m', wait: '500ms' },
  failOn: 'never',
  settings: { bucket: 'cases', prefix: '', intent: 'mount' },
  plugins: ['./x.js'],
  profiles: { ci: { failOn: 'warn', waivers: [] } },
}

describe('schemaFault', () => {
  it('finds nothing in a whole configuration, and neither does ajv', () => {
    expect(schemaFault(FULL, configSchema)).toBeUndefined()
    expect(valid(FULL), JSON.stringify(valid.errors)).toBe(true)
  })

  it('finds a fault where ajv finds one, and only there', () => {
    let faulty = 0
    fc.assert(
      fc.property(document, (value) => {
        const fault = schemaFault(value, configSchema)
        if (fault !== undefined) faulty += 1
        // A blank text is empty to a reader, and a character to JSON Schema.
        if (fault?.endsWith('is empty; expected a text')) return
        expect(fault === undefined, fault).toBe(valid(value))
      }),
      { numRuns: 3000 },
    )
    expect(faulty).toBeGreaterThan(500)
  })

  it('finds what any single change of a whole configuration spoils, where ajv does', () => {
    const changes = fc.tuple(fc.nat(30), fc.oneof(leaf, fc.constant({ chekcs: 1 })))
    let spoilt = 0
    fc.assert(
      fc.property(changes, ([at, other]) => {
        let count = 0
        const changed = JSON.parse(JSON.stringify(FULL), (_, one) => (count++ === at ? other : one))
        const fault = schemaFault(changed, configSchema)
        if (fault !== undefined) spoilt += 1
        if (fault?.endsWith('is empty; expected a text')) return
        expect(fault === undefined, `${fault} ${JSON.stringify(changed)}`).toBe(valid(changed))
      }),
      { numRuns: 1000 },
    )
    expect(spoilt).toBeGreaterThan(100)
  })

  it('says back no long text and no control character', () => {
    const long = schemaFault({ failOn: 'x'.repeat(41) }, configSchema)
    expect(long).toMatch(/^failOn: a long text is not a choice; expected warn, fail, never/)
    expect(schemaFault({ failOn: '\u001b[2J' }, configSchema)).toContain("'\\u{1b}[2J'")
    expect(schemaFault({ '\u001b[2J': 1 }, configSchema)).toMatch(
      /^\['\\u\{1b\}\[2J'\]: is not known/,
    )
  })

  it('tells numbers, lengths and counts', () => {
    const number = { type: 'integer', minimum: 1, maximum: 3 } as const
    expect(schemaFault(4, number, 'n')).toBe('n: is 4; expected 1 to 3')
    expect(schemaFault(1.5, number, 'n')).toBe('n: is a number; expected an integer')
    expect(schemaFault(3, number, 'n')).toBeUndefined()
    expect(schemaFault('abcd', { maxLength: 3 }, 't')).toBe('t: is longer than 3 characters')
    expect(schemaFault([], { minItems: 1 }, 'l')).toBe(
      'l: is empty; expected a list of one or more',
    )
    expect(schemaFault([1, 2], { maxItems: 1 }, 'l')).toBe('l: holds 2; expected 1 at most')
  })
})

describe('below', () => {
  it.each([
    ['', 'a', 'a'],
    ['a', 'b', 'a.b'],
    ['a', 0, 'a[0]'],
    ['a', 'b/c', "a['b/c']"],
    ['', 'b c', "['b c']"],
  ] as const)('%j and %j are %s', (at, one, place) => {
    expect(below(at, one)).toBe(place)
  })
})
