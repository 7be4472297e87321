import { describe, expect, it } from 'vitest'
import { beginsClause, endsClause } from '../../../src/matching/clause.ts'
import { isLogPrefix } from '../../../src/matching/log-prefix.ts'

const PREFIXES = [
  '2026-11-21T18:00:00.123Z ',
  '2026/11/21 18:00:00.123456 juicefs[12] <FATAL>: ',
  '[2026-11-21 18:00:00,123] ERROR ',
  'Nov 21 18:00:00 build-7 artifacts[12]: ',
  'E1121 18:00:00.123456       7 main.go:42] ',
  'web-1  | ',
  '#12 1.234 ',
  '##[error]',
  '::error file=a.ts,line=3::',
  '[artifacts] ',
  '> ',
  '1764150000.123 ',
  '✗ ',
]

describe('the prefix of a log', () => {
  it.each(PREFIXES)('is %j', (prefix) => {
    expect(isLogPrefix(prefix)).toBe(true)
  })

  it.each(['we saw ', '0 errors, ', 'the code '])('is not %j', (text) => {
    expect(isLogPrefix(text)).toBe(false)
  })
})

describe('an error', () => {
  it.each([
    ...PREFIXES,
    '',
    'Error: ',
    'dial tcp 10.0.0.1:6379: connect: ',
    'error="',
    '"error":"',
    '[Errno 111] ',
    'host - ERROR - ',
    'failed with ',
    'cannot connect (',
    'request send failed, ',
    '-',
  ])('could begin behind %j', (before) => {
    expect(beginsClause(before)).toBe(true)
  })

  it.each([
    'reconnected after ',
    'no ',
    'the "',
    'a server (',
    '- ',
    'one, ',
    'the error ',
    'on the ',
  ])('could not begin behind %j', (before) => {
    expect(beginsClause(before)).toBe(false)
  })

  it.each(['', '.', '. Retry', ', tries: #1', ' [format.go:1]', ': lookup', '"}', '</Message>'])(
    'could end before %j',
    (after) => {
      expect(endsClause(after)).toBe(true)
    },
  )

  it.each([' handled', ': 0', '=3,', ' errors', '-count', '.log', ' | the policy'])(
    'could not end before %j',
    (after) => {
      expect(endsClause(after)).toBe(false)
    },
  )
})
