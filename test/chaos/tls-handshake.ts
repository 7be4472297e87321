import type { Line } from '../support/chaos-server.ts'
import type { TlsRow } from './tls.ts'

/** The first bytes of a client's hello. */
const HELLO = /^\x16\x03[\s\S]{40}/
const says =
  (hex: string, then: (line: Line) => unknown = () => {}) =>
  async (line: Line) => {
    await line.upTo(HELLO)
    line.say(Buffer.from(hex, 'hex'))
    await then(line)
  }
const alert = (code: string) => says(`150303000202${code}`, (line) => line.end())

const row = (
  behaviour: string,
  expected: TlsRow['expected'],
  does: TlsRow['does'],
  more: Partial<TlsRow> = {},
): TlsRow => ({ stage: 'TLS hello', behaviour, expected, does, ...more })

/** From the client's hello to the server's certificate. */
export const handshakeRows: readonly TlsRow[] = [
  row('is not answered', 'network/timeout', () => {}),
  row('is answered by a reset', 'network/reset', async (line) => {
    await line.upTo(HELLO)
    line.reset()
  }),
  row('is answered by an end', 'network/reset', async (line) => {
    await line.upTo(HELLO)
    line.end()
  }),
  row('is answered by a reset before it comes', 'network/reset', (line) => line.reset()),
  row('is answered a byte a second', 'network/timeout', async (line) => {
    await line.upTo(HELLO)
    await line.drip('\x16\x03\x03\0\x7a\x02\0\0\x76')
  }),
  row('is answered by half a record', 'network/timeout', says('160303007a0200007603')),
  row('is answered by a record that promises 16 KiB', 'network/timeout', says('16030340000200')),
  row('is answered by a record that is too long', 'network/tls-to-plain', says('160303ffff02'), {
    redis: 'could not tell',
  }),
  row(
    'is answered by records without end',
    'network/tls-to-plain',
    says('', (line) => line.flood(Buffer.from('1603030004ffffffff'.repeat(4096), 'hex'))),
    { redis: 'could not tell' },
  ),
  row('is refused: no cipher in common', 'network/tls-refused', alert('28')),
  row('is refused: no version in common', 'network/tls-refused', alert('46')),
  row('is refused: the name is unknown', 'network/tls-refused', alert('70')),
  row('is refused: internal error', 'could not tell', alert('50')),
  row(
    'is answered as http',
    'network/tls-to-plain',
    async (line) => {
      await line.upTo(HELLO)
      line.say('HTTP/1.1 400 Bad Request\r\ncontent-length: 0\r\n\r\n')
    },
    { redis: 'could not tell' },
  ),
  row(
    'is answered as a Redis without TLS',
    'network/tls-to-plain',
    async (line) => {
      await line.upTo(HELLO)
      line.say('-ERR unknown command\r\n')
    },
    { redis: 'could not tell' },
  ),
  row('is answered with zeros', 'network/tls-to-plain', says('00'.repeat(512)), {
    redis: 'could not tell',
  }),
  row('is answered in SSL 2', 'network/tls-to-plain', says('802e0100020015001000100100800200'), {
    redis: 'could not tell',
  }),
]
