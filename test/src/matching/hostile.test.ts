import { describe, expect, it } from 'vitest'
import { causes } from '../../../checks/causes/index.ts'
import { matcher } from '../../../src/matching/matcher.ts'
import { runProgram } from '../../support/doctor.ts'

const MEGABYTE = 1_048_576
const { match } = matcher(causes)
const filled = (unit: string, megabytes: number) =>
  unit.repeat(Math.ceil((megabytes * MEGABYTE) / unit.length))

/** A time that only what hangs, or takes the square of its length, would need. */
const LONG_MS = 300_000

describe('a line of ten megabytes', () => {
  it('is read to its end', { timeout: LONG_MS }, () => {
    const text = `${filled('lorem ipsum dolor sit amet ', 10)} error: NoSuchBucket: gone`
    expect(match(text)).toEqual([{ cause: 'storage/no-such-bucket', matched: 'NoSuchBucket' }])
  })

  it.each([
    '(',
    '{',
    '"',
    ':',
    ' ',
    '\\',
    '"code":',
    '\n',
    '\u001b[',
    '\u001b]',
    '\u0001',
    'A',
    '1',
    '[1',
  ])('of %j leads nowhere', { timeout: LONG_MS }, (unit) => {
    expect(match(filled(unit, 10))).toEqual([])
  })
})

it('no run is too long for expressions that V8 leaves as they are, as where there are many', async () => {
  const text = `
import { clean, small } from ${JSON.stringify(new URL('../../../dist/src/matching/clean.js', import.meta.url).href)}
for (const one of ['\\\\', 'A', '\\u0001']) small(clean(one.repeat(${10 * MEGABYTE})))`
  const node = [process.execPath, '--no-regexp-optimization', '--input-type=module', '-e', text]
  expect(await runProgram(node)).toMatchObject({ code: 0, stderr: '' })
})

describe('two megabytes', () => {
  it.each([
    'AccessDenied ',
    'AccessDenied: ',
    'e.g. AccessDenied: ',
    '"code":"AccessDenied",',
    'api error AccessDenied: x, ',
    '<Code>AccessDenied</Code>',
    'connection refused ',
    ': connection refused',
    'path path is already a mount point ',
    '/ is already a mount point',
    'user: user: is not authorized to perform: kms:',
    'HTTP 403 ',
    'http/1.1 403 forbidden ',
    'previous error: ',
    'Failed to create bucket previous error: ',
    '\\"code\\":\\"forbidden\\" ',
    '&lt;&quot;',
    'managed not managed backend: ',
    '2026-11-21T18:00:00Z [a] x[1]: ',
    'e.g. '.repeat(20),
    'we get we get: connection refused ',
    'SELECT connection refused ',
    '"errors.a": "connection refused" ',
    'fix(a): connection refused ',
    'error [connection refused] ',
    'failed to refresh cached credentials, ',
    'mountpoint x is broken: ',
    '403 Forbidden\n<Error>\n',
    'juicefs[1] kubelet connection refused ',
  ])('of %j end', { timeout: LONG_MS }, (unit) => {
    expect(Array.isArray(match(filled(unit, 2)))).toBe(true)
  })
})
