import { ASKED } from './http.ts'
import { answers, opens, type ProxyRow, secured } from './proxy.ts'
import { answer } from './s3.ts'

const LATE = { orchestrator: 'network/timeout', s3: 'network/timeout' } as const
const RESET = { orchestrator: 'network/reset', s3: 'network/reset' } as const
const REFUSED = { orchestrator: 'network/proxy-refused', s3: 'network/proxy-refused' } as const
/** Who answers in the tunnel is not known: most are servers without TLS. */
const PLAIN = { orchestrator: 'network/tls-to-plain', s3: 'network/tls-to-plain' } as const
const ALERTED = { orchestrator: 'network/tls-refused', s3: 'network/tls-refused' } as const

const at =
  (stage: string) =>
  (behaviour: string, does: ProxyRow['does'], expected: Pick<ProxyRow, 'orchestrator' | 's3'>) => ({
    stage,
    behaviour,
    does,
    ...expected,
  })
const accepted = at('accepted')
const asked = at('CONNECT')
const opened = at('opened')
const within = at('TLS within')
const refuses = (status: string, more = 'content-length: 0\r\n') =>
  asked(`is answered ${status}`, answers(`HTTP/1.1 ${status}\r\n${more}\r\n`), REFUSED)

/** From the connection to the proxy to its consent. */
export const consentRows: readonly ProxyRow[] = [
  accepted('is silent', () => {}, LATE),
  accepted('resets', (line) => line.reset(), RESET),
  accepted('ends', (line) => line.end(), RESET),
  accepted('floods with zeros', (line) => line.flood(Buffer.alloc(65_536)), REFUSED),
  accepted('greets as SSH', (line) => line.say('SSH-2.0-OpenSSH_9.2p1\r\n'), REFUSED),
  accepted('greets as a mail server', (line) => line.say('220 mail.example ESMTP\r\n'), REFUSED),
  accepted(
    'speaks TLS, where its URL says plain',
    async (line) => {
      await line.upTo(ASKED)
      line.say(Buffer.from('15030100020246', 'hex'))
      line.end()
    },
    REFUSED,
  ),
  asked(
    'is read to its first word, and reset',
    async (line) => {
      await line.upTo(/^CONNECT /)
      line.reset()
    },
    RESET,
  ),
  asked(
    'is read and reset',
    answers('', (line) => line.reset()),
    RESET,
  ),
  asked(
    'is read, and the connection ended',
    answers('', (line) => line.end()),
    RESET,
  ),
  asked('is not answered', answers(''), LATE),
  asked(
    'is answered a byte a second',
    answers('', (line) => line.drip('HTTP/1.1 200 OK\r\n\r\n')),
    LATE,
  ),
  asked('is answered by half a status line', answers('HTTP/1.1 2'), LATE),
  asked(
    'is answered by half a status line, and reset',
    answers('HTTP/1.1 2', (line) => line.reset()),
    RESET,
  ),
  asked(
    'is answered by half a status line, and ended',
    answers('HTTP/1.1 2', (line) => line.end()),
    RESET,
  ),
  asked('is answered without an end of the headers', answers('HTTP/1.1 200 OK\r\nx: y\r\n'), LATE),
  refuses(
    '407 Proxy Authentication Required',
    'proxy-authenticate: Basic realm="\x1b[31m"\r\ncontent-length: 0\r\n',
  ),
  refuses('403 Forbidden', 'content-length: 1000000\r\n'),
  refuses('502 Bad Gateway'),
  refuses('302 Found', 'location: http://login.example/\r\ncontent-length: 0\r\n'),
  refuses('401 Unauthorized'),
  refuses('204 No Content', ''),
  refuses('101 Switching Protocols', 'upgrade: tls\r\nconnection: upgrade\r\n'),
  refuses('000 Nothing'),
  asked(
    // Whatever comes first is the answer, as it is for Go.
    'is answered with early hints without end',
    answers('', (line) => line.flood('HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n'.repeat(256))),
    REFUSED,
  ),
  asked(
    'is answered with a header without end',
    answers('HTTP/1.1 200 OK\r\nx: ', (line) => line.flood('a'.repeat(65_536))),
    REFUSED,
  ),
  asked(
    'is answered with headers without end',
    answers('HTTP/1.1 200 OK\r\n', (line) => line.flood('x-a: b\r\n'.repeat(8192))),
    REFUSED,
  ),
  asked(
    'is answered with a status line without end',
    answers('HTTP/1.1 200 ', (line) => line.flood('O'.repeat(65_536))),
    REFUSED,
  ),
  asked('is answered with a page and no headers', answers('<html>It works!</html>\n'), REFUSED),
  asked('is answered as Redis', answers("-ERR unknown command 'CONNECT'\r\n"), REFUSED),
  asked(
    'is answered in HTTP/2',
    answers(Buffer.from('00000c040000000000000300000064000400100000', 'hex')),
    REFUSED,
  ),
  asked(
    'is answered with bytes that are no text',
    answers(Buffer.from('fffec328a0a1f0288cbc', 'hex')),
    REFUSED,
  ),
  asked('is answered as SOCKS', answers(Buffer.from('0500', 'hex')), REFUSED),
]

