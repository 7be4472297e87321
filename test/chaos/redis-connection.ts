import type { Line } from '../support/chaos-server.ts'
import type { RedisRow } from './redis.ts'

/** Waits for the first command. */
const first = (line: Line) => line.upTo(/\r\n/)
const says =
  (bytes: string, then: (line: Line) => unknown = () => {}) =>
  async (line: Line) => {
    await first(line)
    line.say(Buffer.from(bytes, 'latin1'))
    await then(line)
  }

/** From the connection to the first reply. */
export const connectionRows: readonly RedisRow[] = [
  { stage: 'accepted', behaviour: 'is silent', does: () => {}, expected: 'network/timeout' },
  {
    stage: 'accepted',
    behaviour: 'resets',
    does: (line) => line.reset(),
    expected: 'network/reset',
  },
  { stage: 'accepted', behaviour: 'ends', does: (line) => line.end(), expected: 'network/reset' },
  {
    stage: 'accepted',
    behaviour: 'floods with zeros',
    does: (line) => line.flood(Buffer.alloc(65_536)),
    expected: 'metadata/not-redis',
  },
  {
    stage: 'accepted',
    behaviour: 'floods with replies that nobody asked for',
    does: (line) => line.flood('+OK\r\n'.repeat(8192)),
    expected: 'could not tell',
  },
  {
    stage: 'accepted',
    behaviour: 'greets as SSH',
    does: (line) => line.say('SSH-2.0-OpenSSH_9.2p1 Debian-2\r\n'),
    expected: 'metadata/not-redis',
  },
  {
    stage: 'accepted',
    behaviour: 'greets as MySQL',
    does: (line) => line.say(Buffer.from('4a0000000a382e302e3336002a000000', 'hex')),
    expected: 'metadata/not-redis',
  },
  {
    stage: 'command',
    behaviour: 'resets',
    does: async (line) => {
      await first(line)
      line.reset()
    },
    expected: 'network/reset',
  },
  {
    stage: 'command',
    behaviour: 'ends',
    does: async (line) => {
      await first(line)
      line.end()
    },
    expected: 'network/reset',
  },
  {
    stage: 'command',
    behaviour: 'answers as http',
    does: says('HTTP/1.1 400 Bad Request\r\ncontent-length: 0\r\n\r\n'),
    expected: 'metadata/not-redis',
  },
  {
    stage: 'command',
    behaviour: 'answers with a page',
    does: says('HTTP/1.1 200 OK\r\n\r\n<!DOCTYPE html>\r\n+OK\r\n', (line) => line.end()),
    expected: 'metadata/not-redis',
  },
  {
    stage: 'command',
    behaviour: 'answers as SSH',
    does: says('SSH-2.0-OpenSSH_9.2p1\r\n'),
    expected: 'metadata/not-redis',
  },
  {
    stage: 'command',
    behaviour: 'answers as a mail server',
    does: says('220 mail.example ESMTP\r\n500 5.5.1 Invalid command\r\n'),
    expected: 'metadata/not-redis',
  },
  {
    stage: 'command',
    behaviour: 'answers as Memcached',
    does: says('ERROR\r\nERROR\r\n'),
    expected: 'metadata/not-redis',
  },
  {
    stage: 'command',
    behaviour: 'answers with a TLS alert',
    does: says('\x15\x03\x01\0\x02\x02\x46', (line) => line.end()),
    expected: 'metadata/not-redis',
  },
  {
    stage: 'command',
    behaviour: 'answers with words',
    does: says('What do you want?\r\n'),
    expected: 'metadata/not-redis',
  },
  {
    stage: 'command',
    behaviour: 'answers with bytes that are no text',
    does: says('\xff\xfe\xc3\x28\0\0\r\n'),
    expected: 'metadata/not-redis',
  },
  {
    stage: 'reply',
    behaviour: 'comes a byte a second',
    does: async (line) => {
      await first(line)
      await line.drip('+OK, as you wish\r\n')
    },
    expected: 'network/timeout',
  },
  {
    stage: 'reply',
    behaviour: 'is cut off by silence',
    does: says('+O'),
    expected: 'network/timeout',
  },
  {
    stage: 'reply',
    behaviour: 'is cut off by an end',
    does: says('+O', (line) => line.end()),
    expected: 'network/reset',
  },
  {
    stage: 'reply',
    behaviour: 'ends its lines with a bare LF',
    does: says('+OK\n+PONG\n'),
    expected: 'network/timeout',
  },
]
