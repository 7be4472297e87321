import { ASKED, type At } from './http.ts'
import { answer, error, LISTING, type S3Row } from './s3.ts'

/** A row in which every request is answered with this. */
const says = (
  behaviour: string,
  expected: S3Row['expected'],
  body: string | ((at: At) => string),
  status = '200 OK',
  headers = '',
): S3Row => ({
  stage: 'XML',
  behaviour,
  does: async (line, at) => {
    await line.upTo(ASKED)
    line.say(answer(status, typeof body === 'string' ? body : body(at), headers))
    line.end()
  },
  expected,
})

const doctype = (inside: string, root: string) =>
  `<?xml version="1.0"?><!DOCTYPE ListBucketResult [${inside}]>${root}`
const laughs = Array.from(
  { length: 10 },
  (_, n) => `<!ENTITY l${n + 1} "${`&l${n};`.repeat(10)}">`,
).join('')
const named = (name: string) => `<ListBucketResult><Name>${name}</Name></ListBucketResult>`

/** Answers of S3 whose XML is a trap. */
export const xmlRows: readonly S3Row[] = [
  says('a billion laughs', 'storage/not-s3', doctype(`<!ENTITY l0 "ha">${laughs}`, named('&l10;'))),
  says(
    'a billion laughs in an error',
    'storage/not-s3',
    doctype(`<!ENTITY l0 "ha">${laughs}`, error('&l10;')),
    '403 Forbidden',
  ),
  says(
    'an entity repeated a hundred thousand times',
    'storage/not-s3',
    doctype(`<!ENTITY a "${'a'.repeat(9999)}">`, named('&a;'.repeat(60_000))),
  ),
  says(
    'an entity of a file',
    'storage/not-s3',
    doctype('<!ENTITY x SYSTEM "file:///etc/passwd">', named('&x;')),
  ),
  says('an entity of another host', 'storage/not-s3', ({ elsewhere }) =>
    doctype(`<!ENTITY x SYSTEM "${elsewhere}/x">`, named('&x;')),
  ),
  says('a parameter entity of another host', 'storage/not-s3', ({ elsewhere }) =>
    doctype(`<!ENTITY % x SYSTEM "${elsewhere}/x"> %x;`, named('a')),
  ),
  says(
    'a document type of another host',
    'storage/not-s3',
    ({ elsewhere }) => `<!DOCTYPE a SYSTEM "${elsewhere}/a.dtd">${named('cases')}`,
  ),
  says(
    'a style sheet of another host',
    'storage/wrong-data',
    ({ elsewhere }) => `<?xml-stylesheet href="${elsewhere}/a.xsl"?>${named('cases')}`,
  ),
  says('an entity that is undefined, for a bucket', 'storage/not-this-bucket', named('&cases;')),
  says('elements fifty thousand deep', 'storage/not-s3', '<a>'.repeat(50_000)),
  says(
    'a listing that is fifty thousand deep',
    'storage/not-this-bucket',
    `<ListBucketResult>${'<Name>'.repeat(40_000)}x</Name>`,
  ),
  says('comments without end', 'storage/not-s3', '<!--'.repeat(50_000)),
  says('blanks before it', 'storage/not-s3', `${' \n'.repeat(100_000)}`),
  says('an opening bracket without end', 'storage/not-s3', '<'.repeat(200_000)),
  says('a name without end', 'storage/not-s3', `<${'A'.repeat(200_000)}`),
  says('attributes without end', 'storage/not-s3', `<x ${'a="b" '.repeat(40_000)}`),
  says('UTF-16', 'storage/not-s3', Buffer.from(LISTING, 'utf16le').toString('latin1')),
  says('bytes that are no UTF-8', 'storage/not-this-bucket', named('\xff\xfe\xc3\x28')),
  says('NULs in its names', 'storage/not-s3', '<List\0BucketResult></List\0BucketResult>'),
  says('the listing of another bucket', 'storage/not-this-bucket', named('another')),
  says('the list of all buckets', 'storage/not-this-bucket', '<ListAllMyBucketsResult/>'),
  says(
    'a page of HTML',
    'storage/not-s3',
    '<!doctype html><title>ok</title>',
    '200 OK',
    'content-type: text/html\r\n',
  ),
  says('an error under 200', 'storage/wrong-data', error('InternalError')),
  says('an error without a code', 'storage/not-s3', '<Error></Error>', '403 Forbidden'),
  says(
    'an error whose code has 200 kB',
    'could not tell',
    error('A'.repeat(200_000)),
    '403 Forbidden',
  ),
  says(
    'an error whose code is of control characters',
    'could not tell',
    error('\x1b[2J\x07'),
    '403 Forbidden',
  ),
  says(
    'an error whose code is a property of objects',
    'could not tell',
    error('__proto__'),
    '403 Forbidden',
  ),
  says(
    'an error whose message has 200 kB',
    'storage/access-denied',
    error('AccessDenied', '', 'no '.repeat(65_000)),
    '403 Forbidden',
  ),
  says('a denial', 'storage/access-denied', error('AccessDenied'), '403 Forbidden'),
  says(
    'a refused signature with a request of 200 kB',
    'storage/request-rewritten',
    error(
      'SignatureDoesNotMatch',
      `<CanonicalRequest>${'a:b\n'.repeat(40_000)}\n;;\nx</CanonicalRequest>`,
    ),
    '403 Forbidden',
  ),
  says(
    'a refused signature, of whose request nothing can be read',
    'storage/secret-mismatch',
    error('SignatureDoesNotMatch', '<CanonicalRequest>\0</CanonicalRequest>'),
    '403 Forbidden',
  ),
  says(
    'a time in the year 275761',
    'host/clock-skewed',
    error('RequestTimeTooSkewed', '<ServerTime>+275761-01-01T00:00:00Z</ServerTime>'),
    '403 Forbidden',
  ),
  says(
    'a time that is none',
    'host/clock-skewed',
    error('RequestTimeTooSkewed', '<ServerTime>yesterday</ServerTime>'),
    '403 Forbidden',
  ),
  says(
    'a region of 8 kB',
    'storage/region-mismatch',
    '',
    '301 Moved',
    `x-amz-bucket-region: ${'a'.repeat(8000)}\r\n`,
  ),
  says(
    'a region with a line break',
    'storage/invalid-access-key',
    error('AuthorizationHeaderMalformed', '<Region>us-east-1\n$(reboot)</Region>'),
    '400 Bad Request',
  ),
  says(
    'to slow down, for ever',
    'storage/throttled',
    error('SlowDown'),
    '503 Slow Down',
    'retry-after: 99999999999\r\n',
  ),
  says(
    'an internal error, for ever',
    'storage/server-error',
    error('InternalError'),
    '500 Internal',
  ),
]
