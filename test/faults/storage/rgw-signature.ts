import type { Rule, SeenRequest } from '../../support/fault-proxy.ts'
import { startOrchestrator } from '../../support/orchestrator-server.ts'
import { freshToken } from '../../support/set-up.ts'
import type { Line } from '../line.ts'
import { onRgw } from './on-rgw.ts'

const CAPTURED = 'captured from Ceph RGW 16.2.15'

type Headers = SeenRequest['headers']

/** What a real RGW says of signatures: of their secret, of their time, and of what became of them on the way. */
export const rgwSignature: readonly Line[] = [
  {
    area: 'signature',
    what: 'RGW, the secret is that of somebody else',
    source: CAPTURED,
    world: onRgw({
      prepare: async ({ rgw }) => ({
        env: { ARTIFACTS_S3_SECRET_ACCESS_KEY: rgw.second.secretAccessKey },
      }),
    }),
    root: 'storage/secret-mismatch',
    check: 'storage/region',
    seen: { code: 'SignatureDoesNotMatch', httpStatus: 403 },
  },
  ...[20, -20].map(
    (minutesAhead): Line => ({
      area: 'clock',
      what: `RGW and this machine are 20 minutes apart, RGW ${minutesAhead > 0 ? 'ahead' : 'behind'}`,
      source: CAPTURED,
      world: onRgw({ gateway: { minutesAhead } }),
      root: 'host/clock-skewed',
      check: 'storage/region',
      seen: {
        code: 'RequestTimeTooSkewed',
        httpStatus: 403,
        skewSeconds: minutesAhead > 0 ? /^-(119\d|120\d)$/ : /^(119\d|120\d)$/,
      },
    }),
  ),
  {
    area: 'clock',
    what: 'RGW is 20 minutes ahead, and the orchestrator agrees with this machine',
    source: `${CAPTURED}; docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html`,
    world: onRgw({
      gateway: { minutesAhead: 20 },
      only: ['storage/*', 'host/clock', 'orchestrator/*'],
      prepare: async () => {
        const token = freshToken()
        const orchestrator = await startOrchestrator({
          tokens: [token],
          handle: 'acme',
          workspaces: { demo: { status: 'active' } },
        })
        return {
          env: { TONBO_API_KEY: token, ARTIFACTS_ORCHESTRATOR_URL: orchestrator.url },
          undo: orchestrator.stop,
        }
      },
    }),
    root: 'storage/clock-skewed',
    check: 'storage/region',
    seen: { code: 'RequestTimeTooSkewed', httpStatus: 403 },
  },
  {
    area: 'clock',
    what: 'RGW is 5 minutes ahead, which it allows',
    source: 'docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html, RequestTimeTooSkewed',
    world: onRgw({ gateway: { minutesAhead: 5 } }),
    root: 'host/clock-drifting',
    check: 'host/clock',
    seen: { host: '127.0.0.1', skewSeconds: /^-(29\d|30\d)$/ },
  },
  {
    area: 'signature',
    what: 'RGW behind a proxy that rewrites Accept-Encoding',
    source: 'aws/aws-sdk-go-v2#1816, juicedata/juicefs#6254',
    world: onRgw({
      rules: [{ do: { rewrite: acceptsGzip } }],
    }),
    root: 'storage/request-rewritten',
    check: 'storage/region',
    seen: { code: 'SignatureDoesNotMatch', minimalHeaders: 'accepted' },
  },
  {
    area: 'signature',
    what: 'RGW behind a proxy that drops the headers it does not know',
    source: 'benbjohnson/litestream#1394 on the headers that the Go SDK signs',
    world: onRgw({
      rules: [
        {
          do: {
            rewrite: (headers) =>
              Object.fromEntries(
                Object.entries(headers).filter(([name]) => !name.startsWith('amz-sdk-')),
              ),
          },
        },
      ],
    }),
    root: 'storage/request-rewritten',
    check: 'storage/region',
    seen: { code: 'SignatureDoesNotMatch', minimalHeaders: 'accepted' },
  },
  {
    area: 'signature',
    what: 'RGW behind a proxy that sends its own Host on',
    source: 'minio/minio#15196; captured from Ceph RGW 16.2.15 (proxy rewrote Host)',
    world: onRgw({
      rules: [{ do: { rewrite: (headers) => ({ ...headers, host: 'rgw.internal:7480' }) } }],
    }),
    root: 'storage/request-rewritten',
    check: 'storage/region',
    seen: { code: 'SignatureDoesNotMatch', httpStatus: 403 },
  },
  {
    area: 'signature',
    what: 'RGW behind a proxy that rewrites Accept-Encoding of writes',
    source: 'aws/aws-sdk-go-v2#1816, juicedata/juicefs#6254',
    world: onRgw({ rules: [onlyOn('PUT', acceptsGzip)] }),
    root: 'storage/request-rewritten',
    check: 'storage/put',
    seen: { action: 's3:PutObject', code: 'SignatureDoesNotMatch', minimalHeaders: 'accepted' },
  },
  {
    area: 'signature',
    what: 'RGW behind a proxy that rewrites Accept-Encoding of reads',
    source: 'aws/aws-sdk-go-v2#1816, juicedata/juicefs#6254',
    world: onRgw({ rules: [onlyOn('GET', acceptsGzip)] }),
    root: 'storage/request-rewritten',
    check: 'storage/get',
    seen: { action: 's3:GetObject', code: 'SignatureDoesNotMatch' },
  },
  {
    area: 'signature',
    what: 'RGW behind a proxy that passes writes on in chunks, without their length',
    source: 'nginx.org/en/docs/http/ngx_http_proxy_module.html (proxy_request_buffering)',
    world: onRgw({
      rules: [onlyOn('PUT', ({ 'content-length': _, ...headers }) => headers)],
    }),
    root: 'storage/request-rewritten',
    check: 'storage/put',
    seen: { action: 's3:PutObject', code: 'SignatureDoesNotMatch' },
  },
]

function onlyOn(method: string, rewrite: (headers: Headers) => Headers): Rule {
  // What the doctor writes lies below `testing/`; the listing is to go through.
  return {
    when: (request) => request.method === method && request.path.includes('/testing/'),
    do: { rewrite },
  }
}

function acceptsGzip(headers: Headers): Headers {
  return { ...headers, 'accept-encoding': 'gzip' }
}
