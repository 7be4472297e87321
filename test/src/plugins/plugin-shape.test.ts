import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import builtIn from '../../../checks/index.ts'
import type { Context } from '../../../src/context.ts'
import { soundPlugin } from '../../../src/plugins/plugin-shape.ts'
import { describeThrown } from '../../../src/thrown.ts'
import { UsageError } from '../../../src/usage-error.ts'
import { sampleCause } from '../samples.ts'

/** As whoever validates a report's formats does. */
const isUri = addFormats.default(new Ajv2020()).compile({ type: 'string', format: 'uri' })

const CHECK = { id: 'acme/one', title: 'One', run: () => ({ status: 'pass', evidence: {} }) }
const PLUGIN = { name: 'acme', checks: [CHECK], causes: { 'acme/bad': sampleCause() } }

const refusal = (exported: unknown) => {
  try {
    soundPlugin(exported, '--plugin ./acme.js')
  } catch (error) {
    expect(error).toBeInstanceOf(UsageError)
    return (error as Error).message
  }
  return undefined
}
const withCheck = (given: object) => ({ ...PLUGIN, checks: [{ ...CHECK, ...given }] })
const withCause = (given: object) => ({
  ...PLUGIN,
  causes: { 'acme/bad': { ...sampleCause(), ...given } },
})

