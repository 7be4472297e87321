import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Evidence, type Plugin, pass, unsure } from '../../src/index.ts'
import { redactor } from '../../src/secrets/redactor.ts'
import { runMain } from './in-process.ts'
import '../support/seeded.ts'

/** A run of the whole command takes its time. */
const RUNS = { command: 60, text: 300 }

const unit = fc.constantFrom(...'abcXYZ019+/=-_.:@#&%?*$~!^|(){}[],;<>\\"\' \n\té')
/** Anything that can be set in an environment and is long enough not to turn up by chance. */
const secret = fc.oneof(
  { weight: 3, arbitrary: fc.string({ unit, minLength: 8, maxLength: 60 }) },
  { weight: 1, arbitrary: fc.base64String({ minLength: 8, maxLength: 80 }) },
  { weight: 1, arbitrary: fc.bigInt({ min: 10n ** 8n, max: 10n ** 12n }).map(String) },
)
const meant = secret.filter((text) => text.replace(/[^a-z0-9]/gi, '').length >= 6)

/** Words with secrets among them, and with what ends a string or a line next to them. */
const around = fc.constantFrom('', ' ', '"', "'", '\\', '\n', '\t', 'n', ': "', '","', '\u001b[0m')
const planted = (secrets: readonly string[]) =>
  fc
    .array(fc.tuple(fc.constantFrom(...secrets), around, around, fc.lorem({ maxCount: 3 })), {
      minLength: 1,
      maxLength: 4,
    })
    .map((parts) => parts.map(([one, l, r, words]) => `${words} ${l}${one}${r}`).join(' '))

/** What a check may see: texts with secrets in them, flags, and numbers that may equal a secret. */
const evidence = (secrets: readonly string[]) =>
  fc.dictionary(
    fc.constantFrom('code', 'host', 'requestId', 'found', 'path', 'server', 'port', 'bytes'),
    fc.oneof(
      planted(secrets),
      fc.boolean(),
      fc.constantFrom(...secrets.map(Number).filter(Number.isFinite), 6379, 0.5),
    ),
  )

const reports = fc
  .array(meant, { minLength: 1, maxLength: 3 })
  .chain((secrets) =>
    fc.record({ secrets: fc.constant(secrets), seen: evidence(secrets), why: planted(secrets) }),
  )

/** Whether a text shows a secret, wherever its lines are broken. */
function shows(text: string, secrets: readonly string[]): string[] {
  const flat = (one: string) => one.replace(/\s+/g, '')
  return secrets.filter((one) => flat(text).includes(flat(one)))
}

/** All strings of a document, the names among them. */
function stringsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, inner]) => [name, ...stringsOf(inner)])
}

const VARIABLES = ['ARTIFACTS_S3_SECRET_ACCESS_KEY', 'ARTIFACTS_S3_SESSION_TOKEN', 'TONBO_API_KEY']

/** A report on these facts, printed by the whole command. */
async function reported(secrets: readonly string[], seen: Evidence, why: string, format: string) {
  const title = 'Something holds'
  const plugin: Plugin = {
    name: 'planted',
    causes: {},
    checks: [
      { id: 'planted/pass', title, run: () => pass(seen) },
      { id: 'planted/unsure', title, run: () => unsure(why, seen) },
    ],
  }
  const env = Object.fromEntries(secrets.map((one, index) => [VARIABLES[index] ?? '', one]))
  const args = ['check', '--offline', '--verbose', '--format', format]
  return runMain(args, { env, loadChecks: async () => plugin })
}

describe('secrets planted anywhere in a report', () => {
  it('are gone from the JSON, which is still JSON', async () => {
    await fc.assert(
      fc.asyncProperty(reports, async ({ secrets, seen, why }) => {
        const { stdout, stderr } = await reported(secrets, seen, why, 'json')
        expect(shows(stringsOf(JSON.parse(stdout)).join('\n'), secrets)).toEqual([])
        expect(shows(stderr, secrets)).toEqual([])
      }),
      { numRuns: RUNS.command },
    )
  })

  it('are gone from the text', async () => {
    const isNumber = (one: string) => Number.isFinite(Number(one))
    await fc.assert(
      fc.asyncProperty(reports, async ({ secrets, seen, why }) => {
        const { both } = await reported(secrets, seen, why, 'text')
        // A number that a check counted may equal a secret.
        expect(
          shows(
            both,
            secrets.filter((one) => !isNumber(one)),
          ),
        ).toEqual([])
      }),
      { numRuns: RUNS.command },
    )
  })

  it('are gone from any JSON text that a redactor is given, which is still JSON', () => {
    const word = fc.string({ unit: fc.constantFrom(...'abcXYZ019+/=-_.:@'), minLength: 12 })
    const documents = fc
      .array(word, { minLength: 1, maxLength: 3 })
      .chain((secrets) => fc.tuple(fc.constant(secrets), evidence(secrets), planted(secrets)))
    fc.assert(
      fc.property(documents, ([secrets, seen, why]) => {
        const clean = redactor(secrets)(JSON.stringify({ why, checks: [{ evidence: seen }] }))
        expect(shows(stringsOf(JSON.parse(clean)).join('\n'), secrets)).toEqual([])
      }),
      { numRuns: RUNS.text },
    )
  })
})
