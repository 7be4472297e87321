import { describe, expect, it } from 'vitest'
import { redactor } from '../../../src/secrets/redactor.ts'
import { jwt } from '../../support/jwt.ts'

const redact = redactor()

const TOKEN = jwt({ sub: 'ada', exp: 1 })
const HEX = '0123456789abcdef'.repeat(4)
const SIGNED =
  'AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20261121/auto/s3/aws4_request, ' +
  `SignedHeaders=host;x-amz-date, Signature=${HEX}`

/** A text with what must be gone from it, and what must be left. */
type Row = [what: string, text: string, gone: string[], left: string[]]

const ROWS: Row[] = [
  ['a JWT', `token ${TOKEN}, ok`, TOKEN.split('.'), ['token ', ', ok']],
  ['a JWT without a signature', 'eyJhbGciOiJub25lIn0.eyJzdWIiOiJhIn0.', ['eyJzdWIiOiJhIn0'], []],
  ['an API key', 'TONBO_API_KEY=tbo_abcDEF-123_xyz;', ['abcDEF-123_xyz'], ['TONBO_API_KEY=', ';']],
  ['a service token', 'key art_abcdefgh1234.', ['abcdefgh1234'], ['key ']],
  ['an access key id', 'AKIAIOSFODNN7EXAMPLE', ['IOSFODNN7EXAMPLE'], []],
  ['a temporary one', '(ASIAIOSFODNN7EXAMPLE)', ['IOSFODNN7EXAMPLE'], ['(', ')']],
  ['a header', 'Authorization: Basic YWRhOmh1bnRlcjI=', ['YWRhOmh1bnRlcjI'], ['Authorization:']],
  ['a header of a word', 'authorization: hunter2', ['hunter2'], ['authorization:']],
  ['a signed header', `authorization: ${SIGNED}`, [HEX, 'IOSFODNN7EXAMPLE'], ['authorization:']],
  ['a bearer', 'sent Bearer abc.def-ghi+/= on', ['abc.def-ghi'], ['sent ', ' on']],
  ['a proxy header', 'Proxy-Authorization: Basic YWRhOmg=', ['YWRhOmg'], ['Proxy-Authorization']],
  [
    'a header in JSON',
    JSON.stringify({ authorization: 'Basic YWRhOmg=', a: 1 }),
    ['YWRhOmg'],
    ['"a":1'],
  ],
  [
    'a header of curl',
    "curl -H 'Authorization: Basic YWRhOmg=' https://h",
    ['YWRhOmg'],
    ['https://h'],
  ],
  [
    'a header among others',
    'host: h\nauthorization: Basic YWRhOmg=\naccept: x',
    ['YWRhOmg'],
    ['host: h\n', '\naccept: x'],
  ],
  [
    'a presigned query',
    'https://h/b/k?X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20261121&X-Amz-Expires=60&' +
      `X-Amz-Security-Token=FwoGZXIv&X-Amz-Signature=${HEX}&x=1`,
    [HEX, 'IOSFODNN7EXAMPLE', 'FwoGZXIv'],
    ['https://h/b/k?', 'X-Amz-Expires=60', '&x=1'],
  ],
  [
    'an old presigned query',
    'https://h/k?AWSAccessKeyId=abc&Expires=1&Signature=x%2By',
    ['=abc', 'x%2By'],
    ['Expires=1'],
  ],
  ['a query in small letters', `?x-amz-signature=${HEX}`, [HEX], []],
]

/** Passwords in URLs, of every scheme and shape. */
const URLS: Row[] = [
  'redis://:hunter2@h:6379',
  'redis://:hunter2@h:6379/0',
  'rediss://ada:hunter2@h.example/0?x=1',
  'https://ada:hunter2@h.example:8443/path?q#f',
  'http://ada:hunter2@proxy:3128',
  'postgresql+psycopg2://ada:hunter2@h/db',
  'amqp://ada:hunter2@h',
  's3://AK:hunter2@bucket/prefix',
  'socks5h://ada:hunter2@h:1080',
  'HTTPS://ADA:hunter2@H',
  'redis://:%40hunter2%2F@h:6379',
  'redis://:p@hunter2@h:6379/0',
  'redis://:hunter2:more@h:6379/0',
  `redis://:${'x'.repeat(700)}hunter2@h:6379`,
].map((url) => [url.slice(0, 50), `connect ${url} failed`, ['hunter2'], ['connect ', ' failed']])

describe('redactor', () => {
  it.each([...ROWS, ...URLS])('takes out %s', (_, text, gone, left) => {
    const clean = redact(text)
    for (const part of gone) expect(clean).not.toContain(part)
    for (const part of left) expect(clean).toContain(part)
  })

  it.each([...ROWS, ...URLS])(
    'takes out %s in JSON, behind a line break or a tab',
    (_, text, gone) => {
      const json = JSON.stringify({ a: `x\n${text}`, b: `\t${text}\n"${text}"` })
      const clean = redact(json)
      for (const part of gone) expect(clean).not.toContain(part)
      expect(() => JSON.parse(clean)).not.toThrow()
    },
  )

  it.each([...ROWS, ...URLS])('changes nothing more when it meets %s again', (_, text) => {
    expect(redact(redact(text))).toBe(redact(text))
  })

  it.each([
    'The bucket cases was not found at https://t3.storage.dev:443/cases?list-type=2',
    'redis://h.example:6379/0',
    'redis://ada@h.example:6379/0',
    'http://[::1]:9000/a@b',
    'mail ada@example.com: see https://example.com/a:b@c',
    'An authorization header was missing',
    'basic auth, bearer of news, signature mismatch',
    'art_ tbo_ eyJ AKIA art_x tbo_short AKIAEXAMPLE',
    'artifacts workspace create acme/demo --backend byo',
    '2026-11-21T18:00:00.000Z 412 ms 14 pass',
    'X-Amz-Expires=60&X-Amz-Date=20261121T180000Z',
    '{"verdict":"unhealthy","exitCode":1,"checks":[{"id":"auth/token"}]}',
    'größe 雪 🙂 \\ "quoted" \'too\'',
    '',
  ])('leaves harmless text as it is: %j', (text) => {
    expect(redact(text)).toBe(text)
    expect(redactor(['unrelated-secret'])(text)).toBe(text)
  })
})
