import type { Catalogue } from '../../src/index.ts'
import { storageBucket } from './storage-bucket.ts'
import { storageDenied } from './storage-denied.ts'
import { storageService } from './storage-service.ts'
import { storageSettings } from './storage-settings.ts'
import { storageSigning } from './storage-signing.ts'

/** What can be wrong with the bucket, the service that holds it, and the keys to it. */
export const storage = {
  ...storageSettings,
  ...storageService,
  ...storageSigning,
  ...storageBucket,
  ...storageDenied,
} satisfies Catalogue