describe('soundPlugin', () => {
  it('lets the built-in checks through the same door', () => {
    const made = soundPlugin(builtIn, 'built in')
    expect(made.checks.map(({ run: _, ...check }) => check)).toEqual(
      builtIn.checks.map(({ run: _, ...check }) => check),
    )
    expect(made.causes).toEqual(builtIn.causes)
  })

  it('keeps a method its object, and takes false flags for none', async () => {
    const check = {
      ...CHECK,
      network: false,
      writes: true,
      word: undefined,
      run() {
        return { status: 'pass', evidence: { id: this.id } }
      },
    }
    const [made] = soundPlugin({ ...PLUGIN, checks: [check] }, 'x').checks
    expect(made).not.toHaveProperty('network')
    expect(made).toHaveProperty('writes', true)
    expect(await made?.run({} as Context)).toMatchObject({ evidence: { id: 'acme/one' } })
  })

  it('is a copy: what its author changes later is not met', () => {
    const exported = { ...PLUGIN, checks: [{ ...CHECK }] }
    const made = soundPlugin(exported, 'x')
    exported.checks.length = 0
    exported.name = 'other'
    expect(made).toMatchObject({ name: 'acme', checks: [{ id: 'acme/one' }] })
  })

  it('makes texts harmless', () => {
    const made = soundPlugin(withCause({ title: 'A\u001b[2J\nB' }), 'x')
    expect(made.causes['acme/bad']?.title).toBe('A\\u{1b}[2J B')
  })

  it.each<[what: string, exported: unknown, says: string | RegExp]>([
    ['a number', 42, 'does not export a plug-in; expected an object with name, checks and causes'],
    ['nothing', undefined, 'does not export a plug-in'],
    ['a function', () => PLUGIN, 'does not export a plug-in'],
    ['no name', { ...PLUGIN, name: undefined }, "the document 'name' is missing"],
    ['a strange name', { ...PLUGIN, name: 'a b' }, "name: 'a b' does not fit"],
    ['no list of checks', { ...PLUGIN, checks: {} }, 'checks: is an object; expected a list'],
    ['a check without run', withCheck({ run: undefined }), "checks[0]: 'run' is missing"],
    ['a run that is none', withCheck({ run: 'x' }), 'checks[0].run: is not a function'],
    ['an id without area', withCheck({ id: 'one' }), /checks\[0\]\.id: 'one' does not fit; .*acme/],
    [
      'a misspelt key',
      withCheck({ need: [] }),
      "checks[0].need: is not known here; nearest: 'needs'",
    ],
    [
      'needs that are none',
      withCheck({ needs: 'a/b' }),
      'checks[0].needs: is a string; expected a list',
    ],
    ['a flag that is none', withCheck({ network: 1 }), 'checks[0].network: is a number'],
    ['a cause without why', withCause({ why: undefined }), "causes['acme/bad']: 'why' is missing"],
    ['a cause without steps', withCause({ fix: [] }), "causes['acme/bad'].fix: is empty"],
    ['an owner', withCause({ owner: 'me' }), /owner: 'me' is not a choice; expected you, tonbo/],
    [
      'docs that are no URL',
      withCause({ docs: 'javascript:1' }),
      /docs: 'javascript:1' does not fit/,
    ],
    ...[
      'http://',
      'https://x.example/a b',
      'https://x.example/é',
      'https://[',
      'https://x/%zz',
    ].map((docs): [string, unknown, RegExp] => [
      `docs that are ${docs}`,
      withCause({ docs }),
      /causes\['acme\/bad'\]\.docs: '.*' does not fit; expected a text such as https:/,
    ]),
    [
      'docs at a port that there is not',
      withCause({ docs: 'https://x.example:99999/' }),
      /docs: is not a URL; expected one such as https:/,
    ],
    ['a match of everything', withCause({ match: [{ text: '' }] }), /match\[0\]\.text: is empty/],
    ['a match of nothing', withCause({ match: [{}] }), /match\[0\]: expected one of code, text/],
    [
      'a match of two',
      withCause({ match: [{ code: 'A', text: 'abc' }] }),
      /match\[0\]: expected one/,
    ],
  ])('refuses %s', (_, exported, says) => {
    const message = refusal(exported)
    expect(message).toMatch(/^--plugin \.\/acme\.js: /)
    expect(message).toMatch(says)
  })

  it.each(['https://x.example', 'http://u@x.example:8/a;b=(c)?d=%C3%A9&e#f?', 'https://x/#'])(
    'takes docs that are %s',
    (docs) => {
      expect(refusal(withCause({ docs }))).toBeUndefined()
      expect(isUri(docs)).toBe(true)
    },
  )

  it('refuses what throws when it is looked at, and what has no end', () => {
    const throwing = Object.defineProperty({ ...PLUGIN }, 'checks', {
      enumerable: true,
      get: () => {
        throw new Error('not for you')
      },
    })
    expect(refusal(throwing)).toContain('cannot be read: Error: not for you')
    const endless: Record<string, unknown> = { ...PLUGIN }
    endless.causes = { 'acme/bad': endless }
    expect(refusal(endless)).toContain('nested too deep')
    expect(refusal({ ...PLUGIN, checks: Array(200_000).fill(1) })).toContain('too large')
  })

  it('answers with a plug-in or a UsageError, whatever is exported', () => {
    const value = fc.anything({
      withBigInt: true,
      withDate: true,
      withMap: true,
      withNullPrototype: true,
    })
    fc.assert(
      fc.property(
        fc.oneof(
          value,
          fc.record({ name: fc.constant('a'), checks: fc.array(value), causes: value }),
          fc
            .dictionary(fc.constantFrom('id', 'title', 'run', 'needs', 'rounds'), value)
            .map(withCheck),
          fc
            .dictionary(fc.constantFrom('title', 'why', 'fix', 'docs', 'match'), value)
            .map(withCause),
        ),
        (exported) => {
          refusal(exported)
        },
      ),
      { numRuns: 1000 },
    )
  })
})

describe('said', () => {
  it.each<[thrown: unknown, says: string]>([
    [new TypeError('no'), 'TypeError: no'],
    ['word', 'word'],
    [undefined, 'undefined'],
    [Object.create(null), 'something that cannot be shown'],
    [Object.defineProperty(new Error('x'), 'message', { get: () => Symbol() }), 'something that'],
    [new Error('x'.repeat(1e6)), 'Error: xxx'],
  ])('of what was thrown: %#', (thrown, says) => {
    expect(describeThrown(thrown)).toContain(says)
    expect(describeThrown(thrown).length).toBeLessThanOrEqual(10_000)
  })
})
