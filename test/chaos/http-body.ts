import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib'
import { TIMEOUT_MS } from './case.ts'
import { ASKED, type HttpRow } from './http.ts'

/** Time to read all that is ever read. */
const PATIENT_MS = 8000
const LATE = { orchestrator: 'network/timeout', s3: 'network/timeout' } as const
const RESET = { orchestrator: 'network/reset', s3: 'network/reset' } as const
const NO_HTTP = { orchestrator: 'could not tell', s3: 'storage/not-s3' } as const
const NOTHING = { orchestrator: 'could not tell', s3: 'could not tell' } as const

const JSON_TYPE = 'content-type: application/json\r\n'
const head = (more: string, status = '200 OK') => `HTTP/1.1 ${status}\r\n${JSON_TYPE}${more}\r\n`
const CHUNKED = head('transfer-encoding: chunked\r\n')

type Expected = Pick<HttpRow, 'orchestrator' | 's3'>
type Then = (line: Parameters<HttpRow['does']>[0]) => unknown

/** A row in which the answer begins with this; then something more may be done. */
const says = (
  behaviour: string,
  bytes: string | Uint8Array,
  expected: Expected,
  then: Then = () => {},
): HttpRow => ({
  stage: 'body',
  behaviour,
  does: async (line) => {
    await line.upTo(ASKED)
    line.say(bytes)
    await then(line)
  },
  ...expected,
  // How long that takes is the machine's affair, where much is read.
  timeoutMs: expected === NO_HTTP ? PATIENT_MS : TIMEOUT_MS,
})

const end: Then = (line) => line.end()
const bomb = Buffer.alloc(32 * 1024 * 1024, ' ')
const packed = (coding: string, body: Buffer) =>
  Buffer.concat([
    Buffer.from(head(`content-encoding: ${coding}\r\ncontent-length: ${body.length}\r\n`)),
    body,
  ])
const sized = (body: string) =>
  Buffer.concat([
    Buffer.from(head(`content-length: ${Buffer.byteLength(body, 'latin1')}\r\n`)),
    Buffer.from(body, 'latin1'),
  ])

/** What is behind the empty line. */
export const bodyRows: readonly HttpRow[] = [
  says('never comes', head('content-length: 1024\r\n'), LATE),
  says('comes a byte a second', head('content-length: 1024\r\n'), LATE, (line) =>
    line.drip('{"workspaces":[]}'),
  ),
  says(
    'is shorter than its length, and ends',
    `${head('content-length: 1024\r\n')}{"a":`,
    RESET,
    end,
  ),
  says(
    'is shorter than its length, and is silent',
    `${head('content-length: 1024\r\n')}{"a":1}`,
    LATE,
  ),
  says('is cut off by a reset', `${head('content-length: 1024\r\n')}{"a":`, RESET, (line) => {
    setTimeout(line.reset, 50)
  }),
  says(
    'is longer than its length',
    `${head('content-length: 2\r\n')}{}${'garbage '.repeat(64)}`,
    NO_HTTP,
  ),
  says('has no length and no end', head(''), NO_HTTP, (line) => line.flood(' '.repeat(65_536))),
  says('has no length, and is silent', `${head('')}{"a":1}`, LATE),
  says('has chunks without end', CHUNKED, NO_HTTP, (line) =>
    line.flood(`10000\r\n${' '.repeat(65_536)}\r\n`),
  ),
  says('has small chunks without end', CHUNKED, NO_HTTP, (line) =>
    line.flood(`10\r\n${' '.repeat(16)}\r\n`.repeat(4096)),
  ),
  says('has a chunk of 16 exabytes', `${CHUNKED}ffffffffffffffff\r\n`, NO_HTTP, (line) =>
    line.flood(' '.repeat(65_536)),
  ),
  says('has a chunk whose size has 17 digits', `${CHUNKED}11111111111111111\r\n`, NO_HTTP),
  says('has a chunk whose size is no number', `${CHUNKED}xyz\r\n{}`, NO_HTTP),
  says('has a chunk longer than its size', `${CHUNKED}2\r\n{}{}\r\n0\r\n\r\n`, NO_HTTP),
  says('has a chunk with an extension without end', `${CHUNKED}2;`, NO_HTTP, (line) =>
    line.flood('a'.repeat(65_536)),
  ),
  says('lacks its last chunk, and is silent', `${CHUNKED}2\r\n{}\r\n`, LATE),
  says('lacks its last chunk, and ends', `${CHUNKED}2\r\n{}\r\n`, RESET, end),
  says('has trailers without end', `${CHUNKED}2\r\n{}\r\n0\r\n`, NO_HTTP, (line) =>
    line.flood('x-a: b\r\n'.repeat(8192)),
  ),
  says('is a bomb of gzip', packed('gzip', gzipSync(bomb)), NO_HTTP),
  says('is a bomb of deflate', packed('deflate', deflateSync(bomb)), NO_HTTP),
  says('is a bomb of brotli', packed('br', brotliCompressSync(bomb, { params: {} })), NO_HTTP),
  says('says that it is gzip, and is not', packed('gzip', Buffer.from('{}')), NO_HTTP),
  says('is no UTF-8', sized('{"code":"\xc3\x28\xa0\xa1\xff"}'), NO_HTTP),
  says('is UTF-16', sized('\xff\xfe{\0}\0'), NO_HTTP),
  says('is of NULs', sized('\0'.repeat(4096)), NO_HTTP),
  says('is of escapes of a terminal', sized('\x1b[31m\x1b]52;c;eA==\x07'), NO_HTTP),
  says('is empty', head('content-length: 0\r\n'), NOTHING),
  says('stands behind a 204', `${head('content-length: 2\r\n', '204 No Content')}{}`, NO_HTTP),
  says('stands behind a 304', `${head('content-length: 2\r\n', '304 Not Modified')}{}`, {
    orchestrator: 'could not tell',
    s3: 'storage/not-s3',
  }),
  says('stands behind a 205', `${head('content-length: 2\r\n', '205 Reset Content')}{}`, NO_HTTP),
  says(
    'is a part of one',
    `${head('content-range: bytes 0-1/9\r\ncontent-length: 2\r\n', '206 Partial')}{}`,
    NO_HTTP,
  ),
]
