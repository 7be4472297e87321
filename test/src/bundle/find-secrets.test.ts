import { describe, expect, it } from 'vitest'
import { secretFinder } from '../../../src/bundle/find-secrets.ts'
import { numberedRedactor } from '../../../src/bundle/numbered-redactor.ts'
import { jwt } from '../../support/jwt.ts'

const KEY = 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEX'
const PASSWORD = 'p@ss "w\\ord"é1'
const base64 = (text: string) => Buffer.from(text).toString('base64')

const redact = (text: string, known: readonly string[] = [KEY, PASSWORD, 'hunter']) =>
  numberedRedactor(secretFinder(known)).of('log')(text)

describe('a secret in a log', () => {
  it.each<[string, string, string]>([
    ['as it is', `a ${KEY} b`, 'a [secret-1] b'],
    ['in a URL', `x=${encodeURIComponent(KEY)}&y`, 'x=[secret-1]&y'],
    [
      'in a URL in a URL',
      encodeURIComponent(encodeURIComponent(`?k=${KEY}`)),
      '%253Fk%253D[secret-1]',
    ],
    ['in Base64', `<${base64(`xx${KEY}`)}>`, '<[secret-1]>'],
    ['in Base64 of Base64', `<${base64(base64(KEY))}>`, '<[secret-1]>'],
    [
      'over two lines, which stay two',
      `a ${KEY.slice(0, 9)}\n  ${KEY.slice(9)} b`,
      'a [secret-1]\n b',
    ],
    ['with colours in it', `${KEY.slice(0, 9)}\u001b[31m${KEY.slice(9)}`, '[secret-1]'],
    ['in JSON', JSON.stringify({ a: PASSWORD }), '{"a":"[secret-1]"}'],
    [
      'in JSON within JSON',
      JSON.stringify({ a: JSON.stringify({ b: PASSWORD }) }),
      '{"a":"{\\"b\\":\\"[secret-1]\\"}"}',
    ],
    ['in XML', 'p@ss &quot;w\\ord&quot;é1', '[secret-1]'],
    ['short, and a word', 'the hunter came', 'the [secret-1] came'],
    [
      'a token over two lines',
      `${jwt({ sub: 'ada', exp: 1 }).replace(/(.{20})/, '$1\n')} x`,
      '[secret-1]\n x',
    ],
    [
      'a header',
      'Authorization: Bearer abc.def-ghi\naccept: x',
      'Authorization: Bearer [secret-1]\naccept: x',
    ],
    [
      'in a packed URL',
      encodeURIComponent('redis://:s3cr3t@h:6379'),
      'redis%3A%2F%2F%3A[secret-1]%40h%3A6379',
    ],
    [
      'under its name',
      'aws_secret_access_key = abc123DEF456ghi',
      'aws_secret_access_key = [secret-1]',
    ],
    ['under its name in JSON', '{"SecretKey":"abc123def456"}', '{"SecretKey":"[secret-1]"}'],
    ['of a flag', 'mc --password hunt3rX9 ls', 'mc --password [secret-1] ls'],
    ['a passphrase', 'PASSPHRASE=correct-horse-battery-staple', 'PASSPHRASE=[secret-1]'],
    [
      'of an environment',
      'GITHUB_TOKEN=ghs_16C7e42F292c6912E7710c838347Ae178B4a',
      'GITHUB_TOKEN=[secret-1]',
    ],
  ])('is taken out: %s', (_, text, clean) => {
    expect(redact(text)).toBe(clean)
    expect(redact(clean)).toBe(clean)
  })

  it.each([
    'password: is wrong; token=missing secret=none api_key: required',
    'SignatureDoesNotMatch token: TokenExpired session=closed',
    'metadata/password-wrong storage/secret-mismatch',
    '2026-11-27T07:00:00.123Z INFO token refreshed in 12ms',
    'access_key=*** secret_key=xxxxxxxx password=<hidden>',
    'session: https://example.com/login',
    'token_file=/run/secrets/token',
    '[secret-3] Authorization: Bearer [secret]\npassword=[secret-4] redis://:[secret-1]@h',
    'the lines end\nand begin\n403\nError: AccessDenied',
    'sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
  ])('is not seen where there is none: %j', (text) => {
    expect(redact(text)).toBe(text)
  })
})

describe('marks', () => {
  it('are the same for the same secret, however it is spelt and wherever it stands', () => {
    const marks = numberedRedactor(secretFinder([KEY]))
    const texts = [KEY, encodeURIComponent(KEY), base64(KEY), 'Bearer abcdefghij12']
    expect(texts.map(marks.of('strange'))).toEqual([
      '[secret-1]',
      '[secret-1]',
      '[secret-1]',
      'Bearer [secret-2]',
    ])
    expect(marks.of('log')('x Authorization: Bearer abcdefghij12')).toBe(
      'x Authorization: Bearer [secret-2]',
    )
    expect(marks.countIn('[secret-1] [secret-1] [secret-2] [secret-77]')).toEqual({
      'known-value': 2,
      'authorization-scheme': 1,
    })
  })

  it("leave the doctor's own words, whatever password they equal", () => {
    const marks = numberedRedactor(secretFinder(['unhealthy', 'storage']))
    expect(marks.of('own')('unhealthy: storage/put')).toBe('unhealthy: storage/put')
    expect(marks.of('strange')('unhealthy: storage/put')).toBe('[secret-1]: [secret-2]/put')
  })
})

describe('what is looked through', () => {
  it.each([
    ['one long line', 'x'.repeat(2_000_000)],
    ['Base64 without an end', 'QUJD'.repeat(500_000)],
    ['quotes and escapes', '\\"'.repeat(500_000)],
    ['breaks', 'ab12\n'.repeat(300_000)],
    ['names without values', 'password='.repeat(100_000)],
  ])('takes no more than some seconds of a log that is %s', { timeout: 300_000 }, (_, text) => {
    expect(redact(text).length).toBeGreaterThan(0)
  })
})
