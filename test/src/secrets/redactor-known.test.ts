import { describe, expect, it } from 'vitest'
import { redactor } from '../../../src/secrets/redactor.ts'

describe('redactor, of values that are known,', () => {
  const value = 'p@ss/w+rd "=\\é'

  it.each([
    ['as they are', value],
    ['in JSON', JSON.stringify(value)],
    ['in a URL', encodeURIComponent(value)],
    ['in Base64', Buffer.from(value).toString('base64')],
    ['in Base64 without its end', Buffer.from(value).toString('base64').replace(/=+$/, '')],
    ['in Base64 for URLs', Buffer.from(value).toString('base64url')],
    ['in a URL in small letters', encodeURIComponent(value).toLowerCase()],
  ])('takes them out %s, everywhere', (_, spelt) => {
    const clean = redactor([value])(`a ${spelt} b ${spelt}`)
    expect(clean).not.toContain(spelt.replace(/^"|"$/g, ''))
    expect(clean.startsWith('a ')).toBe(true)
    expect(clean).toContain('[secret]')
  })

  it('takes out the longest first', () => {
    expect(redactor(['hunter', 'hunter2-and-more'])('hunter2-and-more')).toBe('[secret]')
  })

  it('takes them out without what stands around them by mistake', () => {
    expect(redactor(['  hunter2\n'])('pw=hunter2;')).toBe('pw=[secret];')
  })

  it('leaves alone what is too short to be told from text', () => {
    expect(redactor(['a', 'abc', ''])('abc is a word')).toBe('abc is a word')
  })

  it('leaves the words of a passphrase alone where each stands by itself', () => {
    const text = 'artifacts workspace create demo: see metadata/password-wrong'
    const redact = redactor(['correct-workspace-battery', 'password-of-the-metadata'])
    expect(redact(text)).toBe(text)
    expect(redact('it is correct-workspace-battery.')).toBe('it is [secret].')
  })

  it('takes signs that mean something elsewhere as they are', () => {
    expect(redactor(['$&.*(x'])('[$&.*(x]')).toBe('[[secret]]')
  })

  it('bears a value that is longer than an expression may be', () => {
    const long = Array.from({ length: 40_000 }, (_, at) => `${at}`).join('x')
    const clean = redactor([long])(`a ${long} b ${JSON.stringify(long)} c ${long.slice(0, 9000)}`)
    expect(clean.replace(/(\[secret\])+/g, '*')).toMatch(/^a \* b "\*" c \*\d{0,5}/)
    expect(redactor([long])('a 1x2x3 b')).toBe('a 1x2x3 b')
  })

  it('bears a value that is not well formed', () => {
    expect(redactor(['half \ud83d of a pair'])('half \ud83d of a pair')).toBe('[secret]')
  })
})
