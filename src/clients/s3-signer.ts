import { randomUUID } from 'node:crypto'
import { SignatureV4 } from '@smithy/signature-v4'
import { signOlder } from './s3-older-signature.ts'
import type { S3Target } from './s3-target.ts'

type Hash = ConstructorParameters<typeof SignatureV4>[0]['sha256']

/**
 * What signs the requests to a bucket, each as its target asks for, by the clock that `now` tells;
 * without keys they are left unsigned.
 */
export function createSigner(target: S3Target, now: () => number, sha256: Hash) {
  const { bucket, keys, region } = target
  const signer = new SignatureV4({
    service: 's3',
    region,
    credentials: keys ?? { accessKeyId: '', secretAccessKey: '' },
    sha256,
    uriEscapePath: false,
  })

  return async (request: Parameters<typeof signer.sign>[0]) => {
    // The SDK asks for `/bucket/`, the product for `/bucket`.
    if (request.path === `/${bucket}/`) request.path = `/${bucket}`
    const { headers } = request
    for (const name of Object.keys(headers)) {
      if (/^(user-agent|x-amz-user-agent|amz-sdk-.*)$/.test(name)) delete headers[name]
    }
    if (keys === undefined) return request
    if (target.signing === 'older') return signOlder(request, target, keys, now())
    if (target.signedPayload) delete headers['x-amz-content-sha256']
    else if (!headers['x-amz-content-sha256']?.startsWith('STREAMING-'))
      headers['x-amz-content-sha256'] = 'UNSIGNED-PAYLOAD'
    if (target.signing === 'product') {
      // What the Go SDK v2 signs (juicedata/juicefs, pkg/object/s3.go; aws/aws-sdk-go-v2#1816).
      headers['accept-encoding'] = 'identity'
      headers['amz-sdk-invocation-id'] = randomUUID()
      headers['amz-sdk-request'] = 'attempt=1; max=1'
    }
    // No clock correction: a skewed clock must show as what it is.
    return signer.sign(request, { signingDate: new Date(now()) })
  }
}
