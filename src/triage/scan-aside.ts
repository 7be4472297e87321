import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import type { Scan } from './literal-scanner.ts'
import type { LiteralTable } from './literal-table.ts'
import type { Stretch } from './read-lines.ts'

/** What the thread is started with. */
export interface ScanWork {
  readonly table: LiteralTable
  /** Shared with it. */
  readonly buffers: readonly Uint8Array[]
}

/** What it is asked for: a scan of one of its buffers, given by its index. */
export interface ScanOrder {
  readonly buffer: number
  readonly from: number
  readonly to: number
}

/** Scans in another thread. */
export interface ScanAside {
  /** Rejects where the thread has ended. The buffer must stay as it is until the scan is there. */
  scan(stretch: Stretch): Promise<Scan>
  end(): void
}

/** Where the thread's module stands, as compiled and as bundled. */
const MODULE = new URL('./scan-worker.js', import.meta.url)

/** Starts a thread that scans these buffers, shared memory all; rejects where none can be started. */
export async function startScanAside(
  table: LiteralTable,
  buffers: readonly Buffer[],
  module = MODULE,
): Promise<ScanAside> {
  const work: ScanWork = {
    table,
    buffers: buffers.map((one) => new Uint8Array(one.buffer, one.byteOffset, one.length)),
  }
  const worker = new Worker(module, { workerData: work, env: {}, execArgv: [] })
  // Only a scan that is waited for keeps the process going.
  worker.unref()
  const waiting: Waiting[] = []
  let ended: Error | undefined
  const fail = (reason: Error) => {
    ended ??= reason
    for (const { reject } of waiting.splice(0)) reject(ended)
  }
  worker
    .on('error', fail)
    .on('messageerror', fail)
    .on('exit', () => fail(new Error('the thread that scans has ended')))
  await once(worker, 'message')
  worker.on('message', (scan: Scan) => {
    waiting.shift()?.resolve(scan)
    if (waiting.length === 0) worker.unref()
  })
  return {
    scan: ({ buffer, from, to }) =>
      new Promise((resolve, reject) => {
        if (ended !== undefined) return reject(ended)
        waiting.push({ resolve, reject })
        worker.ref()
        const order: ScanOrder = { buffer: buffers.indexOf(buffer), from, to }
        worker.postMessage(order)
      }),
    end: () => void worker.terminate(),
  }
}

interface Waiting {
  readonly resolve: (scan: Scan) => void
  readonly reject: (reason: Error) => void
}
