import { createHmac } from 'node:crypto'

/** What is signed of a request: it must not have sub-resources or headers of its own. */
interface Unsigned {
  readonly method: string
  readonly path: string
  readonly headers: Record<string, string>
}

/**
 * Signs a request as S3 did before version 4: method, date, bucket and path, and neither the host
 * nor any header that a proxy adds. Where only this one is accepted, key and secret are right.
 * Source: docs.aws.amazon.com/AmazonS3/latest/API/RESTAuthentication.html.
 */
export function signOlder<T extends Unsigned>(
  request: T,
  { bucket, style }: { readonly bucket: string; readonly style: 'path' | 'virtual' },
  keys: {
    readonly accessKeyId: string
    readonly secretAccessKey: string
    readonly sessionToken?: string
  },
  now: number,
): T {
  const { method, path, headers } = request
  for (const name of Object.keys(headers)) if (/^x-amz-/.test(name)) delete headers[name]
  const date = new Date(now).toUTCString()
  headers.date = date
  const token = keys.sessionToken
  if (token !== undefined) headers['x-amz-security-token'] = token
  const own = token === undefined ? '' : `x-amz-security-token:${token}\n`
  const resource = style === 'virtual' ? `/${bucket}${path}` : path
  const text = `${method}\n\n\n${date}\n${own}${resource}`
  const signature = createHmac('sha1', keys.secretAccessKey).update(text).digest('base64')
  headers.authorization = `AWS ${keys.accessKeyId}:${signature}`
  return request
}
