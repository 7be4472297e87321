import { availableParallelism } from 'node:os'
import { literalScanner, type Scan } from './literal-scanner.ts'
import { type LiteralTable, literalTable } from './literal-table.ts'
import type { Stretch } from './read-lines.ts'
import { type ScanAside, startScanAside } from './scan-aside.ts'

/** Scans stretches for literals, of long inputs in another thread while others are read. */
export interface StretchScanner {
  /** The buffer must stay as it is until the scan is there. */
  scan(stretch: Stretch): Scan | Promise<Scan>
  /** Ends the thread, if there is one. */
  end(): void
}

/** So many stretches come before a thread: it costs as much to start as scanning a few. */
const FEW = 8

/** A scanner of these buffers; where no thread can be had, all is scanned in this one. */
export function stretchScanner(
  sought: readonly string[],
  buffers: readonly Buffer[],
  start = startScanAside,
): StretchScanner {
  const table = tableOf(sought)
  const scan = literalScanner(table)
  let scanned = 0
  let aside: ScanAside | undefined
  let over = false

  async function begin(): Promise<void> {
    const started = await start(table, buffers).catch(() => undefined)
    if (over) started?.end()
    else aside = started
  }

  return {
    scan(stretch) {
      const { buffer, from, to } = stretch
      scanned += 1
      if (scanned === FEW && availableParallelism() > 1) void begin()
      if (aside === undefined) return scan(buffer, from, to)
      return aside.scan(stretch).catch(() => {
        aside = undefined
        return scan(buffer, from, to)
      })
    },
    end() {
      over = true
      aside?.end()
    },
  }
}

let last: { readonly key: string; readonly table: LiteralTable } | undefined

/** The table of these literals: whoever triages one log after the other has one catalogue. */
function tableOf(sought: readonly string[]): LiteralTable {
  const key = sought.join('\n')
  if (last?.key !== key) last = { key, table: literalTable(sought) }
  return last.table
}