/** Behind the proxy's consent. */
export const tunnelRows: readonly ProxyRow[] = [
  opened('is silent', opens(), LATE),
  opened(
    'resets',
    opens((line) => line.reset()),
    RESET,
  ),
  opened(
    'ends',
    opens((line) => line.end()),
    RESET,
  ),
  opened(
    'resets once TLS begins',
    opens(async (line) => {
      await line.upTo(/\r\n\r\n\x16\x03/)
      line.reset()
    }),
    RESET,
  ),
  opened(
    'has a page in its consent',
    answers('HTTP/1.1 200 OK\r\ncontent-length: 11\r\n\r\nhello world'),
    PLAIN,
  ),
  opened(
    'has chunks in its consent',
    answers('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n'),
    PLAIN,
  ),
  opened(
    'relays zeros without end',
    opens((line) => line.flood(Buffer.alloc(65_536))),
    PLAIN,
  ),
  opened(
    'relays a greeting of SSH',
    opens((line) => line.say('SSH-2.0-OpenSSH_9.2p1\r\n')),
    PLAIN,
  ),
  opened(
    'relays an answer in plain http',
    opens(async (line) => {
      await line.upTo(/\r\n\r\n\x16\x03/)
      line.say('HTTP/1.1 400 Bad Request\r\ncontent-length: 0\r\n\r\n')
    }),
    PLAIN,
  ),
  opened(
    'relays a byte a second',
    opens((line) => line.drip('\x16\x03\x03\0\x7a\x02\0\0\x76')),
    LATE,
  ),
  opened(
    'relays an alert of TLS',
    opens(async (line) => {
      await line.upTo(/\r\n\r\n\x16\x03/)
      line.say(Buffer.from('15030300020228', 'hex'))
      line.end()
    }),
    ALERTED,
  ),
  within(
    'is silent',
    secured(() => {}),
    LATE,
  ),
  within(
    'is reset',
    secured((line) => line.socket.once('secure', line.reset)),
    RESET,
  ),
  within(
    'is reset once it is asked',
    secured(async (line) => {
      await line.upTo(ASKED)
      line.reset()
    }),
    RESET,
  ),
  within(
    'is cut off in the answer',
    secured(async (line) => {
      await line.upTo(ASKED)
      line.say('HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{"a":')
      setTimeout(line.reset, 50)
    }),
    RESET,
  ),
  within(
    'stalls in the answer',
    secured(async (line) => {
      await line.upTo(ASKED)
      line.say('HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{"a":')
    }),
    LATE,
  ),
  within(
    'wants the login of a proxy',
    secured(async (line) => {
      await line.upTo(ASKED)
      line.say(answer('407 Proxy Authentication Required', '<html>log in</html>'))
      line.end()
    }),
    { orchestrator: 'could not tell', s3: 'storage/not-s3' },
  ),
  within(
    'sends to another host',
    secured(async (line) => {
      await line.upTo(ASKED)
      line.say(
        'HTTP/1.1 302 Found\r\nlocation: https://login.example/\r\ncontent-length: 0\r\n\r\n',
      )
      line.end()
    }),
    { orchestrator: 'orchestrator/not-an-api', s3: 'storage/not-s3' },
  ),
]
