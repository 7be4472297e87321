import type { Line } from '../line.ts'
import { rgwBucket } from './rgw-bucket.ts'
import { rgwEndpoint } from './rgw-endpoint.ts'
import { rgwHealthy } from './rgw-healthy.ts'
import { rgwKeys } from './rgw-keys.ts'
import { rgwPolicies } from './rgw-policies.ts'
import { rgwRights } from './rgw-rights.ts'
import { rgwSignature } from './rgw-signature.ts'

/** Faults and healthy set-ups of a real Ceph RGW. */
export const rgw: readonly Line[] = [
  ...rgwKeys,
  ...rgwSignature,
  ...rgwPolicies,
  ...rgwRights,
  ...rgwBucket,
  ...rgwEndpoint,
  ...rgwHealthy,
]
