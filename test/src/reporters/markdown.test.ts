import { lexer } from 'marked'
import { describe, expect, it } from 'vitest'
import { markdown } from '../../../src/reporters/markdown.ts'
import { ended, sampleCause, sampleReport } from '../samples.ts'
import { HOSTILE, poisoned } from './poisoned.ts'

const NORMAL = { detail: 'normal' } as const

describe('a report as Markdown', () => {
  const report = sampleReport(
    [
      ended.pass('a/1'),
      ended.fail('a/2', 'f/one', { code: 'Broken' }, ['w/one']),
      ended.blocked('b/3', 'a/2'),
      ended.warn('b/4', 'w/one'),
      ended.error('b/5'),
    ],
    {
      'f/one': sampleCause({ fix: [{ do: 'Mend it', run: 'mend --it' }], owner: 'tonbo' }),
      'w/one': sampleCause({ title: 'Something is odd', warning: true }),
    },
  )

  it('tells the verdict, then what is wrong, the root first, then the areas, and folds the rest', () => {
    const text = markdown(report, NORMAL)
    const order = [
      '### ✗ NOT HEALTHY',
      '1 passed, 1 warned, 1 failed, 1 blocked, 1 unsure',
      '#### ✗ FAIL Something is wrong (`f/one`)',
      '- Seen: `a/2: code Broken`',
      '1. Mend it\n\n   ```sh\n   mend --it\n   ```',
      'Or: `w/one`  \nBlocks: `b/3`  \n[Documentation](https://example.com/docs) · Tonbo',
      '#### ! WARN Something is odd',
      '#### ? UNSURE Could not be told\n\n- `b/5`: no idea',
      '| Area | Status | Checks |',
      '| a | ✗ FAIL | 1 passed, 1 failed |',
      '<details>\n<summary>Every check (5)</summary>',
      '| `b/3` | ⊘ BLOCK | by `a/2` |',
    ]
    expect(order.map((part) => text.indexOf(part))).toEqual(
      order.map((part) => text.indexOf(part)).sort((a, b) => a - b),
    )
    for (const part of order) expect(text).toContain(part)
  })

  it('has no tables with --quiet', () => {
    const text = markdown(report, { detail: 'quiet' })
    expect(text).toContain('Something is wrong')
    expect(text).not.toMatch(/\| ---|<details>/)
  })

  it.each(HOSTILE)('is built of the same blocks, whatever stands in it: %j', (text) => {
    const blocks = (said: string) =>
      lexer(markdown(poisoned(said), NORMAL)).map(({ type, raw }) =>
        type === 'html' ? raw.trim() : type,
      )
    expect(blocks(text)).toEqual(blocks('harmless'))
  })
})
