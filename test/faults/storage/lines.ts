import type { Line } from '../line.ts'
import { blind } from './blind.ts'
import { bucketLines } from './bucket.ts'
import { clockLines } from './clock.ts'
import { deniedLines } from './denied.ts'
import { endpointLines } from './endpoint.ts'
import { handshakeLines } from './handshake.ts'
import { healthyLines } from './healthy.ts'
import { keysLines } from './keys.ts'
import { networkLines } from './network.ts'
import { ownWordLines } from './own-words.ts'
import { propagationLines } from './propagation.ts'
import { regionLines } from './region.ts'
import { settingsLines } from './settings.ts'
import { signatureLines } from './signature.ts'
import { stateLines } from './state.ts'

/** Every way in which a bucket can be broken, or be healthy and look odd. */
export const storageLines: readonly Line[] = [
  ...settingsLines,
  ...keysLines,
  ...endpointLines,
  ...networkLines,
  ...handshakeLines,
  ...signatureLines,
  ...regionLines,
  ...clockLines,
  ...propagationLines,
  ...bucketLines,
  ...deniedLines,
  ...ownWordLines,
  ...stateLines,
  ...healthyLines,
  ...blind,
]
