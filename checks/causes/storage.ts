import type { Catalogue } from '../../src/index.ts'
import { storageBucket } from './storage-bucket.ts'
import { storageCredentials } from './storage-credentials.ts'
import { storageDenied } from './storage-denied.ts'
import { storageKeys } from './storage-keys.ts'
import { storageService } from './storage-service.ts'
import { storageSettings } from './storage-settings.ts'
import { storageSigning } from './storage-signing.ts'

/** What can be wrong with the bucket, the service that holds it, and the keys to it. */
export const storage = {
  ...storageSettings,
  ...storageKeys,
  ...storageService,
  ...storageSigning,
  ...storageCredentials,
  ...storageBucket,
  ...storageDenied,
} satisfies Catalogue
