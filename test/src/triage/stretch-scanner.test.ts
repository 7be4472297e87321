import { availableParallelism } from 'node:os'
import fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'
import { literalScanner } from '../../../src/triage/literal-scanner.ts'
import { literalTable } from '../../../src/triage/literal-table.ts'
import { type Stretch, stretchBuffer } from '../../../src/triage/read-lines.ts'
import { type ScanAside, startScanAside } from '../../../src/triage/scan-aside.ts'
import { stretchScanner } from '../../../src/triage/stretch-scanner.ts'

const WORDS = ['fatal', 'access denied', 'no such bucket']
/** With one processor, no thread is started. */
const several = availableParallelism() > 1
/** As compiled: a thread cannot be started from its source. */
const MODULE = new URL('../../../dist/src/triage/scan-worker.js', import.meta.url)

function stretchOf(text: string, buffer: Buffer): Stretch {
  const end = buffer.fill(0).write(text)
  return { buffer, from: 0, to: end, end, offset: 0 }
}

describe('startScanAside', () => {
  const buffers = [stretchBuffer(), stretchBuffer()]
  const here = literalScanner(literalTable(WORDS))
  const started: ScanAside[] = []
  const start = async (module = MODULE) => {
    const aside = await startScanAside(literalTable(WORDS), buffers, module)
    started.push(aside)
    return aside
  }
  afterEach(() => {
    for (const one of started.splice(0)) one.end()
  })

  it('finds what a scan in this thread finds, several at once and in order', async () => {
    const aside = await start()
    const text = fc
      .array(fc.oneof(fc.constantFrom(...WORDS, 'FATAL', '\n'), fc.string({ maxLength: 9 })))
      .map((parts) => parts.join(' '))
    await fc.assert(
      fc.asyncProperty(text, text, async (one, other) => {
        const both = [stretchOf(one, buffers[0] as Buffer), stretchOf(other, buffers[1] as Buffer)]
        const scans = await Promise.all(both.map((stretch) => aside.scan(stretch)))
        expect(scans).toEqual(both.map(({ buffer, from, to }) => here(buffer, from, to)))
      }),
      { numRuns: 100 },
    )
  })

  it('rejects what is asked of a thread that has ended, before and after', async () => {
    const aside = await start()
    const stretch = stretchOf('fatal', buffers[0] as Buffer)
    const asked = aside.scan(stretch)
    aside.end()
    await expect(asked).rejects.toThrow('has ended')
    await expect(aside.scan(stretch)).rejects.toThrow('has ended')
  })

  it('rejects where there is no such thread', async () => {
    await expect(start(new URL('./nowhere.js', MODULE))).rejects.toThrow()
  })
})

describe('stretchScanner', () => {
  /** Scans a long input, and answers with how many of its scans were promised. */
  async function scanLong(start: typeof startScanAside): Promise<number> {
    const buffer = stretchBuffer()
    const scanner = stretchScanner(WORDS, [buffer], start)
    let promised = 0
    for (let turn = 0; turn < 40; turn++) {
      const scan = scanner.scan(stretchOf(`${'\n'.repeat(turn)}fatal`, buffer))
      promised += scan instanceof Promise ? 1 : 0
      expect(await scan).toEqual({ places: Int32Array.of(turn, turn), lines: turn })
      if (promised === 0) await new Promise((resolve) => setTimeout(resolve, 20))
    }
    scanner.end()
    return promised
  }

  it.runIf(several)('asks a thread for most of a long input', async () => {
    expect(
      await scanLong((table, buffers) => startScanAside(table, buffers, MODULE)),
    ).toBeGreaterThan(8)
  })

  it('scans here where no thread can be started', async () => {
    expect(await scanLong(() => Promise.reject(new Error('none')))).toBe(0)
  })

  it.runIf(several)('scans here what a thread that ends does not', async () => {
    const dying: ScanAside = {
      scan: () => Promise.reject(new Error('ended')),
      end: () => {},
    }
    expect(await scanLong(async () => dying)).toBe(1)
  })

  it.runIf(several)('ends a thread that comes too late', async () => {
    let ended = 0
    const late: ScanAside = { scan: () => Promise.reject(new Error('late')), end: () => ended++ }
    let arrive = (_: ScanAside) => {}
    const buffer = stretchBuffer()
    const scanner = stretchScanner(WORDS, [buffer], () => new Promise((to) => (arrive = to)))
    for (let turn = 0; turn < 20; turn++) await scanner.scan(stretchOf('fatal', buffer))
    scanner.end()
    arrive(late)
    await Promise.resolve()
    await Promise.resolve()
    expect(ended).toBe(1)
  })
})
