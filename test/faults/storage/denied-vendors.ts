import { s3Error } from '../../checks/storage/bucket.ts'
import type { Line } from '../line.ts'
import { refusing } from './worlds-memory.ts'
import { b2, gcs, r2 } from './worlds-vendors.ts'

const CODE = { httpStatus: 403, code: 'AccessDenied' }
const PUT = { ...CODE, action: 's3:PutObject' }

/** Denials of other vendors, in their words. */
export const deniedAtVendors: readonly Line[] = [
  {
    area: 'denied',
    what: 'B2: an application key without deleteFiles',
    source: 'nixys/nxs-backup#98, thephpleague/flysystem#1725',
    world: b2({
      answers: refusing({
        delete: s3Error(403, 'AccessDenied', '<Message>not entitled</Message>'),
      }),
    }),
    root: 'storage/delete-denied',
    check: 'storage/delete',
    seen: { ...CODE, action: 's3:DeleteObject' },
    leaves: true,
  },
  {
    area: 'denied',
    what: 'R2: a token for reading objects only',
    source: 'developers.cloudflare.com/r2/api/tokens',
    world: r2({
      answers: refusing({
        put: s3Error(403, 'AccessDenied', '<Message>Access Denied</Message>'),
        lock: s3Error(403, 'AccessDenied', '<Message>Access Denied</Message>'),
      }),
    }),
    root: 'storage/access-denied',
    check: 'storage/put',
    seen: PUT,
  },
  {
    area: 'denied',
    what: 'GCS: a service account that may view objects',
    source: 'cloud.google.com/storage/docs/access-control/iam-roles',
    world: gcs({
      answers: refusing({
        put: s3Error(
          403,
          'AccessDenied',
          '<Message>Access denied.</Message><Details>doctor@project.iam.gserviceaccount.com does not have storage.objects.create access to the Google Cloud Storage object.</Details>',
        ),
      }),
    }),
    root: 'storage/access-denied',
    check: 'storage/put',
    seen: PUT,
  },
]
