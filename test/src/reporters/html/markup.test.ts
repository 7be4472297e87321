import { describe, expect, it } from 'vitest'
import { markup, type Part, textOf } from '../../../../src/reporters/html/markup.ts'
import { webAddress } from '../../../../src/web-address.ts'

const shown = (part: Part) => textOf(markup`<p title="${part}">${part}</p>`)

describe('a template', () => {
  it('escapes text, in an element and in an attribute', () => {
    expect(shown(`<b>"&'`)).toBe(
      '<p title="&lt;b&gt;&quot;&amp;&#39;">&lt;b&gt;&quot;&amp;&#39;</p>',
    )
  })

  it('shows what hides or reorders text, and controls a terminal', () => {
    expect(shown('a\u001b[31m\u202eb\u0000')).toContain('>a\\u{1b}[31m\\u{202e}b\\u{0}<')
  })

  it('takes markup as it is, and lists of it', () => {
    expect(textOf(markup`<ul>${['<', 1].map((one) => markup`<li>${one}</li>`)}</ul>`)).toBe(
      '<ul><li>&lt;</li><li>1</li></ul>',
    )
  })

  it('leaves out what is not there', () => {
    expect(textOf(markup`${undefined}${false}${''}`)).toBe('')
  })

  it('takes no object from elsewhere for markup', () => {
    const parsed = JSON.parse('{"markup":"<b>","Symbol(markup)":"<b>"}')
    expect(shown(parsed)).not.toContain('<b>')
  })
})

describe('the address of a link', () => {
  it.each(['https://example.com/a?b=c#d', 'http://127.0.0.1/'])('may be %s', (address) => {
    expect(webAddress(address)).toBe(address)
  })

  it.each([
    'javascript:alert(1)',
    ' java\nscript:alert(1)',
    'JAVASCRIPT://example.com/%0aalert(1)',
    'data:text/html,<script>',
    'file:///etc/passwd',
    'vbscript:x',
    '//example.com',
    'docs/page.md',
    '',
  ])('may not be %j', (address) => {
    expect(webAddress(address)).toBeUndefined()
  })
})
