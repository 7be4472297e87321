import { element, type S3Reply, textOf } from './s3-reply.ts'

/** A difference between the request that a server checked and the one that was sent. */
export interface Difference {
  /** A header's name in lower case, or `method`, `path`, `query` or `payload`. */
  readonly part: string
  /** Both as they were, where they cannot hold a secret. */
  readonly sent?: string
  readonly received?: string
}

/** Headers whose values may be shown. */
const HARMLESS = new Set([
  'accept-encoding',
  'amz-sdk-request',
  'content-length',
  'content-type',
  'host',
  'user-agent',
  'x-amz-content-sha256',
  'x-amz-date',
])

/**
 * What the server's own canonical request, which AWS and Google send along with
 * `SignatureDoesNotMatch`, has that ours had not; empty where they are the same, undefined where
 * the server sent none.
 * Source: docs.aws.amazon.com/IAM, reference_sigv-create-signed-request.
 */
export function differences(reply: S3Reply): readonly Difference[] | undefined {
  const text = element(textOf(reply), 'CanonicalRequest')
  if (text === undefined) return undefined
  const [method = '', path = '', query = '', ...rest] = text.replaceAll('\r\n', '\n').split('\n')
  const end = rest.indexOf('')
  if (end < 0) return undefined
  const [names = '', payload = ''] = rest.slice(end + 1)
  const received = headersIn(rest.slice(0, end))
  const { sent } = reply.answer
  const [sentPath = '', sentQuery = ''] = sent.path.split('?')
  const found: Difference[] = []
  if (method !== sent.method) found.push({ part: 'method', sent: sent.method, received: method })
  if (path !== sentPath) found.push({ part: 'path', sent: sentPath, received: path })
  if (sorted(query) !== sorted(sentQuery)) found.push({ part: 'query' })
  for (const name of names.split(';').filter((one) => one !== '')) {
    const expected = folded(sent.headers[name] ?? '')
    const seen = folded(received.get(name) ?? '')
    if (expected === seen) continue
    found.push(HARMLESS.has(name) ? { part: name, sent: expected, received: seen } : { part: name })
  }
  const signed = sent.headers['x-amz-content-sha256'] ?? ''
  if (payload !== '' && payload !== signed) found.push({ part: 'payload' })
  return found
}

function headersIn(lines: readonly string[]): Map<string, string> {
  return new Map(
    lines.map((line) => {
      const colon = line.indexOf(':')
      return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1)]
    }),
  )
}

function folded(value: string): string {
  return value.trim().replace(/ +/g, ' ')
}

/** A canonical query gives each name a `=`; one without a value may have been sent without. */
function sorted(query: string): string {
  return query
    .split('&')
    .filter((pair) => pair !== '')
    .map((pair) => (pair.includes('=') ? pair : `${pair}=`))
    .sort()
    .join('&')
}
