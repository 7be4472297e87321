import { createRequire } from 'node:module'
import type { checkSync as Check } from 'recheck'
import { describe, expect, it } from 'vitest'
import { testContext } from '../support/context.ts'
import { type Expression, expressions } from './expressions.ts'
import { madeBy } from './made-expressions.ts'
import { isRunAtItsHead } from './run-at-its-head.ts'

// The checker that is nothing but JavaScript: the others are programs, which not every machine has.
const { checkSync } = createRequire(import.meta.url)('recheck/lib/browser.js') as {
  checkSync: typeof Check
}

/** How long one expression may be looked at, on a machine that has other things to do: it must not hang. */
const LIMIT_MS = 120_000
/** How long a file may take of which every expression is looked at for so long. */
const LONGEST_MS = 1_200_000

/** Those that the checker cannot prove, by the start of their source, and why they are linear all the same. */
const EXCEPTIONS: readonly (readonly [file: string, start: string, why: string])[] = [
  [
    'src/secrets/secret-shapes.ts',
    '(?<head>authorization',
    'too many states; no two of its parts that may repeat fit one character, and it begins with a word',
  ],
  [
    'src/secrets/secret-shapes.ts',
    '(?<![\\w-])(?<head>(?:(?!eyJ)',
    'tried where a run of such characters begins, and in it at the first start of a token alone; the checker only guesses',
  ],
  [
    'checks/orchestrator/program-reply.ts',
    '(?<![\\w-])',
    'behind the code, which is fixed, both parts fit anything: there is nothing to go back for',
  ],
]

const { literals, made } = expressions()

/** The same expression with its counts cut short: a bound of any size adds a factor, not growth. */
function shortened(pattern: string): string {
  const counted = /(\\[\s\S])|(\[(?:\\[\s\S]|[^\]\\])*\])|\{(\d+)(?:(,)(\d*))?\}/g
  return pattern.replace(counted, (all, escaped, set, least, comma, most) => {
    if (escaped !== undefined || set !== undefined) return all
    if (comma === undefined) return `{${Math.min(least, 3)}}`
    return `{${Math.min(least, 2)},${most === '' ? '' : Math.min(most, 3)}}`
  })
}

/** In any letter case, as in small letters alone: the checker is lost among the other spellings. */
function inOneCase({ pattern, flags }: Expression): readonly [pattern: string, flags: string] {
  const kept = flags.replace(/[dgv]/g, '')
  if (!kept.includes('i')) return [pattern, kept]
  const small = pattern.replace(/\\[\s\S]|[A-Z]/g, (one) =>
    one.length === 1 ? one.toLowerCase() : one,
  )
  return [small, kept.replace('i', '')]
}

/** A look behind of bounded width at the start: it only leaves places out, and the checker has to guess. */
const LOOK_BEHIND = /^\(\?<[=!](?:\\.|\[(?:\\.|[^\]\\])*\]|[^()*+\\[])*\)/

function faultOf(expression: Expression): string | undefined {
  const { file, pattern } = expression
  if (EXCEPTIONS.some(([of, start]) => of === file && pattern.startsWith(start))) return undefined
  const [source, flags] = inOneCase(expression)
  const fault = faultIn(shortened(source), flags)
  return fault === undefined ? undefined : `${file}: /${pattern}/: ${fault}`
}

const judged = new Map<string, string | undefined>()

/** What is wrong with an expression, each looked at once however often it is made. */
function faultIn(source: string, flags: string): string | undefined {
  const key = `${source}/${flags.replace('g', '').replace('y', '')}`
  if (!judged.has(key)) judged.set(key, isRunAtItsHead(source) ? undefined : told(source, flags))
  return judged.get(key)
}

function told(source: string, flags: string): string | undefined {
  const without = source.replace(LOOK_BEHIND, '')
  // Without it there is a proof, and not a guess, of most that are linear either way.
  if (without !== source && said(without, flags) === undefined) return undefined
  return said(source, flags)
}

function said(source: string, flags: string): string | undefined {
  // Steps are counted, not time: what else the machine does must not change a verdict.
  const counted = { attackTimeout: null, incubationTimeout: null }
  const found = checkSync(source, flags, { timeout: LIMIT_MS, ...counted })
  if (found.status === 'safe') return undefined
  return found.status === 'vulnerable' ? found.complexity.summary : found.error.kind
}

