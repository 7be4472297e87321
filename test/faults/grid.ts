import { authLines } from './auth/lines.ts'
import { combinedLines } from './combined/lines.ts'
import { hostLines } from './host/lines.ts'
import type { Line } from './line.ts'
import { metadataLines } from './metadata/lines.ts'
import { mountLines } from './mount/lines.ts'
import { orchestratorLines } from './orchestrator/lines.ts'
import { storageLines } from './storage/lines.ts'
import { workspaceLines } from './workspace/lines.ts'

/** Every way to be broken, and to be healthy, on which the doctor's word is judged. */
export const grid: readonly Line[] = [
  ...hostLines,
  ...mountLines,
  ...authLines,
  ...orchestratorLines,
  ...workspaceLines,
  ...storageLines,
  ...metadataLines,
  ...combinedLines,
]
