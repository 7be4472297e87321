import { Console } from 'node:console'
import { PassThrough } from 'node:stream'
import { format, inspect } from 'node:util'
import { describe, expect, it } from 'vitest'
import { type Secret, secret } from '../../../src/secrets/secret.ts'

const VALUE = 'hunter2-hunter2'

const nested = (one: Secret) => ({ settings: new Map([['token', { list: [one] }]]) })

/** Every way in which a value might be shown. */
const DOORS: readonly (readonly [string, (one: Secret) => unknown])[] = [
  ['String', (one) => String(one)],
  ['a template', (one) => `${one}`],
  ['a sum', (one) => ['x', one].reduce((sum, each) => (sum as string) + (each as string))],
  ['a number', (one) => Number(one)],
  ['a comparison', (one) => (one as unknown as string) < 'i'],
  ['JSON', (one) => JSON.stringify(one)],
  ['JSON of what holds it', (one) => JSON.stringify({ token: [one] })],
  ['inspect', (one) => inspect(one)],
  ['inspect of what holds it', (one) => inspect(nested(one), { depth: 9 })],
  ['inspect of all there is', (one) => inspect(one, { showHidden: true, customInspect: false })],
  ['format', (one) => format('%s %o %O %j %d', one, one, one, one, one)],
  ['a console', (one) => printed(one)],
  ['its entries', (one) => inspect(Object.entries(one))],
  ['its own properties', (one) => inspect(Object.getOwnPropertyDescriptors(one))],
  ['its source', (one) => String(one.reveal)],
  ['a spread', (one) => inspect({ ...one })],
  ['a copy', (one) => inspect(attempt(() => structuredClone(one)))],
  ['the message of an error', (one) => inspect(new Error(`no ${one}`))],
  ['the cause of an error', (one) => inspect(new Error('no', { cause: one }))],
  ['what an error carries', (one) => inspect(Object.assign(new Error('no'), { token: one }))],
  ['a URL', (one) => encodeURIComponent(String(one))],
  ['a header', (one) => inspect(new Headers({ authorization: String(one) }))],
  ['toLocaleString', (one) => (one as object).toLocaleString()],
  ['an array', (one) => [one].join() + [one].toLocaleString()],
]

describe('a secret', () => {
  it('is told only to those who ask for it', () => {
    expect(secret(VALUE).reveal()).toBe(VALUE)
  })

  it.each(DOORS)('does not leak through %s', (_, door) => {
    expect(String(door(secret(VALUE)))).not.toContain('hunter2')
  })

  it('says in its place that there is one', () => {
    expect(`${secret(VALUE)} ${JSON.stringify({ token: secret(VALUE) })}`).toBe(
      '[secret] {"token":"[secret]"}',
    )
    expect(inspect({ token: secret(VALUE) })).toBe('{ token: [secret] }')
  })

  it('cannot be made to show itself', () => {
    const one = secret(VALUE)
    expect(() => Object.assign(one, { toString: one.reveal })).toThrow(TypeError)
    expect(String(one)).toBe('[secret]')
  })
})

function attempt(work: () => unknown): unknown {
  try {
    return work()
  } catch (error) {
    return error
  }
}

function printed(one: Secret): string {
  const stdout = new PassThrough()
  const console = new Console({ stdout })
  console.log(one, { one })
  console.dir(nested(one), { depth: 9 })
  console.table([{ one }])
  return String(stdout.read())
}
