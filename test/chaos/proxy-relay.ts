import { answers, type ProxyRow } from './proxy.ts'
import { answer, LISTING } from './s3.ts'

const both = <T extends ProxyRow['s3']>(cause: T) => ({ orchestrator: cause, s3: cause })
const LATE = both('network/timeout')
const RESET = both('network/reset')
const REFUSED = both('network/proxy-refused')
const NOTHING = both('could not tell')

const row = (
  stage: string,
  behaviour: string,
  does: ProxyRow['does'],
  expected: Pick<ProxyRow, 'orchestrator' | 's3'>,
): ProxyRow => ({ stage, behaviour, does, ...expected })
const page = '<html><title>Blocked</title></html>'
const says = (
  status: string,
  body: string,
  expected: Pick<ProxyRow, 'orchestrator' | 's3'>,
  headers = 'content-type: text/html\r\n',
) =>
  row(
    'request',
    `is answered ${status}${body === '' ? '' : ' with a page'}`,
    answers(answer(status, body, headers), (line) => line.end()),
    expected,
  )

/** What a proxy does that is to relay plain http. */
export const relayRows: readonly ProxyRow[] = [
  row('accepted', 'is silent', () => {}, LATE),
  row('accepted', 'resets', (line) => line.reset(), RESET),
  row('accepted', 'ends', (line) => line.end(), RESET),
  row('accepted', 'floods with zeros', (line) => line.flood(Buffer.alloc(65_536)), REFUSED),
  row('accepted', 'greets as SSH', (line) => line.say('SSH-2.0-OpenSSH_9.2p1\r\n'), REFUSED),
  row(
    'request',
    'is answered with an alert of TLS',
    answers(Buffer.from('15030100020246', 'hex'), (line) => line.end()),
    REFUSED,
  ),
  row('request', 'is answered with a page and no headers', answers(page), REFUSED),
  row(
    'request',
    'is answered with bytes that are no text',
    answers(Buffer.from('fffec328a0a1f0288cbc', 'hex')),
    REFUSED,
  ),
  row(
    'request',
    'is read and reset',
    answers('', (line) => line.reset()),
    RESET,
  ),
  row(
    'request',
    'is answered a byte a second',
    answers('', (line) => line.drip('HTTP/1.1 200 OK\r\n\r\n')),
    LATE,
  ),
  says('407 Proxy Authentication Required', page, REFUSED),
  says('407 Proxy Authentication Required', '', REFUSED),
  says('403 Forbidden', page, REFUSED),
  says('502 Bad Gateway', page, REFUSED),
  says('503 Service Unavailable', page, REFUSED),
  says('504 Gateway Timeout', page, {
    orchestrator: 'network/proxy-refused',
    s3: 'storage/server-error',
  }),
  says('511 Network Authentication Required', page, {
    orchestrator: 'orchestrator/not-an-api',
    s3: 'storage/not-s3',
  }),
  says('200 OK', page, { orchestrator: 'orchestrator/not-an-api', s3: 'storage/not-s3' }),
  says('200 OK', '', NOTHING, ''),
  says(
    '302 Found',
    '',
    { orchestrator: 'orchestrator/not-an-api', s3: 'storage/not-s3' },
    'location: http://login.example/?to=here\r\n',
  ),
  row(
    'request',
    'is answered for another host and bucket',
    answers(answer('200 OK', LISTING.replaceAll('cases', 'others')), (line) => line.end()),
    { orchestrator: 'could not tell', s3: 'storage/not-this-bucket' },
  ),
  row(
    'body',
    'is cut off by a reset',
    answers('HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{"a":', (line) => {
      setTimeout(line.reset, 50)
    }),
    RESET,
  ),
  row('body', 'stalls', answers('HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{"a":'), LATE),
  row(
    'body',
    'has no end',
    answers('HTTP/1.1 200 OK\r\n\r\n', (line) => line.flood(' '.repeat(65_536))),
    { orchestrator: 'could not tell', s3: 'storage/not-s3' },
  ),
]
