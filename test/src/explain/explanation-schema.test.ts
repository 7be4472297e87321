import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { explanationSchema } from '../../../src/explain/explanation-schema.ts'
import { corpus } from '../../corpus/corpus.ts'
import { runMain } from '../../secrets/in-process.ts'

const ajv = new Ajv2020()
addFormats.default(ajv)
const validate = ajv.compile(explanationSchema)

/** What `explain --format json` prints of a text, and how it exits. */
async function explained(text: string, ...flags: string[]) {
  const { stdout, stderr, code } = await runMain(['explain', '--format', 'json', ...flags, '-'], {
    stdin: text,
  })
  expect(stderr).toBe('')
  const document = JSON.parse(stdout)
  expect(validate(document), JSON.stringify(validate.errors)).toBe(true)
  expect(code).toBe(document.matches.length > 0 ? 0 : 1)
  return document
}

describe('an explanation as JSON', () => {
  it.each(corpus())('keeps to its schema: $file: $what', async ({ text, causes, backend }) => {
    const flags = backend === undefined ? [] : ['--backend', backend]
    const { matches } = await explained(text, ...flags)
    // A word alone, which a log must not be read for, may be asked about here.
    for (const id of causes)
      expect(matches.map(({ cause }: { cause: string }) => cause)).toContain(id)
  })

  it('keeps to its schema of every cause', async () => {
    const { stdout } = await runMain(['explain', '--all', '--format', 'json'])
    expect(validate(JSON.parse(stdout)), JSON.stringify(validate.errors)).toBe(true)
  })

  it('keeps to its schema, whatever is asked', async () => {
    const words = corpus().flatMap(({ text }) => text.split(/(?<=\s)/))
    const piece = fc.oneof(
      fc.constantFrom(...words),
      fc.string({ unit: 'binary', maxLength: 8 }),
      fc.constantFrom('403', '\n', '"code":"', 'api error ', '<Code>', '\u001b[31m', '\ufeff'),
    )
    const text = fc.array(piece, { minLength: 1, maxLength: 30 }).map((parts) => parts.join(''))
    await fc.assert(
      fc.asyncProperty(text, async (given) => void (await explained(`x${given}`))),
      { numRuns: 300, seed: 20_261_127 },
    )
  })

  it('is told from what is none', async () => {
    const document = await explained('error: NoSuchBucket: gone')
    for (const broken of [
      { ...document, schema: 'artifacts-doctor/explanation/v2' },
      { ...document, more: true },
      { ...document, matches: [{ ...document.matches[0], cause: 'No Such' }] },
      { ...document, matches: [{ ...document.matches[0], owner: 'nobody' }] },
      { ...document, matches: [{ ...document.matches[0], docs: 'not a URL' }] },
    ])
      expect(validate(broken)).toBe(false)
  })
})
