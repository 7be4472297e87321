import type { Line } from './line.ts'
import { storageLines } from './storage/lines.ts'

/** Every way to be broken, and to be healthy, on which the doctor's word is judged. */
export const grid: readonly Line[] = [...storageLines]
