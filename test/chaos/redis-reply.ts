import type { Line } from '../support/chaos-server.ts'
import { type RedisRow, wellBut } from './redis.ts'
import { PASSWORD } from './secrets.ts'

/** Time to read all that is ever read. */
const PATIENT_MS = 8000

/** A row in which the reply to the login begins with this, and more may follow. */
const logsIn = (
  behaviour: string,
  bytes: string,
  expected: RedisRow['expected'] = 'could not tell',
  then: (line: Line) => unknown = () => {},
): RedisRow => ({
  stage: 'login',
  behaviour,
  does: (line) => {
    const login = () => {
      line.say(Buffer.from(bytes, 'latin1'))
      then(line)
    }
    return wellBut({ AUTH: login })(line)
  },
  expected,
  ...(expected === 'could not tell' ? { timeoutMs: PATIENT_MS } : {}),
})

/** Replies of a form, a size or a number that Redis has none of. */
export const replyRows: readonly RedisRow[] = [
  logsIn('a text of 999 999 999 999 bytes', '$999999999999\r\nabc'),
  logsIn('a text whose length has 30 digits', `$${'9'.repeat(30)}\r\nabc`),
  logsIn('a text whose length is no number', '$ten\r\n0123456789\r\n'),
  logsIn('a text of a length below zero', '$-7\r\n'),
  logsIn('a text that is not ended', '$2\r\nOK and more\r\n'),
  logsIn('a text that is cut off by silence', '$100\r\nabc', 'network/timeout'),
  logsIn('a text without end', `$${2 ** 31}\r\n`, 'could not tell', (line) =>
    line.flood('a'.repeat(65_536)),
  ),
  logsIn('a line without end', '+', 'could not tell', (line) => line.flood('a'.repeat(65_536))),
  logsIn('an error without end', '-', 'could not tell', (line) => line.flood('E'.repeat(65_536))),
  logsIn('a number without end', ':', 'could not tell', (line) => line.flood('9'.repeat(65_536))),
  logsIn('a list of 999 999 999 999', '*999999999999\r\n:1\r\n'),
  logsIn('a list of 4 294 967 295', '*4294967295\r\n:1\r\n'),
  logsIn('a list of 30 million', '*30000000\r\n:1\r\n'),
  logsIn('a list of a length below zero', '*-2\r\n'),
  logsIn('a list whose length is no number', '*many\r\n'),
  logsIn('a list without end', '*100000\r\n', 'could not tell', (line) =>
    line.flood(':1\r\n'.repeat(16_384)),
  ),
  logsIn('a list that is cut off by silence', '*2\r\n+OK\r\n', 'network/timeout'),
  logsIn('lists within lists, ten thousand deep', '*1\r\n'.repeat(10_000)),
  logsIn('lists within lists without end', '*1\r\n', 'could not tell', (line) =>
    line.flood('*1\r\n'.repeat(16_384)),
  ),
  logsIn('lists of lists, a thousand to the tenth', '*1000\r\n'.repeat(10)),
  logsIn('a push message', '>2\r\n+invalidate\r\n+x\r\n'),
  logsIn('a map', '%1\r\n+a\r\n+b\r\n'),
  logsIn('a null of RESP3', '_\r\n'),
  logsIn('a streamed text of RESP3', '$?\r\n;4\r\nabcd\r\n;0\r\n'),
  logsIn('a big number of RESP3', '(3492890328409238509324850943850943825024385\r\n'),
  logsIn('words behind its reply', '+OK\r\nand now for something else\r\n'),
  logsIn('a list in place of a word', '*2\r\n+OK\r\n+OK\r\n'),
  logsIn('an error with control characters', '-ERR \x1b[2J\x07\0\x9b31m no\r\n'),
  logsIn('an error that is no UTF-8', '-ERR \xc3\x28\xff\r\n'),
  logsIn('an error of a megabyte', `-ERR ${'no '.repeat(350_000)}\r\n`),
  logsIn('an error without a code', '-\r\n'),
  logsIn('an error that sends it elsewhere', '-MOVED 1 127.0.0.1:1\r\n'),
  logsIn('an error that gives the password back', `-ERR unknown ${PASSWORD}\r\n`),
  {
    stage: 'ping',
    behaviour: 'is not answered',
    does: wellBut({ PING: undefined }),
    expected: 'network/timeout',
  },
  {
    stage: 'ping',
    behaviour: 'is answered by a reset',
    does: (line) => wellBut({ PING: line.reset })(line),
    expected: 'network/reset',
  },
]
