import { on } from '../../checks/storage/bucket.ts'
import { captured } from '../../support/captured.ts'
import type { Line } from '../line.ts'
import { onS3rver } from './worlds.ts'
import { orchestrated } from './worlds-orchestrated.ts'
import { tigris } from './worlds-vendors.ts'

const WRONG = { root: 'storage/wrong-data', check: 'storage/get' } as const
const TAKEN = { root: 'storage/not-empty', check: 'storage/empty' } as const

const BYTES = { 'content-type': 'binary/octet-stream' }
const CHUNK = 'chunks/0/0/1_0_4096'

/** What is in the bucket, and whether it is what was put there. */
export const stateContentLines: readonly Line[] = [
  {
    area: 'state',
    what: 'what is read is of the right length, and other bytes',
    source: 'juicedata/juicefs, cmd/format.go: read wrong data',
    world: onS3rver({ rules: [on('get', { status: 200, headers: BYTES, body: 'x'.repeat(100) })] }),
    ...WRONG,
    seen: { httpStatus: 200, action: 's3:GetObject', key: /^testing\// },
  },
  {
    area: 'state',
    what: 'what is read was cut short',
    source: 'juicedata/juicefs, cmd/format.go: read wrong data',
    world: onS3rver({ rules: [on('get', { status: 200, headers: BYTES, body: 'x' })] }),
    ...WRONG,
    seen: { httpStatus: 200, action: 's3:GetObject', bytes: 1 },
  },
  {
    area: 'state',
    what: 'what is read is empty',
    source: 'minio/minio#14484, of a cache that keeps everything',
    world: onS3rver({ rules: [on('get', { status: 200, headers: BYTES })] }),
    ...WRONG,
    seen: { httpStatus: 200, action: 's3:GetObject', bytes: 0 },
  },
  {
    area: 'state',
    what: 'a scanner on the way hands out a page in place of the object',
    source: 'docs.fortinet.com, replacement messages',
    world: onS3rver({
      rules: [
        on('get', {
          status: 200,
          headers: { 'content-type': 'text/html' },
          body: '<html><body>This file is being scanned</body></html>',
        }),
      ],
    }),
    ...WRONG,
    seen: { httpStatus: 200, action: 's3:GetObject' },
  },
  {
    area: 'state',
    what: 'Tigris: what was written in one region is not yet in the other',
    source: 'benbjohnson/litestream#905',
    world: tigris({
      answers: ({ operation }) =>
        operation === 'get' ? captured('swift-wire', 'no such key: get') : undefined,
    }),
    ...WRONG,
    seen: { httpStatus: 404, code: 'NoSuchKey', key: /^testing\// },
  },
  {
    area: 'state',
    what: 'Ceph: an object is gone as soon as it is written',
    source: 'captured from Ceph RGW 16.2 (no such key)',
    world: onS3rver({ rules: [on('get', captured('ceph-wire', 'no such key: get'))] }),
    ...WRONG,
    seen: { httpStatus: 404, code: 'NoSuchKey', action: 's3:GetObject' },
  },
  {
    area: 'state',
    what: 'the workspace does not exist, and where it is to be are blocks of an earlier one',
    source: 'juicedata/juicefs, cmd/format.go: Storage … is not empty',
    world: orchestrated({ holds: [`acme/demo/${CHUNK}`] }),
    ...TAKEN,
    seen: { key: `acme/demo/${CHUNK}` },
  },
  {
    area: 'state',
    what: 'the workspace was deleted, and its blocks were not',
    source: 'juicedata/juicefs, cmd/format.go: Storage … is not empty',
    world: orchestrated({
      status: 'deleted',
      holds: ['acme/demo/juicefs_uuid', `acme/demo/${CHUNK}`],
    }),
    ...TAKEN,
    seen: { key: /^acme\/demo\// },
  },
  {
    area: 'state',
    what: 'the workspace was not formatted, and somebody keeps files where it is to be',
    source: 'juicedata/juicefs, cmd/format.go: Storage … is not empty',
    world: orchestrated({ status: 'pending_format', holds: ['acme/demo/thesis.pdf'] }),
    ...TAKEN,
    seen: { key: 'acme/demo/thesis.pdf' },
  },
  {
    area: 'state',
    what: 'the workspace is to be created in a folder that backups are kept in',
    source: 'juicedata/juicefs, cmd/format.go: Storage … is not empty',
    world: orchestrated({
      holds: ['backups/2026-11-20.tar.gz', 'backups/2026-11-21.tar.gz'],
      flags: { prefix: 'backups', intent: 'create' },
    }),
    ...TAKEN,
    seen: { key: /^backups\/2026-11-2\d\.tar\.gz$/ },
  },
]
