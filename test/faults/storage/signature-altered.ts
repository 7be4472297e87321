import { operation } from '../../checks/storage/bucket.ts'
import { captured } from '../../support/captured.ts'
import type { Answer, Rule, SeenRequest } from '../../support/fault-proxy.ts'
import type { Fault, Line } from '../line.ts'
import { AT, at, refusal } from './at-vendor.ts'
import { AWS_SAYS, shown, signedHeaders, swift } from './canonical-request.ts'
import { onS3rver } from './worlds.ts'

/** On loopback: something on the way alters what passes it. */
export const altering = (
  change: (headers: Record<string, string>) => void,
  when: (request: SeenRequest) => boolean = () => true,
): Rule[] => [
  {
    when,
    do: {
      rewrite: (headers) => {
        const altered = { ...headers }
        change(altered)
        return altered
      },
    },
  },
]

const unsigned = ({ headers }: SeenRequest) =>
  headers['x-amz-content-sha256'] === 'UNSIGNED-PAYLOAD'
const isPut = (request: SeenRequest) => operation(request) === 'put'

/** Requests that are altered on their way, and writes that are not signed as a server wants them. */
export const alteredRequests: readonly Line[] = [...rewritten(), ...payloads()]

function rewritten(): Line[] {
  const line = (
    what: string,
    source: string,
    world: Line['world'],
    seen: Fault['seen'],
    check: Fault['check'] = 'storage/region',
  ): Line => ({
    area: 'signature',
    what,
    source,
    world,
    root: 'storage/request-rewritten',
    check,
    seen: { code: 'SignatureDoesNotMatch', ...seen },
  })
  const accepted = { minimalHeaders: 'accepted' }
  const gfe = { headers: { 'accept-encoding': 'identity,gzip(gfe)' } }
  const atGoogle = (request: SeenRequest) =>
    signedHeaders(request.headers).includes('accept-encoding')
      ? shown(request, gfe, 'Access denied.')
      : undefined
  return [
    line(
      'a tunnel of Cloudflare sets accept-encoding to gzip',
      'hashicorp/terraform#36412, longhorn/longhorn#13756',
      onS3rver({
        rules: altering((headers) => {
          headers['accept-encoding'] = 'gzip'
        }),
      }),
      accepted,
    ),
    line(
      'a gateway drops accept-encoding, so that answers come as they are',
      'AdguardTeam/gomitmproxy#31, of one that sets it',
      onS3rver({
        rules: altering((headers) => {
          delete headers['accept-encoding']
        }),
      }),
      accepted,
    ),
    line(
      'a gateway lets pass only the headers that it knows',
      'siyuan-note/siyuan#16199: amz-sdk-invocation-id and amz-sdk-request are to be left out',
      onS3rver({
        rules: altering((headers) => {
          delete headers['amz-sdk-invocation-id']
          delete headers['amz-sdk-request']
        }),
      }),
      accepted,
    ),
    line(
      'a gateway writes a header’s value anew',
      'siyuan-note/siyuan#16199: amz-sdk-request is one of those to leave out',
      onS3rver({
        rules: altering((headers) => {
          headers['amz-sdk-request'] = 'attempt=1;max=1'
        }),
      }),
      accepted,
    ),
    line(
      'Google’s front end adds to accept-encoding, and its storage shows it',
      'rclone/rclone#6670, benbjohnson/litestream#1394',
      at(AT.gcs, atGoogle),
      { rewritten: /accept-encoding/ },
    ),
    line(
      'Google shows it to writes only',
      'siderolabs/talos-backup#64',
      at(AT.gcs, (request) =>
        isPut(request) && signedHeaders(request.headers).includes('accept-encoding')
          ? shown(request, gfe, 'Access denied.')
          : undefined,
      ),
      { action: 's3:PutObject' },
      'storage/put',
    ),
    line(
      'a gateway of one’s own before AWS, which puts its own host in',
      'mhart/aws4fetch#39, of what a worker alters; docs.aws.amazon.com: host is always signed',
      at({ ...AT.aws, endpoint: 'https://s3.gateway.example' }, (request) =>
        shown(request, { headers: { host: 'cases.s3.eu-west-3.amazonaws.com' } }),
      ),
      { rewritten: /host/ },
    ),
    line(
      'nginx before Swift passes on the name that it reaches it by',
      'captured from Swift 2.30 (s3api), signed for another host; usnistgov/dioptra#347',
      onS3rver({ rules: swift({ headers: { host: 'swift-proxy:8080' } }) }),
      { rewritten: /host/ },
    ),
    line(
      'a proxy before Swift adds a slash behind the bucket',
      'minio/minio-js#596: a proxy must not alter the path',
      onS3rver({ rules: swift({ path: (path) => `${path}/` }) }),
      { rewritten: /path/ },
    ),
    line(
      'a cache before Swift drops parameters that are empty',
      'docs.aws.amazon.com/IAM, canonical query string: an empty value is signed too',
      onS3rver({ rules: swift({ query: (query) => query.replace(/&?prefix=(?=&|$)/, '') }) }),
      { rewritten: /query/ },
    ),
    line(
      'a scanner alters the headers of writes alone',
      'hashicorp/terraform#36412, on accept-encoding',
      onS3rver({
        rules: altering((headers) => {
          headers['accept-encoding'] = 'gzip, br'
        }, isPut),
      }),
      { action: 's3:PutObject' },
      'storage/put',
    ),
    line(
      'writes go another way, where the host is altered and no signature holds',
      'minio/minio#8624; the listing shows that key, secret and region are right',
      onS3rver({
        rules: altering((headers) => {
          headers.host = 'storage.internal:9000'
        }, isPut),
      }),
      { action: 's3:PutObject' },
      'storage/put',
    ),
  ]
}

function payloads(): Line[] {
  const line = (
    what: string,
    source: string,
    rules: readonly Rule[],
    seen: Fault['seen'],
    check: Fault['check'],
  ): Line => ({
    area: 'signature',
    what,
    source,
    world: onS3rver({ rules }),
    root: 'storage/payload-refused',
    check,
    seen,
  })
  const refuse = (when: (request: SeenRequest) => boolean, answer: Answer): Rule[] => [
    { when: (request) => unsigned(request) && when(request), do: { answer } },
  ]
  return [
    line(
      'a server that knows nothing of UNSIGNED-PAYLOAD, and computes otherwise',
      'benbjohnson/litestream#894, benbjohnson/litestream#897',
      refuse(() => true, refusal(403, 'SignatureDoesNotMatch', AWS_SAYS)),
      { code: 'SignatureDoesNotMatch' },
      'storage/region',
    ),
    line(
      'writes without a hash are refused in the words of a signature',
      'benbjohnson/litestream#1059, of Ceph RGW at Hetzner',
      refuse(isPut, captured('ceph-rgw', 'wrong secret: put')),
      { code: 'SignatureDoesNotMatch', action: 's3:PutObject' },
      'storage/put',
    ),
    line(
      'writes without a hash are refused in the words of a hash',
      'captured from Ceph RGW 16.2.15',
      refuse(isPut, captured('ceph-rgw', 'payload hash mismatch: put')),
      { code: 'XAmzContentSHA256Mismatch', action: 's3:PutObject' },
      'storage/put',
    ),
    line(
      'writes without a hash are not allowed, by policy of the store',
      'fsspec/s3fs#380',
      refuse(
        isPut,
        refusal(400, 'InvalidDigest', 'StorageFabric: UNSIGNED-PAYLOAD PUT is not allowed'),
      ),
      { code: 'InvalidDigest', action: 's3:PutObject' },
      'storage/put',
    ),
  ]
}
