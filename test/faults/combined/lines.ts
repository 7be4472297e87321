import type { Line } from '../line.ts'
import { behindLines } from './behind.ts'
import { clockLines } from './clock.ts'
import { healthyLines } from './healthy.ts'
import { inThreePlacesLines } from './in-three-places.ts'
import { metadataAndOthersLines } from './metadata-and-others.ts'
import { sharedLines } from './shared.ts'
import { sharedTlsLines } from './shared-tls.ts'
import { storageAndWorkspaceLines } from './storage-and-workspace.ts'
import { warningLines } from './warnings.ts'

/** Set-ups in which two or three things are broken at once, and whole ones that are in order. */
export const combinedLines: readonly Line[] = [
  ...behindLines,
  ...sharedLines,
  ...sharedTlsLines,
  ...storageAndWorkspaceLines,
  ...metadataAndOthersLines,
  ...inThreePlacesLines,
  ...clockLines,
  ...warningLines,
  ...healthyLines,
]
