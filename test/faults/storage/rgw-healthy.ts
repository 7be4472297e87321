import {
  DeleteObjectCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
} from '@aws-sdk/client-s3'
import { startOrchestrator } from '../../support/orchestrator-server.ts'
import { setPolicy } from '../../support/rgw-s3.ts'
import { STS, temporaryKeys } from '../../support/rgw-sts.ts'
import { freshToken } from '../../support/set-up.ts'
import type { Healthy } from '../line.ts'
import { type OnRgw, onRgw, type Scene } from './on-rgw.ts'
import { onlyBelow } from './rgw-rights.ts'

const PASSES = [
  ...['storage/settings', 'storage/keys', 'storage/reachable', 'storage/region'],
  ...['storage/credentials', 'storage/bucket', 'storage/put', 'storage/get', 'storage/delete'],
  ...['storage/list', 'host/clock'],
]

function healthy(what: string, source: string, how: OnRgw): Healthy {
  return { area: 'state', what, source, world: onRgw(how), passes: PASSES, exitCode: 0 }
}

const DOCS = 'docs.ceph.com/en/pacific/radosgw'
const CAPTURED = 'captured from Ceph RGW 16.2.15'

/** Set-ups of a real RGW in which nothing is wrong. */
export const rgwHealthy: readonly Healthy[] = [
  healthy('RGW as it is', `${DOCS}/s3`, {}),
  healthy('RGW, a bucket with versions', `${DOCS}/s3/bucketops (versioning)`, {
    prepare: async (scene) => {
      await versioning(scene, 'Enabled')
      await hide(scene, 'testing/hidden')
      return undefined
    },
  }),
  healthy('RGW, a bucket whose versions are suspended', `${DOCS}/s3/bucketops (versioning)`, {
    prepare: async (scene) => {
      await versioning(scene, 'Enabled')
      await hide(scene, 'testing/hidden')
      await versioning(scene, 'Suspended')
      return undefined
    },
  }),
  healthy('RGW, a bucket with object lock and no default', `${DOCS}/s3/bucketops (object lock)`, {
    create: { ObjectLockEnabledForBucket: true },
  }),
  healthy('RGW, versions that the keys may not list', `${DOCS}/bucketpolicy`, {
    prepare: async (scene) => {
      await versioning(scene, 'Enabled')
      await deny(scene, 's3:ListBucketVersions')
      return undefined
    },
  }),
  healthy('RGW, keys that may not ask about object lock', `${DOCS}/bucketpolicy`, {
    prepare: async (scene) => {
      await deny(scene, 's3:GetBucketObjectLockConfiguration')
      return undefined
    },
  }),
  healthy('RGW, a bucket that is named with its tenant', `${DOCS}/multitenancy`, {
    tenant: 'acme',
    prepare: async ({ bucket }) => ({ flags: { bucket: `acme:${bucket}` } }),
  }),
  {
    ...healthy('RGW, a bucket with versions, waiting for keys', `${DOCS}/s3/bucketops`, {
      waitMs: 10_000,
      prepare: async (scene) => {
        await versioning(scene, 'Enabled')
        return undefined
      },
    }),
    passes: [...PASSES, 'storage/propagation'],
  },
  healthy('RGW in plain http, a variable that asks for checksums', `${CAPTURED} (checksum)`, {
    env: { AWS_REQUEST_CHECKSUM_CALCULATION: 'when_supported' },
  }),
  healthy('RGW, a bucket of a user in a tenant', `${DOCS}/multitenancy`, { tenant: 'acme' }),
  healthy('RGW, region auto', `${CAPTURED} (region in scope auto)`, { flags: { region: 'auto' } }),
  healthy('RGW, a region that it has never heard of', `${CAPTURED} (region in scope)`, {
    flags: { region: 'eu-central-9' },
  }),
  healthy('RGW, a prefix of odd characters', 'docs.aws.amazon.com (object-keys)', {
    flags: { prefix: "a b+c%20d/é 漢字/'(!)*~@:,;=&$/" },
  }),
  healthy('RGW, a prefix that was given without its slash', `${DOCS}/s3`, {
    flags: { prefix: 'acme/demo' },
  }),
  healthy('RGW by the name localhost', `${DOCS}/s3`, {
    at: ({ port }) => `http://localhost:${port}`,
  }),
  healthy('RGW that serves buckets below a domain, by its address', `${CAPTURED} (rgw_dns_name)`, {
    gateway: { dnsName: 's3.localhost' },
  }),
  healthy('RGW that serves buckets below localhost, by that name', `${CAPTURED} (rgw_dns_name)`, {
    gateway: { dnsName: 'localhost' },
    at: ({ port }) => `http://localhost:${port}`,
  }),
  healthy('RGW over TLS that is trusted', 'go.dev/src/crypto/x509/root_unix.go', {
    gateway: { tls: true },
    trusted: true,
    at: ({ port }) => `https://localhost:${port}`,
  }),
  healthy('RGW over TLS, a policy that forbids plain http', `${DOCS}/bucketpolicy`, {
    gateway: { tls: true },
    trusted: true,
    at: ({ port }) => `https://localhost:${port}`,
    prepare: async ({ s3, bucket }) => {
      const Condition = { Null: { 'aws:SecureTransport': 'true' } }
      await setPolicy(s3, bucket, { Effect: 'Deny', Action: 's3:GetObject', Condition })
      return undefined
    },
  }),
  healthy('RGW, keys with a session token that it does not look at', CAPTURED, {
    env: { ARTIFACTS_S3_SESSION_TOKEN: 'a-token-of-another-place' },
  }),
  healthy('RGW, temporary keys of its own with their token', `${DOCS}/STS`, {
    gateway: { further: STS },
    prepare: async ({ rgw, gateway, owner }) => {
      const keys = await temporaryKeys(rgw, gateway, owner)
      return {
        env: {
          ARTIFACTS_S3_ACCESS_KEY_ID: keys.accessKeyId,
          ARTIFACTS_S3_SECRET_ACCESS_KEY: keys.secretAccessKey,
          ARTIFACTS_S3_SESSION_TOKEN: keys.sessionToken,
        },
      }
    },
  }),
  healthy('RGW, somebody else with rights to a folder, asked there', `${DOCS}/bucketpolicy`, {
    stranger: true,
    flags: { prefix: 'acme/' },
    prepare: onlyBelow('acme/'),
  }),
  {
    ...healthy('RGW, no more rights than creating needs', `${DOCS}/bucketpolicy`, {
      stranger: true,
      flags: { prefix: 'acme/demo/' },
      prepare: async ({ s3, bucket }) => {
        await setPolicy(s3, bucket, {
          Effect: 'Allow',
          Action: ['s3:PutObject', 's3:GetObject', 's3:DeleteObject'],
          Resource: `arn:aws:s3:::${bucket}/acme/demo/*`,
          user: 'second',
        })
        return undefined
      },
    }),
    passes: PASSES.filter((id) => id !== 'storage/list'),
    warns: { 'storage/list': 'storage/list-denied' },
  },
  {
    ...healthy(
      'RGW, an earlier workspace left only delete markers',
      'juicedata/juicefs, format.go',
      {
        only: ['storage/*', 'workspace/state', 'host/clock'],
        flags: { workspace: 'acme/demo', intent: 'create' },
        prepare: async (scene) => {
          await versioning(scene, 'Enabled')
          await hide(scene, 'acme/demo/chunks/0/0/1_0_4096')
          const token = freshToken()
          const orchestrator = await startOrchestrator({
            tokens: [token],
            handle: 'acme',
            workspaces: {},
          })
          return {
            env: { TONBO_API_KEY: token, ARTIFACTS_ORCHESTRATOR_URL: orchestrator.url },
            undo: orchestrator.stop,
          }
        },
      },
    ),
    passes: [...PASSES, 'storage/empty'],
  },
]

async function versioning({ s3, bucket }: Scene, Status: 'Enabled' | 'Suspended'): Promise<void> {
  const VersioningConfiguration = { Status }
  await s3.send(new PutBucketVersioningCommand({ Bucket: bucket, VersioningConfiguration }))
}

async function deny({ s3, bucket }: Scene, Action: string): Promise<void> {
  await setPolicy(s3, bucket, { Effect: 'Deny', Action })
}

/** Writes two versions of an object and puts a delete marker before them. */
async function hide({ s3, bucket }: Scene, Key: string): Promise<void> {
  for (const Body of ['first', 'second']) {
    await s3.send(new PutObjectCommand({ Bucket: bucket, Key, Body }))
  }
  await s3.send(new DeleteObjectCommand({ Bucket: bucket, Key }))
}
