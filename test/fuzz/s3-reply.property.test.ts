import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { element, readS3, s3Evidence } from '../../checks/storage/s3-reply.ts'
import { holds, pasted } from './pasted.ts'

describe('an answer of S3', () => {
  const body = pasted(
    '<?xml version="1.0"?>',
    '<!--',
    '-->',
    '<Error>',
    '</Error>',
    '<Code>',
    '</Code>',
    '<Message>',
    '</Message>',
    '<Region>',
    '</Region>',
    'AccessDenied',
    'PermanentRedirect',
    '&amp;',
    '&#10;',
    '\ufeff',
    '\n',
  )

  it('is read, whatever it is', () => {
    holds(fc.tuple(body, fc.integer({ min: 100, max: 599 }), body), ([text, status, code]) => {
      const headers = { 'x-minio-error-code': code, 'x-amz-bucket-region': code }
      const reply = readS3({ host: 'h', status, headers, body: Buffer.from(text) } as never)
      expect(reply.root ?? 'x').toMatch(/^[A-Za-z][\w.-]*$/)
      expect(reply.expectedRegion ?? 'xx').toMatch(/^[\w-]{2,40}$/)
      expect(JSON.parse(JSON.stringify(s3Evidence(reply)))).toEqual(s3Evidence(reply))
    })
  })

  it('gives back the text of an element', () => {
    const asXml = (text: string) =>
      text.replace(
        /[&<>"']/g,
        (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[sign] ?? '&apos;',
      )
    holds(fc.string({ unit: 'grapheme' }), (text) => {
      expect(element(`<Error><Message>${asXml(text)}</Message></Error>`, 'Message')).toBe(text)
    })
  })
})
