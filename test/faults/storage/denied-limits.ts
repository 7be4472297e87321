import { on, operation, s3Error } from '../../checks/storage/bucket.ts'
import { captured } from '../../support/captured.ts'
import type { Answer } from '../../support/fault-proxy.ts'
import type { Line } from '../line.ts'
import { onS3rver } from './worlds.ts'
import { inMemory, refusing, xml } from './worlds-memory.ts'
import { b2 } from './worlds-vendors.ts'

const PUT = { action: 's3:PutObject' }

/** What a bucket with object lock says of itself. */
function lockOf(retention: string): Answer {
  const rule = `<Rule><DefaultRetention>${retention}</DefaultRetention></Rule>`
  return xml(
    `<?xml version="1.0" encoding="UTF-8"?>\n<ObjectLockConfiguration xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><ObjectLockEnabled>Enabled</ObjectLockEnabled>${rule}</ObjectLockConfiguration>`,
  )
}

/** Denials for want of room, and buckets that give nothing back. */
export const deniedLimits: readonly Line[] = [
  {
    area: 'denied',
    what: 'Ceph: the quota of the user is reached',
    source: 'captured from Ceph RGW 16.2 (a user quota of one object)',
    world: onS3rver({
      rules: [on('put', captured('ceph-pol', 'user quota 1 object: put 2'))],
    }),
    root: 'storage/quota-exceeded',
    check: 'storage/put',
    seen: { ...PUT, httpStatus: 403, code: 'QuotaExceeded' },
  },
  {
    area: 'denied',
    what: 'MinIO: the quota of the bucket is reached',
    source: 'minio/minio-py#1313',
    world: onS3rver({
      rules: [
        on(
          'put',
          s3Error(
            400,
            'XMinioAdminBucketQuotaExceeded',
            '<Message>Bucket quota exceeded</Message>',
            { server: 'MinIO' },
          ),
        ),
      ],
    }),
    root: 'storage/quota-exceeded',
    check: 'storage/put',
    seen: { ...PUT, httpStatus: 400, code: 'XMinioAdminBucketQuotaExceeded' },
  },
  {
    area: 'denied',
    what: 'B2: the cap on storage that the account has set itself',
    source: 'backblaze.com/docs, Data Caps and Alerts; Backblaze/B2_Command_Line_Tool#36',
    world: b2({
      answers: refusing({
        put: s3Error(
          403,
          'AccessDenied',
          '<Message>Cannot upload files, storage cap exceeded. See the Caps &amp; Alerts page to increase your cap.</Message>',
        ),
      }),
    }),
    root: 'storage/quota-exceeded',
    check: 'storage/put',
    seen: { ...PUT, httpStatus: 403, code: 'AccessDenied' },
  },
  {
    area: 'denied',
    what: 'NooBaa: the bucket may hold no more objects',
    source: 'noobaa/noobaa-core#8668',
    world: onS3rver({
      rules: [
        on(
          'put',
          s3Error(
            403,
            'ObjectQuotaExceeded',
            '<Message>Object count exceeds the maximum allowed for the bucket</Message>',
          ),
        ),
      ],
    }),
    root: 'storage/quota-exceeded',
    check: 'storage/put',
    seen: { ...PUT, httpStatus: 403, code: 'ObjectQuotaExceeded' },
  },
  {
    area: 'denied',
    what: 'MinIO: the drives are full, at the threshold that it keeps',
    source: 'minio/minio#6795',
    world: onS3rver({
      rules: [
        on(
          'put',
          s3Error(
            507,
            'XMinioStorageFull',
            '<Message>Storage backend has reached its minimum free drive threshold. Please delete a few objects to proceed.</Message>',
            { server: 'MinIO' },
          ),
        ),
      ],
    }),
    root: 'storage/full',
    check: 'storage/put',
    seen: { ...PUT, httpStatus: 507, code: 'XMinioStorageFull' },
  },
  {
    area: 'denied',
    what: 'a gateway to a file system that is full, which says so in plain text',
    source: 'RFC 4918 § 11.5, 507 Insufficient Storage',
    world: onS3rver({
      rules: [
        on('put', {
          status: 507,
          headers: { 'content-type': 'text/plain' },
          body: 'Insufficient Storage\n',
        }),
      ],
    }),
    root: 'storage/full',
    check: 'storage/put',
    seen: { ...PUT, httpStatus: 507 },
  },
  {
    area: 'denied',
    what: 'AWS: the bucket keeps every object for thirty days',
    source: 'docs.aws.amazon.com/AmazonS3/latest/API/API_GetObjectLockConfiguration.html',
    world: inMemory('https://s3.eu-west-3.amazonaws.com', {
      versioned: true,
      answers: (asked) => {
        if (asked.operation === 'lock') return lockOf('<Mode>GOVERNANCE</Mode><Days>30</Days>')
        return asked.operation === 'put'
          ? s3Error(400, 'InvalidRequest', '<Message>nothing may be written here</Message>')
          : undefined
      },
    }),
    root: 'storage/object-locked',
    check: 'storage/put',
    seen: { bucket: 'cases' },
  },
  {
    area: 'denied',
    what: 'MinIO: the bucket keeps every object for years, in compliance mode',
    source: 'rustfs/rustfs#1509, of a MinIO client; min.io docs, mc retention set --default',
    world: onS3rver({
      rules: [
        on('lock', lockOf('<Mode>COMPLIANCE</Mode><Years>7</Years>')),
        on('put', s3Error(400, 'InvalidRequest', '<Message>nothing may be written here</Message>')),
      ],
    }),
    root: 'storage/object-locked',
    check: 'storage/put',
    seen: { bucket: 'cases' },
  },
  {
    area: 'denied',
    what: 'Ceph: a retention that the keys may not ask for, and that keeps the probe',
    source: 'captured from Ceph RGW 16.2 (a bucket with a default retention of a day)',
    world: onS3rver({
      rules: [
        on('lock', captured('ceph-pol', 'u2 with Get+Put+List: location')),
        {
          when: (request) => operation(request) === 'put',
          do: { forwardThen: { answer: captured('ceph-pol', 'locked put') } },
        },
        {
          when: (request) => operation(request) === 'delete' && /versionId/.test(request.path),
          do: { answer: captured('ceph-pol', 'locked: delete version') },
        },
        on('delete', captured('ceph-pol', 'locked: delete (marker)')),
      ],
    }),
    root: 'storage/delete-denied',
    check: 'storage/delete',
    seen: { action: 's3:DeleteObject', key: /^testing\//, version: /^mlfK/ },
    leaves: true,
  },
]
