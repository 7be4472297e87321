import { probeKey } from '../../../checks/storage/probe-key.ts'
import { on } from '../../checks/storage/bucket.ts'
import type { Line } from '../line.ts'
import { WELL } from './well.ts'
import { onS3rver } from './worlds.ts'
import { xml } from './worlds-memory.ts'

/** A listing of `cases` as somebody words it. */
const listed = (body: string) => onS3rver({ rules: [on('list', xml(body))] })

const BARE =
  '<Name>cases</Name><Prefix></Prefix><MaxKeys>10</MaxKeys><IsTruncated>false</IsTruncated>'

/** Listings that look odd, and say what they must. */
export const healthyListingLines: readonly Line[] = [
  {
    area: 'endpoint',
    what: 'a listing in the first version of its form',
    source: 'Corymbia/eucalyptus#116, gaul/s3proxy#168',
    world: listed(
      '<?xml version="1.0" encoding="UTF-8"?>\n<ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Name>cases</Name><Prefix/><Marker/><MaxKeys>1000</MaxKeys><Delimiter/><IsTruncated>false</IsTruncated><Contents><Key>a</Key></Contents></ListBucketResult>',
    ),
    ...WELL,
  },
  {
    area: 'endpoint',
    what: 'a listing of no namespace, after a mark of its byte order and an empty line',
    source: 'www.w3.org/TR/xml, appendix F',
    world: listed(
      `\uFEFF<?xml version='1.0' encoding='utf-8'?>\n\n<ListBucketResult>${BARE}</ListBucketResult>\n`,
    ),
    ...WELL,
  },
  {
    area: 'endpoint',
    what: 'a listing without a declaration, spread over lines, of another namespace',
    source: 'cloud.google.com/storage/docs/xml-api/get-bucket-list (doc.s3.amazonaws.com)',
    world: listed(
      `\n  <ListBucketResult\n    xmlns="http://doc.s3.amazonaws.com/2006-03-01/"\n  >\n    ${BARE.replaceAll('><', '>\n    <')}\n  </ListBucketResult>\n`,
    ),
    ...WELL,
  },
  {
    area: 'endpoint',
    what: 'a listing behind a comment',
    source: 'www.w3.org/TR/xml § 2.8, Misc before the root element',
    world: listed(
      `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<!-- made by a gateway -->\n<ListBucketResult>${BARE}</ListBucketResult>`,
    ),
    ...WELL,
  },
  {
    area: 'endpoint',
    what: 'a listing whose keys are encoded, in which the name stands last',
    source: 'docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html (EncodingType)',
    world: listed(
      '<?xml version="1.0"?><ListBucketResult><EncodingType>url</EncodingType><Contents><Key>a%20b</Key></Contents><KeyCount>1</KeyCount><Name>cases</Name></ListBucketResult>',
    ),
    ...WELL,
  },
  {
    area: 'bucket',
    what: 'an object that the doctor of yesterday wrote, and was killed before it removed it',
    source: 'signal(7), SIGKILL cannot be caught',
    world: onS3rver({ holds: [probeKey('', Date.now() - 86_400_000)] }),
    ...WELL,
    warns: { 'storage/leftovers': 'storage/leftover' },
  },
]
