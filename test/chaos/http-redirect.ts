import { ASKED, type At, type HttpRow } from './http.ts'

const STRANGE = { orchestrator: 'orchestrator/not-an-api', s3: 'storage/not-s3' } as const
const UNKNOWN = { orchestrator: 'could not tell', s3: 'storage/not-s3' } as const

/** A row in which every request is sent somewhere else. */
const sends = (
  behaviour: string,
  headers: (at: At) => string,
  expected: Pick<HttpRow, 'orchestrator' | 's3'>,
  body: (at: At) => string = () => '',
): HttpRow => ({
  stage: 'redirect',
  behaviour,
  does: async (line, at) => {
    await line.upTo(ASKED)
    const text = body(at)
    line.say(`HTTP/1.1 ${headers(at)}\r\ncontent-length: ${text.length}\r\n\r\n${text}`)
  },
  ...expected,
})

const error = (code: string, more: string) =>
  `<?xml version="1.0"?><Error><Code>${code}</Code><Message>m</Message>${more}</Error>`

/** Answers that say to go elsewhere: nobody goes. */
export const redirectRows: readonly HttpRow[] = [
  sends(
    '301 to itself, for ever',
    ({ own }) => `301 Moved\r\nlocation: ${own}/workspaces`,
    UNKNOWN,
  ),
  sends(
    '302 to itself, for ever',
    ({ own }) => `302 Found\r\nlocation: ${own}/workspaces`,
    UNKNOWN,
  ),
  sends(
    '302 to another host',
    ({ elsewhere }) => `302 Found\r\nlocation: ${elsewhere}/login`,
    STRANGE,
  ),
  sends(
    '303 to another host',
    ({ elsewhere }) => `303 See Other\r\nlocation: ${elsewhere}/login`,
    STRANGE,
  ),
  sends(
    '307 to another host',
    ({ elsewhere }) => `307 Temporary\r\nlocation: ${elsewhere}/cases`,
    STRANGE,
  ),
  sends(
    '308 to another host',
    ({ elsewhere }) => `308 Permanent\r\nlocation: ${elsewhere}/cases`,
    STRANGE,
  ),
  sends(
    '307 to another host with a login in its address',
    ({ elsewhere }) => `307 Temporary\r\nlocation: ${elsewhere.replace('//', '//u:p@')}/cases`,
    STRANGE,
  ),
  sends(
    '302 to another host, without a scheme',
    ({ elsewhere }) => `302 Found\r\nlocation: ${elsewhere.replace('http:', '')}/login`,
    STRANGE,
  ),
  sends('302 to a file', () => '302 Found\r\nlocation: file:///etc/passwd', STRANGE),
  sends('302 to a script', () => '302 Found\r\nlocation: javascript:alert(1)', STRANGE),
  sends('302 to what is no address', () => '302 Found\r\nlocation: http://[::bad', UNKNOWN),
  sends('302 without a location', () => '302 Found\r\nserver: x', UNKNOWN),
  sends(
    '302 to two hosts',
    ({ elsewhere }) => `302 Found\r\nlocation: ${elsewhere}/a\r\nlocation: ${elsewhere}/b`,
    STRANGE,
  ),
  sends(
    '302 to a path of 8 KiB',
    ({ elsewhere }) => `302 Found\r\nlocation: ${elsewhere}/${'a'.repeat(8192)}`,
    STRANGE,
  ),
  sends('300 with a choice', ({ elsewhere }) => `300 Choices\r\nlocation: ${elsewhere}/a`, STRANGE),
  sends('305 to a proxy', ({ elsewhere }) => `305 Use Proxy\r\nlocation: ${elsewhere}/`, STRANGE),
  sends(
    'a page that refreshes to another host',
    ({ elsewhere }) => `200 OK\r\ncontent-type: text/html\r\nrefresh: 0;url=${elsewhere}/`,
    STRANGE,
    ({ elsewhere }) => `<html><meta http-equiv=refresh content="0;url=${elsewhere}/"></html>`,
  ),
  sends(
    'an answer that names another host as an alternative',
    ({ elsewhere }) => `200 OK\r\nalt-svc: h2="${elsewhere.replace('http://', '')}"`,
    { orchestrator: 'could not tell', s3: 'storage/not-s3' },
    () => '{"ok":true}',
  ),
  sends(
    'S3: 307 with another endpoint',
    ({ elsewhere }) => `307 Temporary\r\nlocation: ${elsewhere}/cases`,
    { orchestrator: 'orchestrator/not-an-api', s3: 'storage/region-mismatch' },
    ({ elsewhere }) => error('TemporaryRedirect', `<Endpoint>${elsewhere}</Endpoint>`),
  ),
  sends(
    'S3: 301 with another endpoint and a region',
    ({ elsewhere }) => `301 Moved\r\nlocation: ${elsewhere}/\r\nx-amz-bucket-region: us-west-2`,
    { orchestrator: 'orchestrator/not-an-api', s3: 'storage/region-mismatch' },
    ({ elsewhere }) => error('PermanentRedirect', `<Endpoint>${elsewhere}</Endpoint>`),
  ),
  sends(
    'S3: 400 with a region that is a host',
    () => '400 Bad\r\ncontent-type: application/xml',
    { orchestrator: 'could not tell', s3: 'storage/invalid-access-key' },
    ({ elsewhere }) => error('AuthorizationHeaderMalformed', `<Region>${elsewhere}/</Region>`),
  ),
]
