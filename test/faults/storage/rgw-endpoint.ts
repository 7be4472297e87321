import { request } from 'node:http'
import { SignatureV4 } from '@smithy/signature-v4'
import type { Line } from '../line.ts'
import { onRgw, type Scene } from './on-rgw.ts'

const CAPTURED = 'captured from Ceph RGW 16.2.15'
const CONFIG = 'docs.ceph.com/en/pacific/radosgw/config-ref'
const NODE = 'nodejs.org/api/tls.html (X509 certificate error codes)'

/** What meets whoever asks a real RGW under the wrong name, in the wrong protocol or at a bad time. */
export const rgwEndpoint: readonly Line[] = [
  {
    area: 'endpoint',
    what: 'RGW that serves buckets below s3.localhost, asked as localhost',
    source: `${CAPTURED} (rgw_dns_name)`,
    world: onRgw({
      gateway: { dnsName: 's3.localhost' },
      at: ({ port }) => `http://localhost:${port}`,
    }),
    root: 'storage/host-not-served',
    check: 'storage/bucket',
    seen: { bucketName: 'localhost', code: 'NoSuchBucket', httpStatus: 404 },
  },
  {
    area: 'endpoint',
    what: 'RGW on which S3 is not switched on',
    source: `${CONFIG} (rgw_enable_apis)`,
    world: onRgw({ gateway: { further: ['--rgw_enable_apis', 'swift'] } }),
    root: 'storage/not-s3',
    check: 'storage/reachable',
    seen: { httpStatus: 405, contentType: /^application\/json/ },
  },
  {
    area: 'endpoint',
    what: 'RGW that does no more than one request at a time, and has one',
    source: `${CONFIG} (rgw_max_concurrent_requests)`,
    world: onRgw({
      gateway: { further: ['--rgw_max_concurrent_requests', '1'] },
      prepare: async (scene) => ({ undo: await holdOne(scene) }),
    }),
    root: 'storage/throttled',
    check: 'storage/reachable',
    seen: { code: 'SlowDown', httpStatus: 503 },
  },
  {
    area: 'endpoint',
    what: 'RGW over TLS, and a variable that asks for checksums: they come in a trailer',
    source: `aws/aws-sdk-go-v2, middleware_compute_input_checksum.go; ${CAPTURED} (aws-chunked)`,
    world: onRgw({
      gateway: { tls: true },
      trusted: true,
      at: ({ port }) => `https://localhost:${port}`,
      env: { AWS_REQUEST_CHECKSUM_CALCULATION: 'when_supported' },
    }),
    root: 'storage/checksum-unsupported',
    check: 'storage/put',
    seen: { action: 's3:PutObject', setting: 'AWS_REQUEST_CHECKSUM_CALCULATION' },
  },
  {
    area: 'network',
    what: 'RGW over TLS with a certificate of its own making',
    source: NODE,
    world: onRgw({ gateway: { tls: true }, at: ({ port }) => `https://localhost:${port}` }),
    root: 'network/tls-untrusted',
    check: 'storage/reachable',
    seen: { host: 'localhost', stage: 'tls', code: 'DEPTH_ZERO_SELF_SIGNED_CERT' },
  },
  {
    area: 'network',
    what: 'RGW over TLS by its address, with a certificate for its name',
    source: NODE,
    world: onRgw({ gateway: { tls: true }, trusted: true }),
    root: 'network/tls-name-mismatch',
    check: 'storage/reachable',
    seen: { host: '127.0.0.1', stage: 'tls', code: 'ERR_TLS_CERT_ALTNAME_INVALID' },
  },
  {
    area: 'network',
    what: 'RGW, plain http to its port for TLS',
    source: 'seen at Ceph RGW 16.2.15 (beast ssl_endpoint)',
    world: onRgw({ gateway: { tls: true }, at: ({ port }) => `http://localhost:${port}` }),
    root: 'network/plain-to-tls',
    check: 'storage/reachable',
    seen: { host: 'localhost' },
  },
  {
    area: 'network',
    what: 'RGW, TLS to its port for plain http',
    source: 'seen at Ceph RGW 16.2.15 (beast endpoint)',
    world: onRgw({ at: ({ port }) => `https://127.0.0.1:${port}` }),
    root: 'network/tls-to-plain',
    check: 'storage/reachable',
    seen: { host: '127.0.0.1', stage: 'tls' },
  },
  {
    area: 'network',
    what: 'RGW takes the request and waits for disks that have stopped',
    source: 'seen at Ceph RGW 16.2.15, its OSD stopped by SIGSTOP',
    world: onRgw({
      timeoutMs: 7000,
      prepare: async ({ rgw }) => ({ undo: () => rgw.resume() }),
      meanwhile: async ({ rgw }) => rgw.pause(),
    }),
    root: 'network/timeout',
    check: 'storage/reachable',
    seen: { host: '127.0.0.1', stage: 'first-byte' },
  },
]

/** Begins a write and does not go on with it until the answer is called. */
async function holdOne({ gateway, bucket, owner, s3 }: Scene): Promise<() => Promise<void>> {
  const { host, port } = gateway
  const signer = new SignatureV4({
    service: 's3',
    region: 'us-east-1',
    credentials: owner,
    sha256: s3.config.sha256,
    uriEscapePath: false,
  })
  const { headers, method, path } = await signer.sign({
    method: 'PUT',
    protocol: 'http:',
    hostname: host,
    port,
    path: `/${bucket}/never-whole`,
    query: {},
    headers: {
      host: `${host}:${port}`,
      'content-length': '2',
      'x-amz-content-sha256': 'UNSIGNED-PAYLOAD',
      // Its answer shows that the gateway has begun with it.
      expect: '100-continue',
    },
  })
  const held = request({ host, port, method, path, headers, agent: false })
  await new Promise<void>((resolve, reject) => {
    held.once('continue', () => resolve())
    held.once('response', ({ statusCode }) => reject(new Error(`answered ${statusCode}`)))
    held.on('error', reject)
    held.flushHeaders()
  })
  return async () => {
    held.removeAllListeners('error').on('error', () => {})
    held.destroy()
  }
}
