import { on, operation } from '../../checks/storage/bucket.ts'
import type { Answer } from '../../support/fault-proxy.ts'
import type { Line } from '../line.ts'
import { onS3rver } from './worlds.ts'

/** Answers every question about the bucket so, which the storage behind never hears of. */
const toAll = (answer: Answer) => [{ do: { answer } }]

function page(server: string, title: string, text: string): Answer {
  return {
    status: 403,
    headers: { 'content-type': 'text/html', server },
    body: `<!DOCTYPE html>\n<html><head><title>${title}</title></head><body><h1>${title}</h1><p>${text}</p></body></html>\n`,
  }
}

const CLOUDFLARE: Answer = {
  ...page('cloudflare', 'Attention Required! | Cloudflare', 'Sorry, you have been blocked'),
  headers: { 'content-type': 'text/html; charset=UTF-8', server: 'cloudflare', 'cf-ray': '6e79c6' },
}

const CLOUDFRONT = page(
  'CloudFront',
  'ERROR: The request could not be satisfied',
  'This distribution is not configured to allow the HTTP request method that was used for this request. The distribution supports only cachable requests.',
)

const SQUID: Answer = {
  ...page(
    'squid/6.10',
    'ERROR: The requested URL could not be retrieved',
    'Access control configuration prevents your request from being allowed at this time.',
  ),
  headers: {
    'content-type': 'text/html;charset=utf-8',
    server: 'squid/6.10',
    'x-squid-error': 'ERR_ACCESS_DENIED 0',
  },
}

/** An error in the form of S3, of a MinIO console that knows what it is taken for. */
function fromConsole(text: string): Answer {
  return {
    status: 403,
    headers: { 'content-type': 'text/xml; charset=utf-8', server: 'MinIO Console' },
    body: `<?xml version="1.0" encoding="UTF-8"?>\n<Error>\n  <Code>AccessDenied</Code>\n  <Message>${text}</Message>\n  <RequestId>0</RequestId>\n</Error>`,
  }
}

/** Refusals with a 403 that never came from the storage. */
export const deniedForeign: readonly Line[] = [
  {
    area: 'denied',
    what: 'Cloudflare before the storage takes the doctor for an attacker',
    source: 'overhangio/tutor-minio#69',
    world: onS3rver({ rules: toAll(CLOUDFLARE) }),
    root: 'storage/not-s3',
    check: 'storage/reachable',
    seen: { httpStatus: 403, server: 'cloudflare', contentType: /^text\/html/ },
  },
  {
    area: 'denied',
    what: 'a squid that nobody configured stands in the way',
    source: 'mozilla/identity-ops#34, localstack/localstack#10128',
    world: onS3rver({ rules: toAll(SQUID) }),
    root: 'storage/not-s3',
    check: 'storage/reachable',
    seen: { httpStatus: 403, server: /^squid/, contentType: /^text\/html/ },
  },
  {
    area: 'denied',
    what: 'CloudFront before the bucket passes on reading, but no writing',
    source: 'magda-io/magda#736',
    world: onS3rver({
      rules: [
        {
          when: (request) => ['put', 'delete'].includes(operation(request)),
          do: { answer: CLOUDFRONT },
        },
      ],
    }),
    root: 'storage/not-s3',
    check: 'storage/put',
    seen: { httpStatus: 403, action: 's3:PutObject' },
  },
  {
    area: 'denied',
    what: 'a gateway of nginx that serves the bucket for reading alone',
    source: 'nginx/nginx-s3-gateway#359',
    world: onS3rver({
      rules: [
        on('put', {
          status: 405,
          headers: { 'content-type': 'text/html', server: 'nginx/1.27.0' },
          body: '<html>\r\n<head><title>405 Not Allowed</title></head>\r\n<body>\r\n<center><h1>405 Not Allowed</h1></center>\r\n</body>\r\n</html>\r\n',
        }),
      ],
    }),
    root: 'storage/not-s3',
    check: 'storage/put',
    seen: { httpStatus: 405, action: 's3:PutObject' },
  },
  {
    area: 'denied',
    what: 'the port of the MinIO console, as it said so at first',
    source: 'pivotal-sadubois/tanzu-demo-hub#13',
    world: onS3rver({
      rules: toAll(
        fromConsole('S3 API Request made to Console port. S3 Requests should be sent to API port.'),
      ),
    }),
    root: 'storage/not-s3',
    check: 'storage/reachable',
    seen: { httpStatus: 403, code: 'AccessDenied' },
  },
  {
    area: 'denied',
    what: 'the port of the MinIO console, in its later words',
    source: 'minio/object-browser#2637, minio/mc#4523',
    world: onS3rver({
      rules: toAll(fromConsole('S3 API Requests must be made to API port.')),
    }),
    root: 'storage/not-s3',
    check: 'storage/reachable',
    seen: { httpStatus: 403, code: 'AccessDenied' },
  },
]
