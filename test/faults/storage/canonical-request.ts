import { createHash } from 'node:crypto'
import type { Answer, Rule, SeenRequest } from '../../support/fault-proxy.ts'
import { refusal } from './at-vendor.ts'

/** What AWS says, and most others after it. */
export const AWS_SAYS =
  'The request signature we calculated does not match the signature you provided. Check your key and signing method.'

/** What reached a server that is other than what was sent. */
export interface Altered {
  readonly path?: (path: string) => string
  readonly query?: (query: string) => string
  readonly headers?: Readonly<Record<string, string>>
}

/**
 * The text that a server signs for a request, in the form of Signature Version 4
 * (docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html).
 */
function canonicalRequest({ method, path, headers }: SeenRequest, altered: Altered): string {
  const { path: alterPath = same, query: alterQuery = same, headers: others = {} } = altered
  const signed = signedHeaders(headers)
  const [uri = '/', query = ''] = path.split('?')
  const parameters = query.split('&').filter((part) => part !== '')
  return [
    method,
    alterPath(uri),
    alterQuery(parameters.sort().join('&')),
    ...signed.map((name) => `${name}:${others[name] ?? headers[name]}`),
    '',
    signed.join(';'),
    headers['x-amz-content-sha256'],
  ].join('\n')
}

const same = (text: string) => text

/** The names of the headers that a request's signature covers. */
export function signedHeaders(headers: SeenRequest['headers']): string[] {
  return /SignedHeaders=([^,]+)/.exec(headers.authorization ?? '')?.[1]?.split(';') ?? []
}

/** A refusal that shows what the server signed, as AWS, Google and Swift do. */
export function shown(request: SeenRequest, altered: Altered = {}, message = AWS_SAYS): Answer {
  const canonical = canonicalRequest(request, altered)
  const [, key = '', scope = ''] =
    /Credential=([^/]+)\/([^,]+)/.exec(request.headers.authorization ?? '') ?? []
  const hash = createHash('sha256').update(canonical).digest('hex')
  const toSign = ['AWS4-HMAC-SHA256', request.headers['x-amz-date'], scope, hash].join('\n')
  const xml = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
  return refusal(
    403,
    'SignatureDoesNotMatch',
    message,
    `<AWSAccessKeyId>${key}</AWSAccessKeyId><StringToSign>${xml(toSign)}</StringToSign>` +
      `<SignatureProvided>${'0'.repeat(64)}</SignatureProvided><CanonicalRequest>${xml(canonical)}</CanonicalRequest>`,
  )
}

/** On loopback: every signed request is refused, with what the server signed. */
export const swift = (altered: Altered = {}): Rule[] => [
  {
    when: ({ headers }) => headers.authorization !== undefined,
    do: { answer: (request) => shown(request, altered) },
  },
]
