import type { Expected } from './case.ts'
import { ASKED, type HttpRow } from './http.ts'

const LATE = { orchestrator: 'network/timeout', s3: 'network/timeout' } as const
const RESET = { orchestrator: 'network/reset', s3: 'network/reset' } as const
const NO_HTTP = { orchestrator: 'could not tell', s3: 'storage/not-s3' } as const
const NOTHING = { orchestrator: 'could not tell', s3: 'could not tell' } as const

/** A row in which the answer begins with this, and nothing follows. */
const begins = (
  behaviour: string,
  bytes: string,
  expected: { readonly orchestrator: Expected; readonly s3: Expected },
): HttpRow => ({
  stage: 'headers',
  behaviour,
  does: async (line) => {
    await line.upTo(ASKED)
    line.say(Buffer.from(bytes, 'latin1'))
  },
  ...expected,
})

const OK = 'HTTP/1.1 200 OK\r\n'
const REST = 'content-length: 2\r\n\r\n{}'

/** From the status line to the empty line. */
export const headerRows: readonly HttpRow[] = [
  begins('never come', OK, LATE),
  begins('are cut off by silence', `${OK}content-type: appl`, LATE),
  {
    stage: 'headers',
    behaviour: 'are cut off by a reset',
    does: async (line) => {
      await line.upTo(ASKED)
      line.say(`${OK}content-type: appl`)
      setTimeout(line.reset, 50)
    },
    ...RESET,
  },
  {
    stage: 'headers',
    behaviour: 'are cut off by an end',
    does: async (line) => {
      await line.upTo(ASKED)
      line.say(`${OK}content-type: appl`)
      line.end()
    },
    ...RESET,
  },
  {
    stage: 'headers',
    behaviour: 'come a byte a second',
    does: async (line) => {
      await line.upTo(ASKED)
      line.say(OK)
      await line.drip('content-type: application/json\r\n')
    },
    ...LATE,
  },
  {
    stage: 'headers',
    behaviour: 'hold one value without end',
    does: async (line) => {
      await line.upTo(ASKED)
      line.say(`${OK}x-amz-request-id: `)
      await line.flood('a'.repeat(65_536))
    },
    ...NO_HTTP,
  },
  {
    stage: 'headers',
    behaviour: 'hold one name without end',
    does: async (line) => {
      await line.upTo(ASKED)
      line.say(OK)
      await line.flood('x-'.repeat(32_768))
    },
    ...NO_HTTP,
  },
  {
    stage: 'headers',
    behaviour: 'are many without end',
    does: async (line) => {
      await line.upTo(ASKED)
      line.say(OK)
      await line.flood('set-cookie: a=b\r\n'.repeat(4096))
    },
    ...NO_HTTP,
  },
  {
    stage: 'headers',
    behaviour: 'are a thousand empty ones',
    does: async (line) => {
      await line.upTo(ASKED)
      line.say(`${OK}${'a:\r\n'.repeat(1000)}${REST}`)
    },
    ...{ orchestrator: 'could not tell', s3: 'storage/not-s3' },
  },
  begins('hold a NUL', `${OK}x-a: \0\r\n${REST}`, NO_HTTP),
  begins('hold a line without a colon', `${OK}nonsense\r\n${REST}`, NO_HTTP),
  begins('hold a name with a space', `${OK}content length: 2\r\n${REST}`, NO_HTTP),
  begins('hold bytes that are no UTF-8', `${OK}server: \xff\xfe\xc3\x28\r\n${REST}`, NO_HTTP),
  begins('hold escapes of a terminal', `${OK}server: \x1b[2J\x1b]0;x\x07\r\n${REST}`, NO_HTTP),
  begins('are folded', `${OK}server: a\r\n b\r\n${REST}`, NO_HTTP),
  begins(
    'end their lines with a bare LF',
    `HTTP/1.1 200 OK\n${REST.replaceAll('\r', '')}`,
    NO_HTTP,
  ),
  begins(
    'end their lines with a bare CR',
    `HTTP/1.1 200 OK\r${REST.replaceAll('\n', '')}`,
    NO_HTTP,
  ),
  begins('give two lengths', `${OK}content-length: 5\r\n${REST}`, NO_HTTP),
  begins('give a length below zero', `${OK}content-length: -1\r\n\r\n{}`, NO_HTTP),
  begins('give a length that is no number', `${OK}content-length: two\r\n\r\n{}`, NO_HTTP),
  begins('give a length of 24 digits', `${OK}content-length: ${'9'.repeat(24)}\r\n\r\n{}`, NO_HTTP),
  begins('give a length, and chunks', `${OK}transfer-encoding: chunked\r\n${REST}`, NO_HTTP),
  begins(
    'give chunks twice',
    `${OK}${'transfer-encoding: chunked\r\n'.repeat(2)}\r\n0\r\n\r\n`,
    NOTHING,
  ),
  begins('give an unknown transfer coding', `${OK}transfer-encoding: rot13\r\n\r\n{}`, LATE),
  begins('ask to go on, and nothing follows', 'HTTP/1.1 100 Continue\r\n\r\n', LATE),
  begins(
    'switch to another protocol',
    'HTTP/1.1 101 Switching\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n',
    NOTHING,
  ),
  {
    stage: 'headers',
    behaviour: 'are early hints without end',
    does: async (line) => {
      await line.upTo(ASKED)
      await line.flood('HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n'.repeat(1024))
    },
    ...LATE,
  },
  {
    stage: 'headers',
    behaviour: 'say that it is processing, without end',
    does: async (line) => {
      await line.upTo(ASKED)
      await line.flood('HTTP/1.1 102 Processing\r\n\r\n'.repeat(1024))
    },
    ...LATE,
  },
]
