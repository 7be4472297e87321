import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readFormat, shownOf } from '../../checks/metadata/format.ts'
import { parseInfo } from '../../checks/metadata/info.ts'
import { holds, pasted } from './pasted.ts'

describe('an answer of Redis', () => {
  it('to INFO gives names and lines', () => {
    holds(
      fc.oneof(fc.anything(), pasted('redis_version', ':', '\r\n', '# Server', '7.2')),
      (value) => {
        for (const [name, text] of parseInfo(value)) {
          expect(name).toMatch(/^[\w-]+$/)
          expect(text).not.toMatch(/\n/)
        }
      },
    )
  })

  it('with a setting shows neither keys nor logins', () => {
    const field = fc.oneof(fc.jsonValue(), pasted('//', '@', '?', 'https:', 'key'))
    const format = fc.record(
      {
        Name: field,
        UUID: field,
        Storage: field,
        Bucket: field,
        MetaVersion: field,
        SecretKey: fc.constant('sesame'),
      },
      { requiredKeys: [] },
    )
    holds(
      fc.oneof(
        format.map((one) => JSON.stringify(one)),
        pasted('{', '}', '"Name"', ':', '['),
      ),
      (text) => {
        const read = readFormat(text)
        if (!('format' in read)) return
        const shown = JSON.stringify(shownOf(read.format))
        expect(shown).not.toContain('sesame')
        for (const one of Object.values(shownOf(read.format)))
          expect(String(one)).not.toMatch(/\/\/[\s\S]*@/)
      },
    )
  })
})
