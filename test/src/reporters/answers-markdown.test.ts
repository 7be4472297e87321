import { lexer, type Token } from 'marked'
import { describe, expect, it } from 'vitest'
import type { Catalogue } from '../../../src/catalogue.ts'
import { causeIndex } from '../../../src/reporters/cause-index.ts'
import { causePage } from '../../../src/reporters/cause-page.ts'
import { explanationMarkdown } from '../../../src/reporters/explanation-markdown.ts'
import { triageMarkdown } from '../../../src/reporters/triage-markdown.ts'
import type { Triage } from '../../../src/triage/document.ts'
import { sampleCause } from '../samples.ts'
import { HOSTILE } from './poisoned.ts'

/** A plug-in's causes, with this text wherever one can stand in them. */
function catalogueOf(text: string): Catalogue {
  const said = { title: text, why: text, docs: text, fix: [{ do: text, run: text }] }
  return {
    'x/one': sampleCause({ ...said, documented: true, match: [{ code: text, message: [text] }] }),
    'x/two': sampleCause({ ...said, refines: 'x/one', foundBy: ['x/two'], match: [{ text }] }),
  }
}

/** A triage of a stranger's file in which this text stands. */
function triageOf(text: string): Triage {
  const seen = { file: text, line: 1, text }
  const cause = {
    severity: 'fail',
    title: text,
    why: text,
    fix: [{ do: text, run: text }, { do: text }],
    docs: text,
    documented: false,
    transient: false,
    owner: 'you',
    count: 2,
    first: seen,
    last: seen,
  } as const
  return {
    schema: 'artifacts-doctor/triage/v1',
    lines: 1,
    bytes: 1,
    rootCauses: [{ ...cause, cause: 'x/one', alternatives: ['x/three'] }],
    consequences: [{ ...cause, cause: 'x/two', alternatives: [], consequenceOf: ['x/one'] }],
    unexplained: [{ text, count: 1, first: seen }],
    questions: [{ ask: text, run: text }, { ask: text }],
    notes: [text],
  }
}

/** The kinds of its blocks, and whatever in it is a link, an image or a tag. */
function built(markdown: string): string[] {
  const kinds: string[] = []
  const walk = (tokens: readonly Token[], top: boolean) => {
    for (const token of tokens) {
      if (top || ['link', 'image', 'html', 'heading'].includes(token.type)) kinds.push(token.type)
      if (token.type === 'list') for (const { tokens } of token.items) walk(tokens, false)
      else if (token.type === 'table')
        for (const cell of token.rows.flat()) walk(cell.tokens, false)
      else if ('tokens' in token && token.tokens !== undefined) walk(token.tokens, false)
    }
  }
  walk(lexer(markdown), true)
  return kinds
}

describe.each<[string, (text: string) => string]>([
  ['an answer to whoever sent logs', (text) => triageMarkdown(triageOf(text))],
  [
    'an explanation',
    (text) => explanationMarkdown([{ cause: 'x/two', matched: text }], catalogueOf(text)),
  ],
  ['the page of a cause', (text) => causePage('x/two', required(text), catalogueOf(text))],
  ['the page of a documented cause', (text) => causePage('x/one', required(text, 'x/one'), {})],
  ['the list of all causes', (text) => causeIndex(catalogueOf(text))],
])('%s', (_, write) => {
  it.each(HOSTILE)('is built of the same blocks, whatever stands in it: %j', (text) => {
    expect(built(write(text))).toEqual(built(write('harmless')))
  })
})

function required(text: string, id = 'x/two') {
  const cause = catalogueOf(text)[id]
  if (cause === undefined) throw new Error(`there is no ${id}`)
  return cause
}
