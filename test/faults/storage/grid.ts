import { blind } from './blind.ts'
import { bucketLines } from './bucket.ts'
import { clockLines } from './clock.ts'
import { deniedLines } from './denied.ts'
import { endpointLines } from './endpoint.ts'
import { healthyLines } from './healthy.ts'
import { keysLines } from './keys.ts'
import type { Line } from './line.ts'
import { networkLines } from './network.ts'
import { propagationLines } from './propagation.ts'
import { regionLines } from './region.ts'
import { settingsLines } from './settings.ts'
import { signatureLines } from './signature.ts'
import { stateLines } from './state.ts'

/** Every way to be broken, and to be healthy, on which the doctor's word is judged. */
export const grid: readonly Line[] = [
  ...settingsLines,
  ...keysLines,
  ...endpointLines,
  ...networkLines,
  ...signatureLines,
  ...regionLines,
  ...clockLines,
  ...propagationLines,
  ...bucketLines,
  ...deniedLines,
  ...stateLines,
  ...healthyLines,
  ...blind,
]
