import type { Catalogue } from '../../src/index.ts'
import { errorCodes, page } from './docs.ts'

const enterSecret = 'read -rs ARTIFACTS_S3_SECRET_ACCESS_KEY; export ARTIFACTS_S3_SECRET_ACCESS_KEY'

/** What can be wrong with how requests to the bucket are signed. */
export const storageSigning = {
  'storage/region-mismatch': {
    title: 'The bucket is in another region than the signature says',
    why:
      'Every request is signed for one region, and this one is not that of the bucket. Creating ' +
      'stops at the storage test, however good the keys are.',
    fix: [
      {
        do:
          'Change the endpoint, which came from <source>, to that of the bucket’s region: what ' +
          'its host names overrides any other',
        run: 'export ARTIFACTS_S3_ENDPOINT=<expectedEndpoint>',
        when: 'setting=ARTIFACTS_S3_ENDPOINT',
      },
      {
        do:
          'Change the endpoint that you typed to that of the bucket’s region: what its host ' +
          'names overrides any other',
        run: 'artifacts workspace create <workspace> --backend byo --bucket <bucket> --endpoint <expectedEndpoint>',
        when: 'setting=--endpoint',
      },
      {
        do: 'Set the region to <expectedRegion>; what was used came from <source>',
        run: 'export ARTIFACTS_S3_REGION=<expectedRegion>',
        when: 'setting=ARTIFACTS_S3_REGION',
      },
      {
        do: 'Change the region that you typed to <expectedRegion>',
        run: 'artifacts workspace create <workspace> --backend byo --bucket <bucket> --endpoint <endpoint> --region <expectedRegion>',
        when: 'setting=--region',
      },
      {
        do: 'Correct it among the cached keys as well',
        run: 'artifacts storage set --region <expectedRegion>',
        when: 'cached',
      },
      {
        do: 'If AWS has the bucket and did not name its region, ask',
        run: 'curl -sI https://<bucket>.s3.amazonaws.com | grep -i x-amz-bucket-region',
        when: '!expectedRegion',
      },
    ],
    docs: page('storage/region-mismatch'),
    documented: false,
    refines: 'storage/signature-mismatch',
    owner: 'you',
    foundBy: ['storage/region'],
    match: [
      { code: 'AuthorizationHeaderMalformed', vague: true },
      { code: 'PermanentRedirect' },
      { code: 'InvalidRegionName' },
      { code: 'IllegalLocationConstraintException' },
      { code: 'BucketRegionError' },
      { text: 'an error occurred (301) when calling the', open: true },
      { code: 'MovedPermanently' },
      { code: 'TemporaryRedirect' },
      { text: 'the region * is wrong; expecting', open: true },
      { text: 'the region is wrong; expecting', open: true },
      {
        text: 'the bucket you are attempting to access must be addressed using the specified endpoint',
        open: true,
      },
    ],
  },
  'storage/secret-mismatch': {
    title: 'The secret does not belong to the key id',
    why:
      'The server computes another signature, in any region and with the fewest headers. The ' +
      'secret is that of another pair, an older one, or not whole.',
    fix: [
      {
        do: 'Paste the secret of this key id again',
        run: enterSecret,
      },
      {
        do: 'See whether one half comes from the environment and the other from the cache',
        run: 'env | grep -o "^ARTIFACTS_S3_[A-Z_]*"; artifacts storage show',
      },
      { do: 'If the secret is lost, make a new pair at the vendor: it cannot be looked up' },
      { do: 'Keep the new pair', run: 'artifacts storage set' },
    ],
    docs: page('storage/secret-mismatch'),
    documented: false,
    refines: 'storage/signature-mismatch',
    owner: 'you',
    foundBy: ['storage/region', 'storage/credentials'],
  },
  'storage/request-rewritten': {
    title: 'Something on the way changes the signed requests',
    why:
      'What the server checked is not what was signed. A proxy, CDN or gateway alters a header, ' +
      'often accept-encoding, or the host or the path. Other S3 programs, which sign fewer ' +
      'headers, may work through it all the same.',
    fix: [
      { do: 'Use the endpoint of the storage itself, not that of the proxy, CDN or tunnel' },
      {
        do: 'If HTTPS_PROXY is set, go round it',
        run: 'export NO_PROXY=$NO_PROXY,<host>',
      },
      {
        do:
          'If the proxy is yours, have it pass on Host, Accept-Encoding, path and query as they ' +
          'are',
      },
      { do: 'At Cloudflare, set the record to DNS only' },
    ],
    docs: page('storage/request-rewritten'),
    documented: false,
    refines: 'storage/signature-mismatch',
    owner: 'you',
    foundBy: ['storage/region', 'storage/put'],
  },
  'storage/signature-mismatch': {
    title: 'The storage computes another signature than ours',
    why:
      "The product's page calls this a wrong region. In practice it is mostly a secret that is " +
      'not that of the key id, or a proxy that rewrites requests; a wrong region is mostly ' +
      'answered with AuthorizationHeaderMalformed. AWS sends back the text it signed: if that is ' +
      'what we signed, the secret is wrong, else the request was rewritten.',
    fix: [
      {
        do:
          'Have the doctor tell them apart: it signs anew, with another region and with fewer ' +
          'headers',
        run: 'artifacts-doctor --backend byo --bucket <bucket> --endpoint <endpoint>',
      },
      {
        do: 'Paste the secret again, in one piece and without quotes',
        run: enterSecret,
      },
      { do: 'Use the endpoint of the storage itself, past any proxy, CDN or tunnel' },
      {
        do:
          'Set the region of the bucket: auto for Tigris and R2, one such as us-west-1 for AWS, ' +
          'where that of the endpoint overrides it',
        run: 'export ARTIFACTS_S3_REGION=<expectedRegion>',
      },
    ],
    docs: errorCodes,
    documented: true,
    owner: 'you',
    foundBy: ['storage/region'],
    match: [
      { code: 'SignatureDoesNotMatch' },
      {
        text: 'the request signature we calculated does not match the signature you provided',
        open: true,
      },
    ],
  },
} satisfies Catalogue
