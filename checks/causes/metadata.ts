import type { Catalogue } from '../../src/index.ts'
import { metadataConnection } from './metadata-connection.ts'
import { metadataHealth } from './metadata-health.ts'
import { metadataLogin } from './metadata-login.ts'
import { metadataSetting } from './metadata-setting.ts'

/** What can be wrong with the Redis that holds the metadata. */
export const metadata = {
  ...metadataConnection,
  ...metadataLogin,
  ...metadataHealth,
  ...metadataSetting,
} satisfies Catalogue
