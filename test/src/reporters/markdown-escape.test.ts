import fc from 'fast-check'
import { lexer, type Token } from 'marked'
import { describe, expect, it } from 'vitest'
import {
  address,
  cell,
  code,
  codeBlock,
  link,
  prose,
  steps,
} from '../../../src/reporters/markdown-escape.ts'
import { visible } from '../../../src/visible.ts'
import { HOSTILE } from './poisoned.ts'

/** Texts of the characters that Markdown is made of, and of words that it looks for. */
const texts = fc.oneof(
  fc.constantFrom(...HOSTILE),
  fc
    .array(
      fc.oneof(
        fc.constantFrom(...'\\`*_{}[]()<>#+-.!|~&:@=$"\'\n\t 1ax'),
        fc.constantFrom(
          'http://',
          'https://x.y',
          'www.x.y',
          'a@b.c',
          '@me',
          '#1',
          'GH-1',
          '![',
          '&amp;',
          '<b>',
        ),
      ),
      { maxLength: 14 },
    )
    .map((parts) => parts.join('')),
  fc.string({ unit: 'binary' }),
)

/** What stands in these tokens as text, and the kinds of token that are neither text nor code. */
function read(tokens: readonly Token[]): { text: string; others: string[] } {
  let text = ''
  const others: string[] = []
  const walk = (some: readonly Token[]) => {
    for (const token of some) {
      if ('tokens' in token && token.tokens !== undefined && token.type !== 'codespan') {
        if (!['paragraph', 'text'].includes(token.type)) others.push(token.type)
        walk(token.tokens)
      } else {
        if (!['text', 'escape', 'codespan', 'space'].includes(token.type)) others.push(token.type)
        text += 'text' in token ? unescaped(String(token.text)) : ''
      }
    }
  }
  walk(tokens)
  return { text, others }
}

/** What stands in these tokens outside of code, escapes read. */
function bare(tokens: readonly Token[]): string {
  return tokens
    .map((token) => {
      if (token.type === 'codespan') return ' '
      return 'tokens' in token && token.tokens !== undefined
        ? bare(token.tokens)
        : 'text' in token
          ? unescaped(String(token.text))
          : ''
    })
    .join('')
}

const unescaped = (html: string) =>
  html
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&#39;/g, "'")
    .replace(/&#96;/g, '`')
    .replace(/&amp;/g, '&')

const squeezed = (text: string) => text.replace(/\s+/g, ' ').trim()

describe('of whatever text', () => {
  it('prose is nothing but text and code, and says the same', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const { text: said, others } = read(lexer(`${prose(text)}\n`))
        expect(others).toEqual([])
        expect(squeezed(said)).toBe(squeezed(visible(text)) || '–')
      }),
      { numRuns: 2000 },
    )
  })

  it('prose mentions nobody, names no issue and holds no address outside of code', () => {
    fc.assert(
      fc.property(texts, (text) => {
        expect(bare(lexer(prose(text)))).not.toMatch(/[@#]\w|:\/\/|\bwww\.|\bgh-\d/i)
      }),
      { numRuns: 2000 },
    )
  })

  it('prose stays within its item of a list', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const list = lexer(`1. ${prose(text)}\n2. second\n`)
        expect(list.map(({ type }) => type)).toEqual(['list'])
        const [first] = list as { items?: { tokens: Token[] }[] }[]
        expect(first?.items).toHaveLength(2)
        expect(read(first?.items?.[0]?.tokens ?? []).others).toEqual([])
      }),
      { numRuns: 1000 },
    )
  })

  it('code is one piece of code, letter for letter', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const shown = visible(text)
        const tokens = lexer(`x ${code(text)} x`)
        const [paragraph] = tokens as { tokens?: Token[] }[]
        expect(paragraph?.tokens?.map(({ type }) => type)).toEqual(
          shown.trim() === '' ? ['text'] : ['text', 'codespan', 'text'],
        )
        if (shown.trim() !== '') expect(squeezed(read(tokens).text)).toBe(squeezed(`x ${shown} x`))
      }),
      { numRuns: 2000 },
    )
  })

  it('a cell holds text and code, and the row its two cells', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const [table] = lexer(`| a | b |\n| --- | --- |\n| ${cell(text)} | ${prose(text)} |\n`)
        if (table?.type !== 'table') throw new Error('there is no table')
        const [row] = (table as { rows: { tokens: Token[] }[][] }).rows
        expect(row).toHaveLength(2)
        expect(row?.flatMap((one) => read(one.tokens).others)).toEqual([])
      }),
      { numRuns: 1000 },
    )
  })

  it('a block of code is one block', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const tokens = lexer(`${codeBlock(text, 'text')}\n\nafter\n`)
        expect(tokens.map(({ type }) => type)).toEqual(['code', 'space', 'paragraph'])
        expect((tokens[0] as { text: string }).text).toBe(
          text.split(/\r?\n/).map(visible).join('\n'),
        )
      }),
      { numRuns: 1000 },
    )
  })

  it('steps are one list, with a sentence and a command in each', () => {
    fc.assert(
      fc.property(texts, fc.integer({ min: 1, max: 11 }), (text, count) => {
        const said = steps(Array.from({ length: count }, () => ({ do: text, run: text })))
        const [list, ...others] = lexer(said) as { items?: { tokens: Token[] }[] }[]
        expect(others).toEqual([])
        expect(list?.items?.map(({ tokens }) => tokens.map(({ type }) => type))).toEqual(
          Array(count).fill(['text', 'space', 'code']),
        )
      }),
      { numRuns: 500 },
    )
  })

  it('an address that is shown leads to a page of the web or is code', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const web = URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)
        expect(read(lexer(address(text))).others).toEqual(web ? ['link'] : [])
        expect(read(lexer(address(`https://example.com/${text}`))).others).toEqual(['link'])
      }),
      { numRuns: 1000 },
    )
  })

  it('a link leads to a page of the web or is none', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const web = URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)
        expect(read(lexer(link('Documentation', text))).others).toEqual(web ? ['link'] : [])
        const [paragraph] = lexer(link('Documentation', `https://example.com/${text}`)) as {
          tokens?: Token[]
        }[]
        expect(paragraph?.tokens?.map(({ type }) => type)).toEqual(['link'])
      }),
      { numRuns: 1000 },
    )
  })
})
