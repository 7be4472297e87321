import { createHash } from 'node:crypto'
import nock from 'nock'
import { s3Error, signedFor } from '../../checks/storage/bucket.ts'
import type { Answer, SeenRequest } from '../../support/fault-proxy.ts'
import type { World } from '../line.ts'
import { onWire, type WireRequest } from './worlds.ts'

/** An empty listing of the bucket. */
export const LISTED: Answer = {
  status: 200,
  headers: { 'content-type': 'application/xml', 'x-amz-request-id': 'TX0002' },
  body: '<?xml version="1.0" encoding="UTF-8"?>\n<ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Name>cases</Name><Prefix></Prefix><KeyCount>0</KeyCount><MaxKeys>1000</MaxKeys><IsTruncated>false</IsTruncated></ListBucketResult>',
}

/** Denied, and no word of why. */
export const DENIED = s3Error(403, 'AccessDenied', '<Message>Access Denied</Message>')

/** As an answer arrives: dated, and after HEAD without a body. */
export function arriving(answer: (request: WireRequest) => Answer) {
  return (request: WireRequest): Answer => {
    const { status, headers, body = '' } = answer(request)
    const dated = { date: new Date().toUTCString(), ...headers }
    return { status, headers: dated, body: request.method === 'HEAD' ? '' : body }
  }
}

/** Whether a request says who asks. */
export function isSigned({ headers }: SeenRequest): boolean {
  return headers.authorization !== undefined
}

/** Whether a request is for a bucket, or what is in it, and not for the whole service. */
function ofBucket({ host, path }: WireRequest): boolean {
  return host.startsWith('cases') || new URL(path, 'http://s3').pathname !== '/'
}

/** S3 of the region me-south-1, and the global endpoint, which does not serve its buckets. */
export function optInRegion(request: WireRequest): Answer {
  const wanted = request.host.includes('.me-south-1.') ? 'me-south-1' : 'us-east-1'
  if (!(isSigned(request) && ofBucket(request))) return DENIED
  if (wanted === 'us-east-1') {
    return s3Error(
      400,
      'IllegalLocationConstraintException',
      '<Message>The me-south-1 location constraint is incompatible for the region specific endpoint this request was sent to.</Message>',
      { server: 'AmazonS3' },
    )
  }
  const signed = signedFor(request)
  if (signed === wanted) return LISTED
  return s3Error(
    400,
    'AuthorizationHeaderMalformed',
    `<Message>The authorization header is malformed; the region '${signed}' is wrong; expecting '${wanted}'</Message><Region>${wanted}</Region>`,
  )
}

/** Google's front end adds to Accept-Encoding before the signature is verified. */
export function behindFrontEnd(request: WireRequest): Answer {
  const { authorization = '', ...headers } = request.headers
  const names = /SignedHeaders=([^,]+)/.exec(authorization)?.[1] ?? ''
  if (!isSigned(request)) return DENIED
  if (!names.split(';').includes('accept-encoding')) return LISTED
  const [path, query = ''] = request.path.split('?')
  const canonical = [
    request.method,
    path,
    query
      .split('&')
      .filter((pair) => pair !== '')
      .map((pair) => (pair.includes('=') ? pair : `${pair}=`))
      .sort()
      .join('&'),
    ...names.split(';').map((name) => {
      const added = name === 'accept-encoding' ? ',gzip(gfe)' : ''
      return `${name}:${headers[name]?.trim()}${added}`
    }),
    '',
    names,
    headers['x-amz-content-sha256'],
  ].join('\n')
  const scope = /Credential=[^/]+\/([^,]+)/.exec(authorization)?.[1]
  const hash = createHash('sha256').update(canonical).digest('hex')
  const toSign = ['AWS4-HMAC-SHA256', headers['x-amz-date'], scope, hash].join('\n')
  return s3Error(
    403,
    'SignatureDoesNotMatch',
    `<Message>Access denied.</Message><Details>The request signature we calculated does not match the signature you provided. Check your Google secret key and signing method.</Details><StringToSign>${toSign}</StringToSign><CanonicalRequest>${canonical.replaceAll('&', '&amp;')}</CanonicalRequest>`,
    { server: 'UploadServer' },
  )
}

/** R2 at its usual host, and at that of the EU, where the bucket is. */
export function inTheEu(request: WireRequest): Answer {
  const cloudflare = { server: 'cloudflare', 'cf-ray': '9a0000000000abcd-CDG' }
  const answer = /\.eu\.r2\./.test(request.host) && isSigned(request) ? LISTED : DENIED
  return { ...answer, headers: { ...answer.headers, ...cloudflare } }
}

const COS = 'cos.ap-guangzhou.myqcloud.com'
const COS_BUCKET = 'cases-1250000000'

/** A bucket of COS that is served by its own host name alone, and gives back what was put. */
export async function cosByName(): Promise<World> {
  const held = new Map<string, Buffer>()
  const dated = () => ({
    date: new Date().toUTCString(),
    'content-type': 'application/xml',
    'x-amz-request-id': 'TX0004',
  })
  const noSuchKey = '<Error><Code>NoSuchKey</Code></Error>'
  const read = (path: string): [number, string | Buffer] => {
    const { pathname, searchParams } = new URL(path, 'https://cos')
    if (searchParams.has('object-lock')) {
      return [404, '<Error><Code>ObjectLockConfigurationNotFoundError</Code></Error>']
    }
    const body = held.get(pathname)
    if (pathname !== '/') return body === undefined ? [404, noSuchKey] : [200, body]
    const contents = [...held].map(
      ([key, { length }]) =>
        `<Contents><Key>${key.slice(1)}</Key><Size>${length}</Size></Contents>`,
    )
    return [
      200,
      `<ListBucketResult><Name>${COS_BUCKET}</Name><KeyCount>${held.size}</KeyCount><IsTruncated>false</IsTruncated>${contents.join('')}</ListBucketResult>`,
    ]
  }
  // Before the endpoint's: the first scope that fits a host answers.
  const scope = nock(`https://${COS_BUCKET}.${COS}`).persist()
  scope.head(/.*/).reply((path) => [read(path)[0], '', dated()])
  scope.get(/.*/).reply((path) => [...read(path), dated()])
  scope.put(/.*/).reply(function (path, body) {
    // What is no text comes as hexadecimal digits.
    const hex = String(body).length === 2 * Number(this.req.headers['content-length'])
    held.set(path.replace(/\?.*/, ''), Buffer.from(String(body), hex ? 'hex' : 'utf8'))
    return [200, '', dated()]
  })
  scope.delete(/.*/).reply((path) => {
    held.delete(path.replace(/\?.*/, ''))
    return [204, '', dated()]
  })
  const byPath = onWire(
    `https://${COS}`,
    arriving((request) =>
      ofBucket(request)
        ? s3Error(
            403,
            'PathStyleDomainForbidden',
            '<Message>The bucket you are attempting to access must be addressed using COS virtual-styled domain.</Message>',
          )
        : DENIED,
    ),
    {
      flags: { bucket: COS_BUCKET, region: 'ap-guangzhou' },
      env: { ARTIFACTS_S3_ACCESS_KEY_ID: `AKID${'Example0'.repeat(4)}` },
    },
  )
  return { ...(await byPath()), left: async () => [...held.keys()] }
}
