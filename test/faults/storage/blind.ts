import { s3Error, signedFor } from '../../checks/storage/bucket.ts'
import type { Line } from '../line.ts'
import { blindMore } from './blind-more.ts'
import { arriving, behindFrontEnd, DENIED, isSigned, LISTED, optInRegion } from './blind-vendors.ts'
import { onS3rver, onWire } from './worlds.ts'

/** Faults and healthy set-ups written down without a look at how the doctor tells them. */
export const blind: readonly Line[] = [
  {
    area: 'region',
    what: "AWS's global endpoint, the bucket is in an opt-in region: said as if one were created",
    source:
      'aws/aws-cli#4445, boto/boto3#3055; docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html',
    world: onWire('https://s3.amazonaws.com', arriving(optInRegion), {
      domain: 'amazonaws.com',
      flags: { region: 'us-east-1' },
    }),
    root: 'storage/region-mismatch',
    check: 'storage/region',
    seen: {
      code: 'IllegalLocationConstraintException',
      expectedRegion: 'me-south-1',
      actualRegion: 'us-east-1',
      expectedEndpoint: /s3\.me-south-1\.amazonaws\.com/,
    },
  },
  {
    area: 'region',
    what: 'Scaleway denies access because the signature is for its other region',
    source: 'gee1k/uPic#263',
    world: onWire(
      'https://s3.nl-ams.scw.cloud',
      arriving((request) => (signedFor(request) === 'nl-ams' ? LISTED : DENIED)),
      {
        flags: { region: 'fr-par' },
        env: {
          ARTIFACTS_S3_ACCESS_KEY_ID: 'SCWEXAMPLEOFADOCTOR0',
          ARTIFACTS_S3_SECRET_ACCESS_KEY: '0b1c2d3e-4f50-4617-8293-a4b5c6d7e8f9',
        },
      },
    ),
    root: 'storage/region-mismatch',
    check: 'storage/region',
    seen: { expectedRegion: 'nl-ams', actualRegion: 'fr-par', confirmed: true },
  },
  {
    area: 'signature',
    what: 'the front end of GCS rewrites Accept-Encoding, which was signed; the secret is right',
    source: 'siderolabs/talos-backup#64, rclone/rclone#6670, aws/aws-sdk-go-v2#1816',
    world: onWire('https://storage.googleapis.com', arriving(behindFrontEnd), {
      flags: { region: 'auto' },
      env: {
        ARTIFACTS_S3_ACCESS_KEY_ID: `GOOG1E${'EXAMPLEOFADOCTOR'.repeat(4).slice(0, 55)}`,
        ARTIFACTS_S3_SECRET_ACCESS_KEY: 'secret/of+the/doctors0own1tests2bbbbbbbb',
      },
    }),
    root: 'storage/request-rewritten',
    check: 'storage/region',
    seen: { code: 'SignatureDoesNotMatch', rewritten: /accept-encoding/ },
  },
  {
    area: 'signature',
    what: 'Spaces takes every signature but those of a PUT with an unsigned payload',
    source: 'benbjohnson/litestream#894 and #1059',
    world: onS3rver({
      rules: [
        {
          when: ({ method, headers }) =>
            method === 'PUT' && headers['x-amz-content-sha256'] === 'UNSIGNED-PAYLOAD',
          do: { answer: s3Error(403, 'SignatureDoesNotMatch') },
        },
      ],
    }),
    root: 'storage/payload-refused',
    check: 'storage/put',
    seen: { code: 'SignatureDoesNotMatch', httpStatus: 403 },
  },
  {
    area: 'keys',
    what: "MinIO knows the key and has disabled its user: the code is an unknown key's",
    source: 'bitnami/charts#22095; minio/minio, cmd/api-errors.go',
    world: onS3rver({
      rules: [
        { when: (request) => !isSigned(request), do: { answer: DENIED } },
        {
          do: {
            answer: s3Error(
              403,
              'InvalidAccessKeyId',
              '<Message>Your account is disabled; please contact your administrator.</Message><Resource>/cases</Resource>',
              { server: 'MinIO', 'x-minio-error-code': 'InvalidAccessKeyId' },
            ),
          },
        },
      ],
    }),
    root: 'storage/user-suspended',
    check: 'storage/credentials',
    seen: { code: 'InvalidAccessKeyId', httpStatus: 403 },
  },
  {
    area: 'keys',
    what: 'keys of AWS for a bucket of Backblaze, which calls them malformed',
    source: 'AlistGo/alist#8364, muxinc/next-video#216',
    world: onWire(
      'https://s3.eu-central-003.backblazeb2.com',
      arriving((request) =>
        isSigned(request)
          ? s3Error(403, 'InvalidAccessKeyId', '<Message>Malformed Access Key Id</Message>')
          : DENIED,
      ),
      { flags: { region: 'eu-central-003' } },
    ),
    root: 'storage/invalid-access-key',
    check: 'storage/credentials',
    seen: { keyVendor: /AWS|Amazon/i, endpointVendor: /B2|Backblaze/i },
  },
  {
    area: 'settings',
    what: "OSS's own address of the bucket as the endpoint: writing works, below another name",
    source: 'openobserve/openobserve#1215, juicedata/juicefs#2348 (of KS3)',
    world: onWire(
      'https://cases.oss-eu-central-1.aliyuncs.com',
      arriving(({ method }) =>
        method === 'PUT'
          ? { status: 200, headers: { server: 'AliyunOSS', 'x-oss-request-id': 'TX0003' } }
          : s3Error(404, 'NoSuchKey', '<Message>The specified key does not exist.</Message>', {
              server: 'AliyunOSS',
            }),
      ),
      {
        flags: { region: 'oss-eu-central-1' },
        env: {
          ARTIFACTS_S3_ACCESS_KEY_ID: 'LTAI5tExampleOfADoctor00',
          ARTIFACTS_S3_SECRET_ACCESS_KEY: 'secretOfTheDoctorsOwnTests0000',
        },
      },
    ),
    root: 'storage/endpoint-malformed',
    check: 'storage/settings',
    seen: { found: /twice/ },
  },
  {
    area: 'endpoint',
    what: "the port of MinIO's console, behind Envoy: denied, in the words of S3",
    source: 'pivotal-sadubois/tanzu-demo-hub#13, minio/mc#4523',
    world: onS3rver({
      rules: [
        {
          when: isSigned,
          do: {
            answer: {
              status: 403,
              headers: { 'content-type': 'text/xml; charset=utf-8', server: 'envoy' },
              body: '<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>AccessDenied</Code><Message>S3 API Request made to Console port. S3 Requests should be sent to API port.</Message><RequestId>0</RequestId></Error>',
            },
          },
        },
        {
          do: {
            answer: {
              status: 200,
              headers: { 'content-type': 'text/html; charset=utf-8', server: 'envoy' },
              body: '<!doctype html><html lang="en"><head><base href="/"/><meta content="MinIO Console" name="description"/></head></html>',
            },
          },
        },
      ],
    }),
    root: 'storage/not-s3',
    check: 'storage/reachable',
    seen: { server: 'envoy' },
  },
  {
    area: 'network',
    what: 'http:// to a MinIO that serves TLS: it does answer, with a 400',
    source: 'golang/go, src/net/http/server.go, which MinIO serves with',
    world: onS3rver({
      rules: [
        {
          do: {
            answer: {
              status: 400,
              headers: { 'content-type': 'text/plain; charset=utf-8', connection: 'close' },
              body: 'Client sent an HTTP request to an HTTPS server.\n',
            },
          },
        },
      ],
    }),
    root: 'network/plain-to-tls',
    check: 'storage/reachable',
    seen: { host: '127.0.0.1' },
  },
  ...blindMore,
]
