import type { Line } from '../line.ts'
import { connectionLines } from './connection.ts'
import { connectionTlsLines } from './connection-tls.ts'
import { healthLines } from './health.ts'
import { healthyLines } from './healthy.ts'
import { healthyKindLines } from './healthy-kinds.ts'
import { loginLines } from './login.ts'
import { redirectLines } from './redirect.ts'
import { settingLines } from './setting.ts'
import { settingBucketLines } from './setting-bucket.ts'
import { settingElsewhereLines } from './setting-elsewhere.ts'
import { warningLines } from './warnings.ts'

/** Every way in which the metadata can be broken, or be healthy and look odd. */
export const metadataLines: readonly Line[] = [
  ...connectionLines,
  ...connectionTlsLines,
  ...loginLines,
  ...redirectLines,
  ...healthLines,
  ...warningLines,
  ...settingLines,
  ...settingElsewhereLines,
  ...settingBucketLines,
  ...healthyLines,
  ...healthyKindLines,
]
