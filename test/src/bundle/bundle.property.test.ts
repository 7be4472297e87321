import { Readable } from 'node:stream'
import { gunzipSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { nameFor } from '../../../src/bundle/collect-logs.ts'
import { environmentFacts } from '../../../src/bundle/environment.ts'
import { type SecretFinder, secretFinder } from '../../../src/bundle/find-secrets.ts'
import { layOut } from '../../../src/bundle/lay-out.ts'
import { type NumberedRedactor, numberedRedactor } from '../../../src/bundle/numbered-redactor.ts'
import { pack } from '../../../src/bundle/pack.ts'
import { readBundle } from '../../../src/bundle/read-bundle.ts'
import { type Left, scan } from '../../../src/bundle/scan.ts'
import { leaks } from '../../secrets/canaries.ts'
import { memoryFiles } from '../memory-files.ts'
import { bundles, contentOf, type Planted } from './planted.ts'

/** `BUNDLES=10000` asks for all of them. */
const RUNS = Number(process.env.BUNDLES ?? 2000)
const SEED = 20_261_127

/** The redactor and the scan switched off. */
const OFF: NumberedRedactor = { of: () => (text) => text, countIn: () => ({}) }
const BLIND: SecretFinder = () => []

interface Guards {
  readonly redactor?: NumberedRedactor
  readonly scanned?: SecretFinder
}

/** Makes the bundle: what was found in it by the scan, or all that is in it. */
async function made(
  { known, places }: Planted,
  { redactor, scanned }: Guards = {},
): Promise<{ readonly left?: Left; readonly text: string }> {
  const marks = redactor ?? numberedRedactor(secretFinder(known))
  const redact = marks.of('log')
  const name = nameFor(`/var/log/${places.logName.replaceAll('/', '')}.log`, redact, new Set())
  const file = { name, what: 'a log', bytes: Buffer.from(redact(places.log)) }
  const environment = await environmentFacts(
    {
      TERM: places.variable,
      HTTPS_PROXY: places.otherVariable,
      SECRET_OF_MINE: places.otherVariable,
    },
    memoryFiles({}),
  )
  const { variables } = contentOf(places).environment
  const content = contentOf(places)
  const archive = await pack(
    layOut(
      {
        ...content,
        environment: { ...environment, variables: { ...environment.variables, ...variables } },
        logs: [{ file, size: 1, cut: false }],
      },
      marks,
    ),
    content.createdAt,
  )
  const left = await scan(
    readBundle('bundle.tar.gz', Readable.from([archive])),
    scanned ?? secretFinder(known),
  )
  return { ...(left === undefined ? {} : { left }), text: gunzipSync(archive).toString('utf8') }
}

/** What a text shows of what was planted, with the escapes of JSON undone as well. */
function shown(text: string, { plants }: Planted): string[] {
  const canaries = plants.map(({ core }) => ({ name: core, mark: core, value: core }))
  const plain = text.replace(/\\+n/g, '\n').replace(/\\u001b\[[0-9]*[mK]/g, '')
  return [...leaks(text, canaries), ...leaks(plain, canaries)]
}

describe(`${RUNS} random bundles with planted secrets`, () => {
  it('none of them leaves, and none is refused', { timeout: 600_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(bundles, async (planted) => {
        const { left, text } = await made(planted)
        expect({ left, shown: shown(text, planted) }).toEqual({ left: undefined, shown: [] })
      }),
      { numRuns: RUNS, seed: SEED },
    )
  })
})

describe('with one guard alone', () => {
  it('the redactor leaves nothing for the scan', async () => {
    await fc.assert(
      fc.asyncProperty(bundles, async (planted) => {
        const { text } = await made(planted, { scanned: BLIND })
        expect(shown(text, planted)).toEqual([])
      }),
      { numRuns: 200, seed: SEED },
    )
  })

  it('the scan refuses what the redactor would have taken out', async () => {
    let refused = 0
    await fc.assert(
      fc.asyncProperty(bundles, async (planted) => {
        const { left, text } = await made(planted, { redactor: OFF })
        if (left !== undefined) refused += 1
        // A name is made plain also without a redactor: what is left of it nobody can tell.
        else if (planted.places.logName === '') expect(shown(text, planted)).toEqual([])
      }),
      { numRuns: 200, seed: SEED },
    )
    expect(refused).toBeGreaterThan(150)
  })

  it('with neither, secrets leave: the property can fail', async () => {
    const property = fc.asyncProperty(bundles, async (planted) => {
      const { text } = await made(planted, { redactor: OFF, scanned: BLIND })
      expect(shown(text, planted)).toEqual([])
    })
    expect((await fc.check(property, { numRuns: 20, seed: SEED })).failed).toBe(true)
  })
})
