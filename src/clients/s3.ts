import { Readable } from 'node:stream'
import * as sdk from '@aws-sdk/client-s3'
import type { HttpAnswer } from './http-answer.ts'
import type { HttpClient, HttpRequest } from './http-client.ts'
import type { Limits } from './limits.ts'
import { createSigner } from './s3-signer.ts'
import type { S3Target } from './s3-target.ts'
import { onTheWire, type Signed } from './s3-wire.ts'

/** An answer of S3, and the request that it is to. */
export interface S3Answer extends HttpAnswer {
  readonly sent: HttpRequest
}

/** The requests that the doctor makes of a bucket; each answers with what was on the wire. */
export interface S3 {
  head(limits: Limits): Promise<S3Answer>
  list(prefix: string, limits: Limits): Promise<S3Answer>
  put(key: string, body: Uint8Array, limits: Limits): Promise<S3Answer>
  get(key: string, limits: Limits): Promise<S3Answer>
  delete(key: string, version: string | undefined, limits: Limits): Promise<S3Answer>
  /** The versions of one object and their delete markers. */
  versions(key: string, limits: Limits): Promise<S3Answer>
  /** Whether and how long the bucket keeps every object. */
  lock(limits: Limits): Promise<S3Answer>
  /** The buckets of whoever the keys belong to. */
  buckets(limits: Limits): Promise<S3Answer>
  /** Closes its connections; the next request makes a new one. */
  close(): void
}

/** How many keys a listing may name: enough to see whether a prefix is empty. */
const LISTED_KEYS = 10

// Nobody should read the SDK's notice about the age of this Node. No child inherits this variable.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true'

/**
 * Everything that the SDK would otherwise look up in ~/.aws, which is for other programs and may lie
 * on a mount that hangs (aws/aws-sdk-js-v3, clients/client-s3/src/runtimeConfig.ts).
 */
const NOT_FROM_FILES = {
  authSchemePreference: [],
  defaultsMode: 'standard',
  disableClockSkewCorrection: true,
  disableMultiregionAccessPoints: false,
  disableS3ExpressSessionAuth: false,
  retryMode: 'standard',
  sigv4aSigningRegionSet: [],
  useArnRegion: false,
  useDualstackEndpoint: false,
  useFipsEndpoint: false,
  userAgentAppId: '',
} as const satisfies sdk.S3ClientConfig

/** A client of one bucket. The SDK builds and signs; sending and reading are the doctor's own. */
export function createS3(target: S3Target, http: HttpClient, now: () => number): S3 {
  const { bucket, region } = target

  const requestHandler = {
    // The SDK passes on what `send` was given, so that each request meets its own listener.
    handle: async (
      request: Signed,
      { ask }: { ask: (request: HttpRequest) => Promise<HttpAnswer> },
    ) => {
      await ask(await onTheWire(request))
      // What was on the wire is all that is wanted: the SDK need not read it.
      throw new Error('answered')
    },
  }
  const client = new sdk.S3Client({
    ...NOT_FROM_FILES,
    endpoint: target.endpoint.origin,
    // The signer below has the real one; of a storage of one's own it need not be part of a host.
    region: /^[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?$/i.test(region) ? region : 'us-east-1',
    forcePathStyle: target.style === 'path',
    // What opens such a session is left out of the bundle.
    disableS3ExpressSessionAuth: true,
    maxAttempts: 1,
    // Without one it warns on the console.
    logger: { debug: quiet, info: quiet, warn: quiet, error: quiet },
    requestChecksumCalculation: target.checksums ? 'WHEN_SUPPORTED' : 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    // Only so that the SDK comes to ask the signer below, which has the real ones.
    credentials: { accessKeyId: 'unused', secretAccessKey: 'unused' },
    signer: async () => ({ sign }),
    requestHandler: requestHandler as unknown as NonNullable<sdk.S3ClientConfig['requestHandler']>,
  })
  const sign = createSigner(target, now, client.config.sha256)

  /**
   * Sends what `start` makes the SDK send, and answers with what came back, whatever the SDK thinks
   * of it.
   */
  async function answerTo(
    limits: Limits,
    start: (options: object) => Promise<unknown>,
  ): Promise<S3Answer> {
    let answer: S3Answer | undefined
    const ask = async (sent: HttpRequest) => {
      answer = { ...(await http.exchange(sent, limits)), sent }
      return answer
    }
    try {
      await start({ ask })
    } catch (error) {
      if (answer === undefined) throw error
    }
    if (answer === undefined) throw new Error('the S3 client sent nothing')
    return answer
  }

  const Bucket = bucket
  const payer = target.requesterPays ? { RequestPayer: 'requester' as const } : {}
  return {
    head: (limits) =>
      answerTo(limits, (o) => client.send(new sdk.HeadBucketCommand({ Bucket }), o)),
    list: (Prefix, limits) =>
      answerTo(limits, (o) =>
        client.send(
          new sdk.ListObjectsV2Command({ Bucket, Prefix, MaxKeys: LISTED_KEYS, ...payer }),
          o,
        ),
      ),
    put: (Key, Body, limits) =>
      answerTo(limits, (o) => {
        // Over TLS the Go SDK sends a checksum behind the body, which this one does of a stream.
        const trailing = target.checksums && target.endpoint.protocol === 'https:'
        const given = trailing
          ? { Body: Readable.from([Body]), ContentLength: Body.length }
          : { Body }
        return client.send(new sdk.PutObjectCommand({ Bucket, Key, ...given }), o)
      }),
    get: (Key, limits) =>
      answerTo(limits, (o) => client.send(new sdk.GetObjectCommand({ Bucket, Key }), o)),
    delete: (Key, version, limits) => {
      const VersionId = version === undefined ? {} : { VersionId: version }
      return answerTo(limits, (o) =>
        client.send(new sdk.DeleteObjectCommand({ Bucket, Key, ...VersionId }), o),
      )
    },
    versions: (Prefix, limits) =>
      answerTo(limits, (o) =>
        client.send(new sdk.ListObjectVersionsCommand({ Bucket, Prefix }), o),
      ),
    lock: (limits) =>
      answerTo(limits, (o) =>
        client.send(new sdk.GetObjectLockConfigurationCommand({ Bucket }), o),
      ),
    buckets: (limits) => answerTo(limits, (o) => client.send(new sdk.ListBucketsCommand({}), o)),
    close: () => http.close(),
  }
}

function quiet(): void {}
