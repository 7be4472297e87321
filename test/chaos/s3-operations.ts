import { gzipSync } from 'node:zlib'
import { answer, type Operation, type S3Row, wellBut } from './s3.ts'

const row = (
  operation: Operation,
  behaviour: string,
  expected: S3Row['expected'],
  does: S3Row['does'],
): S3Row => ({ stage: operation, behaviour, expected, does: wellBut({ [operation]: does }) })

const big = (length: number) => `HTTP/1.1 200 OK\r\ncontent-length: ${length}\r\n\r\n`
const redirect: S3Row['does'] = (line, { elsewhere }) => {
  line.say(answer('307 Temporary Redirect', '', `location: ${elsewhere}/cases\r\n`))
  line.end()
}

/** A bucket that lists well, and turns hostile behind that. */
export const operationRows: readonly S3Row[] = [
  row('put', 'is silent', 'network/timeout', () => {}),
  row('put', 'resets', 'network/reset', (line) => line.reset()),
  row('put', 'ends', 'network/reset', (line) => line.end()),
  row('put', 'answers a byte a second', 'network/timeout', (line) => line.drip('HTTP/1.1 200 OK')),
  row('put', 'has headers without end', 'could not tell', (line) => {
    line.say('HTTP/1.1 200 OK\r\n')
    return line.flood('x-a: b\r\n'.repeat(8192))
  }),
  row('put', 'has a body that never comes', 'network/timeout', (line) => line.say(big(100))),
  row('put', 'is sent to another host', 'could not tell', redirect),
  row('get', 'is silent', 'network/timeout', () => {}),
  row('get', 'resets in the body', 'network/reset', (line) => {
    line.say(`${big(100)}abc`)
    setTimeout(line.reset, 50)
  }),
  row('get', 'has a body without end', 'storage/wrong-data', (line) => {
    line.say('HTTP/1.1 200 OK\r\n\r\n')
    return line.flood('a'.repeat(65_536))
  }),
  row('get', 'has 16 exabytes', 'storage/wrong-data', (line) => {
    line.say(big(2 ** 53))
    return line.flood('a'.repeat(65_536))
  }),
  row('get', 'comes a byte a second', 'network/timeout', (line) => {
    line.say(big(100))
    return line.drip('a'.repeat(100))
  }),
  row('get', 'is another object', 'storage/wrong-data', (line) =>
    line.say(answer('200 OK', 'other')),
  ),
  row('get', 'is a bomb of gzip', 'storage/wrong-data', (line) => {
    const bomb = gzipSync(Buffer.alloc(16 * 1024 * 1024)).toString('latin1')
    line.say(answer('200 OK', bomb, 'content-encoding: gzip\r\n'))
  }),
  row('get', 'is sent to another host', 'could not tell', redirect),
  // What was written stays, and is named: that keeps nobody from working.
  { ...row('delete', 'is sent to another host', 'storage/delete-denied', redirect), warning: true },
]
