import type { Line } from '../support/chaos-server.ts'
import { answers, type RedisRow, wellBut } from './redis.ts'

const bulk = (text: string) => `$${Buffer.byteLength(text, 'latin1')}\r\n${text}\r\n`
const setting = (value: string) => wellBut({ STRLEN: ':900\r\n', GET: bulk(value), TTL: ':-1\r\n' })
const moved =
  (kind: string, to: (at: { readonly elsewhere: number; readonly own: number }) => string) =>
  (line: Line, at: { readonly elsewhere: number; readonly own: number }) => {
    const error = `-${kind} 7000 ${to(at)}\r\n`
    return wellBut({ STRLEN: error, GET: error, EXISTS: error, TTL: error })(line)
  }

/** A row in which something goes wrong with a question behind the login. */
const asked = (
  behaviour: string,
  expected: RedisRow['expected'],
  does: RedisRow['does'],
  more: Partial<RedisRow> = {},
): RedisRow => ({ stage: 'asked', behaviour, expected, does, ...more })

/** From the login to the last question. */
export const askedRows: readonly RedisRow[] = [
  asked('says OK to everything', 'could not tell', (line) => answers(line, {}, '+OK\r\n')),
  asked('INFO is silent', 'network/timeout', wellBut({ INFO: undefined })),
  asked('INFO is a number', 'metadata/command-denied', wellBut({ INFO: ':7\r\n' })),
  asked(
    'INFO is a list of lists',
    'metadata/command-denied',
    wellBut({ INFO: '*1\r\n*1\r\n*0\r\n' }),
  ),
  asked('INFO is of NULs', 'metadata/command-denied', wellBut({ INFO: bulk('\0'.repeat(4096)) })),
  asked(
    'INFO has four megabytes of colons',
    'metadata/command-denied',
    wellBut({ INFO: bulk(':'.repeat(4_000_000)) }),
  ),
  asked(
    'INFO has half a million lines',
    'metadata/command-denied',
    wellBut({ INFO: bulk('a:b\r\n'.repeat(500_000)) }),
  ),
  asked(
    'INFO has numbers that are none',
    'metadata/command-denied',
    wellBut({
      INFO: bulk(`redis_version:9e999\r\nmaxmemory:${'9'.repeat(400)}\r\nused_memory:NaN\r\n`),
    }),
  ),
  asked(
    'INFO names things of any object',
    'metadata/command-denied',
    wellBut({
      INFO: bulk('__proto__:1\r\nconstructor:2\r\ntoString:3\r\nredis_mode:standalone\r\n'),
    }),
  ),
  asked(
    'the length of the key is below zero',
    'metadata/command-denied',
    wellBut({ STRLEN: ':-5\r\n' }),
  ),
  asked(
    'the length of the key is a text',
    'metadata/command-denied',
    wellBut({ STRLEN: bulk('many') }),
  ),
  asked('the key is silent', 'network/timeout', wellBut({ STRLEN: ':9\r\n', GET: undefined })),
  asked(
    'the key is cut off by silence',
    'network/timeout',
    wellBut({ STRLEN: ':9\r\n', GET: '$900\r\n{' }),
  ),
  asked(
    'the key is a number',
    'metadata/setting-missing',
    wellBut({ STRLEN: ':9\r\n', GET: ':9\r\n', EXISTS: ':0\r\n' }),
  ),
  asked(
    'the key is a list',
    'metadata/setting-missing',
    wellBut({ STRLEN: ':9\r\n', GET: '*1\r\n:9\r\n', EXISTS: ':0\r\n' }),
  ),
  asked(
    'the key is longer than it was said to be',
    'metadata/setting-malformed',
    setting('a'.repeat(2_000_000)),
  ),
  asked('the key has five megabytes, and is sent', 'metadata/setting-malformed', (line) =>
    wellBut({
      STRLEN: ':9\r\n',
      GET: () => {
        line.say('$5000000\r\n')
        return line.flood('a'.repeat(65_536), 5_000_000)
      },
    })(line),
  ),
  asked('the key is no UTF-8', 'metadata/setting-malformed', setting('\xff\xfe{"Name"\xc3\x28')),
  asked('the key is of NULs', 'metadata/setting-malformed', setting('\0'.repeat(900))),
  asked(
    'the key is JSON a hundred thousand deep',
    'metadata/setting-malformed',
    setting('['.repeat(100_000)),
  ),
  asked(
    'the key is an object a hundred thousand deep',
    'metadata/setting-malformed',
    setting(`${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`),
  ),
  asked(
    'the key is JSON with __proto__',
    'metadata/setting-malformed',
    setting('{"__proto__":{"Name":"a","UUID":"b","Storage":"s3","Bucket":"c"}}'),
  ),
  asked('the key is a list of JSON', 'metadata/setting-malformed', setting('[{}]')),
  asked(
    'every question is refused with control characters',
    'could not tell',
    wellBut({ STRLEN: '-ERR \x1b[2J\x07\0 no\r\n' }),
  ),
  asked('every question breaks the connection', 'network/reset', (line) =>
    wellBut({ STRLEN: line.reset, INFO: '-NOPERM no\r\n' })(line),
  ),
  asked('every question ends the connection', 'network/reset', (line) =>
    wellBut({ STRLEN: line.end, INFO: '-NOPERM no\r\n' })(line),
  ),
  asked(
    'MOVED to itself, for ever',
    'could not tell',
    moved('MOVED', ({ own }) => `127.0.0.1:${own}`),
  ),
  asked(
    'MOVED to a node that says the same',
    'could not tell',
    moved('MOVED', ({ elsewhere }) => `127.0.0.1:${elsewhere}`),
    { sendsOn: true },
  ),
  asked(
    'MOVED back and forth',
    'could not tell',
    (line, at) =>
      moved(
        'MOVED',
        ({ elsewhere, own }) => `127.0.0.1:${line.socket.localPort === own ? elsewhere : own}`,
      )(line, at),
    { sendsOn: true },
  ),
  asked(
    'MOVED to where nobody listens',
    'metadata/redirect-unreachable',
    moved('MOVED', () => '127.0.0.1:1'),
  ),
  asked(
    'MOVED to port 0',
    'metadata/redirect-unreachable',
    moved('MOVED', () => '127.0.0.1:0'),
  ),
  asked(
    'MOVED to port 99999',
    'could not tell',
    moved('MOVED', () => '127.0.0.1:99999'),
  ),
  asked(
    'MOVED to an option of a program',
    'could not tell',
    moved('MOVED', () => '--version:6379'),
  ),
  asked(
    'MOVED to a name with a path',
    'could not tell',
    moved('MOVED', ({ elsewhere }) => `127.0.0.1:${elsewhere}/x`),
  ),
  asked('MOVED to nowhere', 'could not tell', (line) => wellBut({ STRLEN: '-MOVED\r\n' })(line)),
  asked(
    'ASK to another node',
    'could not tell',
    moved('ASK', ({ elsewhere }) => `127.0.0.1:${elsewhere}`),
  ),
  asked(
    'ASK to itself, for ever',
    'could not tell',
    moved('ASK', ({ own }) => `127.0.0.1:${own}`),
  ),
  asked(
    'TRYAGAIN, for ever',
    'could not tell',
    wellBut({ STRLEN: '-TRYAGAIN Multiple keys request during rehashing of slot\r\n' }),
  ),
]
