import type { Behaviour, Line } from '../support/chaos-server.ts'
import type { Client } from './case.ts'
import { ASKED } from './http.ts'
import { wellBut } from './redis.ts'
import { answer } from './s3.ts'

/** What a server sends more of than any memory should hold. */
export interface Heavy {
  readonly client: Client
  readonly what: string
  readonly does: Behaviour
  /** It is the proxy that the environment names, and the server is behind it. */
  readonly proxy?: true
}

const MEGABYTE = 1_000_000
const OK = 'HTTP/1.1 200 OK\r\n'
const CHUNKED = `${OK}transfer-encoding: chunked\r\n\r\n`

const asked =
  (does: (line: Line) => unknown): Behaviour =>
  async (line) => {
    await line.upTo(ASKED)
    await does(line)
  }
const flood = (head: string, chunk: string, most?: number) =>
  asked((line) => {
    line.say(head)
    return line.flood(chunk, most)
  })
const login =
  (head: string, chunk = '', most?: number): Behaviour =>
  (line) =>
    wellBut({
      AUTH: () => {
        line.say(head)
        return chunk === '' ? undefined : line.flood(chunk, most)
      },
    })(line)

const entities = Array.from(
  { length: 12 },
  (_, n) => `<!ENTITY l${n + 1} "${`&l${n};`.repeat(10)}">`,
)
const laughs = `<!DOCTYPE a [<!ENTITY l0 "ha">${entities.join('')}]><ListBucketResult><Name>&l12;</Name></ListBucketResult>`

const http = (client: 'orchestrator' | 's3'): readonly Heavy[] => [
  {
    client,
    what: 'one header of 100 MB',
    does: flood(`${OK}x: `, 'a'.repeat(65_536), 100 * MEGABYTE),
  },
  { client, what: '100 MB of headers', does: flood(OK, 'x-a: b\r\n'.repeat(8192), 100 * MEGABYTE) },
  {
    client,
    what: 'a status line of 100 MB',
    does: flood('HTTP/1.1 200 ', 'O'.repeat(65_536), 100 * MEGABYTE),
  },
  { client, what: 'a body without end', does: flood(`${OK}\r\n`, ' '.repeat(65_536)) },
  {
    client,
    what: 'chunks of one byte without end',
    does: flood(CHUNKED, '1\r\n \r\n'.repeat(8192)),
  },
  {
    client,
    what: 'an extension of a chunk without end',
    does: flood(`${CHUNKED}1;`, 'a'.repeat(65_536)),
  },
  {
    client,
    what: 'early hints without end',
    does: flood('', 'HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n'.repeat(1024)),
  },
]

const proxy = (client: 'orchestrator' | 's3'): readonly Heavy[] => [
  {
    client,
    proxy: true,
    what: 'a proxy with one header of 100 MB',
    does: flood(`${OK}x: `, 'a'.repeat(65_536), 100 * MEGABYTE),
  },
  {
    client,
    proxy: true,
    what: 'a proxy with 100 MB of headers',
    does: flood(OK, 'x-a: b\r\n'.repeat(8192), 100 * MEGABYTE),
  },
  {
    client,
    proxy: true,
    what: 'a proxy that relays without end',
    does: flood(`${OK}\r\n`, 'garbage '.repeat(8192)),
  },
]

/** Each is met by the built doctor, whose memory the kernel counts. */
export const heavy: readonly Heavy[] = [
  ...http('orchestrator'),
  ...http('s3'),
  ...proxy('orchestrator'),
  ...proxy('s3'),
  {
    client: 'orchestrator',
    what: 'a list of a million empty workspaces',
    does: asked((line) => {
      line.say(answer('200 OK', `{"workspaces":[${'{},'.repeat(1_300_000)}{}]}`))
      line.end()
    }),
  },
  {
    client: 'orchestrator',
    what: 'lists two million deep',
    does: asked((line) => {
      line.say(answer('200 OK', `${'['.repeat(2_000_000)}${']'.repeat(2_000_000)}`))
      line.end()
    }),
  },
  {
    client: 's3',
    what: 'a billion laughs',
    does: asked((line) => {
      line.say(answer('200 OK', laughs))
      line.end()
    }),
  },
  {
    client: 'redis',
    what: 'a text without end',
    does: login(`$${2 ** 31}\r\n`, 'a'.repeat(65_536)),
  },
  { client: 'redis', what: 'a line without end', does: login('+', 'a'.repeat(65_536)) },
  {
    client: 'redis',
    what: 'a list of 30 million',
    does: login('*30000000\r\n', ':1\r\n'.repeat(16_384)),
  },
  {
    client: 'redis',
    what: 'lists within lists without end',
    does: login('', '*1\r\n'.repeat(16_384)),
  },
  {
    client: 'redis',
    what: 'lists of ten thousand lists',
    does: login('', `*10000\r\n${':1\r\n'.repeat(9999)}`),
  },
  {
    client: 'redis',
    what: 'replies that nobody asked for',
    does: (line) => line.flood('+OK\r\n'.repeat(8192)),
  },
]