function distinct(all: readonly Expression[]): Expression[] {
  return [...new Map(all.map((one) => [`${one.pattern}/${one.flags}`, one])).values()]
}

describe('the regular expressions', () => {
  const files = [...new Set(literals.map(({ file }) => file))]

  it.each(files)('of %s are linear', { timeout: LONGEST_MS }, (of) => {
    const those = distinct(literals).filter(({ file }) => file === of)
    expect(those.flatMap((one) => faultOf(one) ?? [])).toEqual([])
  })

  it('have no exception that is none', () => {
    const kept = EXCEPTIONS.filter(
      ([file, start]) =>
        file in made || literals.some((one) => one.file === file && one.pattern.startsWith(start)),
    )
    expect(kept).toEqual(EXCEPTIONS)
  })
})

/** Files whose made expressions are simple enough to be seen through. */
const SEEN_THROUGH: Readonly<Record<string, string>> = {
  'src/schema-fault.ts': 'the patterns of our own schemas, each anchored and of one class or two',
  'src/triage/own-report.ts': 'a known id, and a gap of four blanks at most',
}

/** The files that make expressions as they run, each with what makes them all. */
const MAKERS: Readonly<Record<string, () => Promise<unknown>>> = {
  'src/secrets/known-secrets.ts': async () =>
    (await import('../../src/secrets/known-secrets.ts')).anyOf([
      'a.b*c(d)+e/f?g[h]',
      'xx'.repeat(20),
    ]),
  'checks/orchestrator/program-reply.ts': async () => {
    const { readProgram } = await import('../../checks/orchestrator/program-reply.ts')
    await readProgram({
      kind: 'exited',
      code: 1,
      signal: null,
      stdout: '',
      stderr: 'nothing known',
    })
  },
  'src/matching/foreign.ts': () => import('../../src/matching/foreign.ts'),
  'src/bundle/readings.ts': () => import('../../src/bundle/readings.ts'),
  'src/secrets/secret-shapes.ts': () => import('../../src/secrets/secret-shapes.ts'),
  'checks/host/powers.ts': async () => {
    const { powers } = await import('../../checks/host/powers.ts')
    await powers((await testContext()).context)
  },
  'checks/host/cli-identity.ts': async () =>
    (await import('../../checks/host/cli-identity.ts')).identify('usage\ncommands\noptions\n'),
}

describe('the regular expressions that are made as it runs', () => {
  it('are made where it is known', () => {
    expect(Object.keys(made).sort()).toEqual(
      [...Object.keys(MAKERS), ...Object.keys(SEEN_THROUGH)].sort(),
    )
  })

  it.each(Object.entries(MAKERS))(
    'by %s are linear',
    { timeout: LONGEST_MS },
    async (file, run) => {
      const seen = await madeBy(file, run)
      expect(seen).not.toEqual([])
      expect(distinct(seen).flatMap((one) => faultOf(one) ?? [])).toEqual([])
    },
  )
})

describe('the checker', () => {
  it.each(['a+b', '(a|a)*b', '^(a+)+$', 'x.*y'])('knows /%s/ to be none', (pattern) => {
    expect(faultOf({ file: 'f', pattern, flags: 'i' })).toMatch(/polynomial|exponential/)
  })

  it.each(['(?<!a)a+$', '(?<![^.:])[^.:]*(?:x|\\.)[^b]*', '(?<!\\s)\\s+\\b'])(
    'need not look at /%s/, a run that is tried at its head alone',
    (pattern) => {
      expect(isRunAtItsHead(pattern)).toBe(true)
    },
  )

  it.each([
    '(?<!b)a+$',
    '(?<!a)a+b+$',
    '(?<!a)(?:a+)+$',
    '(?<!a)a+.*$',
    '(?<=a)a+$',
    '(?<!a)a{2,}a+$',
    'a+$',
    '(a)(?<!\\1)\\1+$',
  ])('must look at /%s/', (pattern) => {
    expect(isRunAtItsHead(pattern)).toBe(false)
  })

  it('knows a run that is tried at other places too to be none', () => {
    expect(faultOf({ file: 'f', pattern: '(?<!b)a+$', flags: '' })).toMatch(/polynomial/)
  })

  it('cuts counts short, and nothing that looks like one', () => {
    expect(shortened('a{17}b{2,}c{1,64}\\{9}[{9}]{0,200}')).toBe('a{3}b{2,}c{1,3}\\{9}[{9}]{0,3}')
  })
})
