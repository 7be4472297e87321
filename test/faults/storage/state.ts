import { on, operation, s3Error } from '../../checks/storage/bucket.ts'
import { captured } from '../../support/captured.ts'
import type { Answer, Rule } from '../../support/fault-proxy.ts'
import type { Line } from '../line.ts'
import { stateContentLines } from './state-content.ts'
import { stateThrottledLines } from './state-throttled.ts'
import { onS3rver } from './worlds.ts'
import { refusing } from './worlds-memory.ts'
import { b2 } from './worlds-vendors.ts'

const BROKEN = { root: 'storage/server-error' } as const

/** An answer of a gateway that fails in a page of its own. */
function gateway(status: number, server: string, title: string): Answer {
  const body = `<html>\r\n<head><title>${title}</title></head>\r\n<body>\r\n<center><h1>${title}</h1></center>\r\n</body>\r\n</html>\r\n`
  return { status, headers: { 'content-type': 'text/html', server }, body }
}

/** Lets an operation take effect, and answers otherwise. */
const though = (name: string, answer: Answer): Rule => ({
  when: (request) => operation(request) === name,
  do: { forwardThen: { answer } },
})

const service: readonly Line[] = [
  {
    area: 'state',
    what: 'Swift: its container servers are down',
    source: 'captured from Swift 2.30 (container server stopped)',
    world: onS3rver({
      rules: [on('list', captured('swift-down', 'container server down: list'))],
    }),
    ...BROKEN,
    check: 'storage/reachable',
    seen: { httpStatus: 503, code: 'ServiceUnavailable' },
  },
  {
    area: 'state',
    what: 'Swift: its object servers are down, which the listing does not show',
    source: 'captured from Swift 2.30 (object server stopped)',
    world: onS3rver({
      rules: [
        on('put', captured('swift-down', 'object server down: put')),
        on('get', captured('swift-down', 'object server down: get')),
      ],
    }),
    ...BROKEN,
    check: 'storage/put',
    seen: { httpStatus: 503, code: 'ServiceUnavailable', action: 's3:PutObject' },
  },
  {
    area: 'state',
    what: 'Swift: its object servers go down between writing and reading',
    source: 'captured from Swift 2.30 (object server stopped)',
    world: onS3rver({ rules: [on('get', captured('swift-down', 'object server down: get'))] }),
    ...BROKEN,
    check: 'storage/get',
    seen: { httpStatus: 503, code: 'ServiceUnavailable', action: 's3:GetObject' },
  },
  {
    area: 'state',
    what: 'MinIO: the server has started, and is not ready',
    source: 'minio/minio, cmd/api-errors.go (XMinioServerNotInitialized)',
    world: onS3rver({
      rules: [
        on(
          'list',
          s3Error(
            503,
            'XMinioServerNotInitialized',
            '<Message>Server not initialized yet, please try again.</Message>',
            { server: 'MinIO' },
          ),
        ),
      ],
    }),
    ...BROKEN,
    check: 'storage/reachable',
    seen: { httpStatus: 503, code: 'XMinioServerNotInitialized' },
  },
  {
    area: 'state',
    what: 'B2: a vault is busy, and asks to be tried again',
    source: 'Chocobozzz/PeerTube#6415; backblaze.com/docs, 503 is normal',
    world: b2({
      answers: refusing({
        put: s3Error(503, 'ServiceUnavailable', '<Message>no tomes available</Message>'),
      }),
    }),
    ...BROKEN,
    check: 'storage/put',
    seen: { httpStatus: 503, code: 'ServiceUnavailable', action: 's3:PutObject' },
  },
  {
    area: 'state',
    what: 'AWS: an internal error, of which it says to try again',
    source: 'docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html (InternalError)',
    world: onS3rver({
      rules: [
        on(
          'list',
          s3Error(
            500,
            'InternalError',
            '<Message>We encountered an internal error. Please try again.</Message>',
          ),
        ),
      ],
    }),
    ...BROKEN,
    check: 'storage/reachable',
    seen: { httpStatus: 500, code: 'InternalError', requestId: 'TX0001' },
  },
  {
    area: 'state',
    what: 'nginx before the storage finds nobody behind it',
    source: 'nginx/nginx, src/http/ngx_http_special_response.c (502)',
    world: onS3rver({
      rules: [{ do: { answer: gateway(502, 'nginx/1.27.0', '502 Bad Gateway') } }],
    }),
    ...BROKEN,
    check: 'storage/reachable',
    seen: { httpStatus: 502 },
  },
  {
    area: 'state',
    what: 'Cloudflare before the storage gets no connection to it',
    source: 'developers.cloudflare.com/support, Error 521: Web server is down',
    world: onS3rver({
      rules: [{ do: { answer: gateway(521, 'cloudflare', 'Web server is down') } }],
    }),
    ...BROKEN,
    check: 'storage/reachable',
    seen: { httpStatus: 521 },
  },
  {
    area: 'state',
    what: 'a write that takes effect, and is answered with an internal error',
    source: 'docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html (InternalError)',
    world: onS3rver({ rules: [though('put', s3Error(500, 'InternalError'))] }),
    ...BROKEN,
    check: 'storage/put',
    seen: { httpStatus: 500, code: 'InternalError', action: 's3:PutObject' },
  },
  {
    area: 'state',
    what: 'a write that takes effect, and outlasts the patience of a balancer',
    source: 'nginx/nginx, src/http/ngx_http_special_response.c (504)',
    world: onS3rver({
      rules: [though('put', gateway(504, 'nginx/1.27.0', '504 Gateway Time-out'))],
    }),
    ...BROKEN,
    check: 'storage/put',
    seen: { httpStatus: 504, action: 's3:PutObject' },
  },
]

/** What the storage and the bucket are like just now. */
export const stateLines: readonly Line[] = [
  ...stateThrottledLines,
  ...service,
  ...stateContentLines,
]
