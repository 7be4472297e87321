import { parentPort, workerData } from 'node:worker_threads'
import { literalScanner } from './literal-scanner.ts'
import type { ScanOrder, ScanWork } from './scan-aside.ts'

// The thread that scan-aside.ts starts: answers each order with a Scan, in the order of orders.
const { table, buffers } = workerData as ScanWork
const scan = literalScanner(table)

parentPort?.on('message', ({ buffer, from, to }: ScanOrder) => {
  const found = scan(buffers[buffer] as Uint8Array, from, to)
  parentPort?.postMessage(found, [found.places.buffer as ArrayBuffer])
})
parentPort?.postMessage('ready')
