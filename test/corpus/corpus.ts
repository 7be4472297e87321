import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { repositoryRoot } from '../support/doctor.ts'

/** A text and the causes that it must lead to, in this order; none where it must lead nowhere. */
export interface Case {
  readonly file: string
  readonly what: string
  readonly causes: readonly string[]
  readonly backend?: 'managed' | 'byo'
  readonly text: string
}

const DIRECTORY = join(repositoryRoot, 'test/corpus')

/** Every case of every file, in the order of the files. */
export function corpus(): Case[] {
  return readdirSync(DIRECTORY)
    .filter((name) => name.endsWith('.txt'))
    .sort()
    .flatMap((name) => casesOf(name, readFileSync(join(DIRECTORY, name), 'utf8')))
}

/** The cases of one file; throws where one has no expectation or no text. */
export function casesOf(file: string, content: string): Case[] {
  const [before = '', ...cases] = content.split(/^=== /m)
  if (before.trim() !== '')
    throw new Error(`${file}: a case begins with '=== ', not ${before.trim()}`)
  return cases.map((one) => caseOf(file, one))
}

function caseOf(file: string, content: string): Case {
  const [what = '', ...lines] = content.split('\n')
  const expected: { causes?: string[]; backend?: 'managed' | 'byo'; escaped?: true } = {}
  for (;;) {
    const [line = ''] = lines
    const [, name, value = ''] = /^(causes|backend|nothing|escaped)(?:: (.+))?$/.exec(line) ?? []
    if (name === undefined) break
    if (name === 'causes') expected.causes = value.split(', ')
    else if (name === 'backend') expected.backend = value as 'managed' | 'byo'
    else if (name === 'nothing') expected.causes = []
    else expected.escaped = true
    lines.shift()
  }
  const { causes, backend, escaped } = expected
  const text = lines.join('\n').trimEnd()
  if (causes === undefined || text === '') {
    throw new Error(`${file}: '${what}' needs 'causes: …' or 'nothing', and a text below it`)
  }
  const given = backend === undefined ? {} : { backend }
  return { file, what, causes, ...given, text: escaped ? unescaped(text) : text }
}

function unescaped(text: string): string {
  return text
    .replaceAll('\\e', '\u001b')
    .replaceAll('\\r', '\r')
    .replaceAll('\\0', '\0')
    .replace(/\\u([0-9a-f]{4})/gi, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)))
}
