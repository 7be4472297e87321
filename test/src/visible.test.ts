import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { visible } from '../../src/visible.ts'

describe('visible', { timeout: 60_000 }, () => {
  it.each([
    ['plain text, größe 雪 🙂', 'plain text, größe 雪 🙂'],
    ['\u001b[31mred\u001b[0m', '\\u{1b}[31mred\\u{1b}[0m'],
    ['\u001b]8;;https://evil\u0007x', '\\u{1b}]8;;https://evil\\u{7}x'],
    ['\u009b31m', '\\u{9b}31m'],
    ['a\u0000b\u007f\b', 'a\\u{0}b\\u{7f}\\u{8}'],
    ['user\u202egpj.exe', 'user\\u{202e}gpj.exe'],
    ['a\u2066b\u2069', 'a\\u{2066}b\\u{2069}'],
    ['a\u200bb\ufeff', 'a\\u{200b}b\\u{feff}'],
    ['a\u2028b\u2029c\u0085d', 'a\\u{2028}b\\u{2029}c\\u{85}d'],
    ['one\ntwo\r\nthree\tfour', 'one two three four'],
    ['over\rwritten', 'over written'],
    ['', ''],
  ])('shows %j as %j', (text, shown) => {
    expect(visible(text)).toBe(shown)
  })

  it('leaves no character in any text that a terminal acts upon', () => {
    const text = fc.string({ unit: 'binary' })
    const risky = fc.string({
      unit: fc.integer({ min: 0, max: 0x2070 }).map((n) => String.fromCharCode(n)),
    })
    fc.assert(
      fc.property(fc.oneof(text, risky), (one) => {
        expect(visible(one)).not.toMatch(/\p{Cc}|\p{Bidi_Control}|[\u2028\u2029\ufeff]/u)
      }),
    )
  })

  it('changes nothing that was made visible before', () => {
    const text = fc.string({ unit: 'binary' })
    fc.assert(fc.property(text, (one) => visible(visible(one)) === visible(one)))
  })

  it('shows the marks of a command to a runner of GitHub Actions, and leaves what only looks so', () => {
    expect(visible('::error::x')).toBe('\\u{3a}:error::x')
    expect(visible('a\n::add-mask::x')).toBe('a \\u{3a}:add-mask::x')
    expect(visible('a ##[add-mask]x')).toBe('a ##\\u{5b}add-mask]x')
    for (const text of [
      'host ::1',
      '::ffff:10.0.0.1',
      'arn:aws:iam::123:user/x',
      'std::error',
      '# [x]',
    ])
      expect(visible(text)).toBe(text)
  })
})
