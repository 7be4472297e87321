import { describe, expect, it } from 'vitest'
import { clean, small } from '../../../src/matching/clean.ts'

describe('a text is cleaned of', () => {
  it.each([
    ['colours', '\u001b[1;31mred\u001b[0m', 'red'],
    ['colours that lost their escape', '[31mred[0m', 'red'],
    ['titles and links', '\u001b]0;title\u0007a\u001b]8;;http://x\u001b\\b', 'ab'],
    ['a BOM', '\ufeffa', ' a'],
    ['line ends of Windows and of terminals', 'a\r\nb\rc', 'a\nb\nc'],
    ['control characters', 'a\u0000\u0007b', 'a b'],
    ['escapes of JSON', '\\"a\\"\\n\\tb\\/c', '"a"\n b/c'],
    ['escapes of escapes', '{\\\\\\"a\\\\\\"}', '{"a"}'],
    ['what Go escapes in JSON', '\\u003cCode\\u003e\\u0026', '<Code>&'],
    ['entities of HTML', '&lt;a&gt; &quot;b&quot; &amp; &#39;', '<a> "b" & \''],
  ])('%s', (_, text, plain) => {
    expect(clean(text)).toBe(plain)
  })

  it('leaves a text alone that has none of it', () => {
    const text = 'error: AccessDenied: Access Denied\n  at x (y:1:2) [z]'
    expect(clean(text)).toBe(text)
  })

  it('makes A to Z small and moves nothing', () => {
    expect(small('ÄBC İß')).toBe('Äbc İß')
  })
})
