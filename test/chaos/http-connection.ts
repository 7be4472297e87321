import type { HttpRow } from './http.ts'
import { ASKED } from './http.ts'

const LATE = { orchestrator: 'network/timeout', s3: 'network/timeout' } as const
const RESET = { orchestrator: 'network/reset', s3: 'network/reset' } as const
/** It speaks, and not http: the storage is plainly none, of the orchestrator nothing is known. */
const NO_HTTP = { orchestrator: 'could not tell', s3: 'storage/not-s3' } as const

const NOTHING = { orchestrator: 'could not tell', s3: 'could not tell' } as const

/** From the connection to the first byte of an answer. */
export const connectionRows: readonly HttpRow[] = [
  {
    stage: 'accepted',
    behaviour: 'is silent',
    does: () => {},
    ...LATE,
  },
  {
    stage: 'accepted',
    behaviour: 'resets',
    does: (line) => line.reset(),
    ...RESET,
  },
  {
    stage: 'accepted',
    behaviour: 'ends',
    does: (line) => line.end(),
    ...RESET,
  },
  {
    stage: 'accepted',
    behaviour: 'answers before it is asked, and ends',
    does: (line) => {
      line.say('HTTP/1.1 408 Request Timeout\r\ncontent-length: 0\r\n\r\n')
      line.end()
    },
    ...NOTHING,
  },
  {
    stage: 'accepted',
    behaviour: 'floods with zeros',
    does: (line) => line.flood(Buffer.alloc(65_536)),
    ...NO_HTTP,
  },
  {
    stage: 'accepted',
    behaviour: 'greets as SSH',
    does: (line) => line.say('SSH-2.0-OpenSSH_9.2p1 Debian-2\r\n'),
    ...NO_HTTP,
  },
  {
    stage: 'accepted',
    behaviour: 'greets as a mail server',
    does: (line) => line.say('220 mail.example.test ESMTP Postfix\r\n'),
    ...NO_HTTP,
  },
  {
    stage: 'accepted',
    behaviour: 'speaks as a mail server to every line',
    does: async (line) => {
      line.say('220 mail.example.test ESMTP\r\n')
      await line.upTo(ASKED)
      line.say('500 5.5.1 Invalid command\r\n'.repeat(8))
      line.end()
    },
    ...NO_HTTP,
  },
  {
    stage: 'accepted',
    behaviour: 'greets as SSH, and ends',
    does: (line) => {
      line.say('SSH-2.0-OpenSSH_9.2p1\r\n')
      line.end()
    },
    ...NO_HTTP,
  },
  {
    stage: 'request line',
    behaviour: 'resets',
    does: async (line) => {
      await line.upTo(/^[A-Z]+ /)
      line.reset()
    },
    ...RESET,
  },
  {
    stage: 'request line',
    behaviour: 'ends',
    does: async (line) => {
      await line.upTo(/^[A-Z]+ /)
      line.end()
    },
    ...RESET,
  },
  {
    stage: 'request',
    behaviour: 'answers in HTTP/0.9, without headers',
    does: async (line) => {
      await line.upTo(ASKED)
      line.say('<html><body>It works!</body></html>\n')
      line.end()
    },
    ...NO_HTTP,
  },
  {
    stage: 'request',
    behaviour: 'answers as Redis',
    does: async (line) => {
      await line.upTo(ASKED)
      line.say("-ERR unknown command 'GET'\r\n")
    },
    ...NO_HTTP,
  },
  {
    stage: 'request',
    behaviour: 'answers in HTTP/2',
    does: async (line) => {
      await line.upTo(ASKED)
      line.say(Buffer.from('00000c040000000000000300000064000400100000', 'hex'))
    },
    ...NO_HTTP,
  },
  {
    stage: 'request',
    behaviour: 'answers with a TLS alert',
    does: async (line) => {
      await line.upTo(ASKED)
      line.say(Buffer.from('15030100020246', 'hex'))
      line.end()
    },
    ...NO_HTTP,
  },
  {
    stage: 'request',
    behaviour: 'answers with bytes that are no text',
    does: async (line) => {
      await line.upTo(ASKED)
      line.say(Buffer.from('fffec328a0a1f0288cbc', 'hex'))
    },
    ...NO_HTTP,
  },
  {
    stage: 'status line',
    behaviour: 'comes a byte a second',
    does: async (line) => {
      await line.upTo(ASKED)
      await line.drip('HTTP/1.1 200 OK\r\n')
    },
    ...LATE,
  },
  {
    stage: 'status line',
    behaviour: 'never ends',
    does: async (line) => {
      await line.upTo(ASKED)
      line.say('HTTP/1.1 200 ')
      await line.flood('O'.repeat(65_536))
    },
    ...NO_HTTP,
  },
  {
    stage: 'status line',
    behaviour: 'is of an unknown version',
    does: async (line) => {
      await line.upTo(ASKED)
      line.say('HTTP/7.3 200 OK\r\ncontent-length: 0\r\n\r\n')
    },
    ...NO_HTTP,
  },
  {
    stage: 'status line',
    behaviour: 'has a status of six digits',
    does: async (line) => {
      await line.upTo(ASKED)
      line.say('HTTP/1.1 200200 OK\r\ncontent-length: 0\r\n\r\n')
    },
    ...NO_HTTP,
  },
  {
    stage: 'status line',
    behaviour: 'has no status',
    does: async (line) => {
      await line.upTo(ASKED)
      line.say('HTTP/1.1 OK\r\ncontent-length: 0\r\n\r\n')
    },
    ...NO_HTTP,
  },
  {
    stage: 'status line',
    behaviour: 'has the status 000',
    does: async (line) => {
      await line.upTo(ASKED)
      line.say('HTTP/1.1 000 Nothing\r\ncontent-length: 0\r\n\r\n')
    },
    ...NOTHING,
  },
  {
    stage: 'status line',
    behaviour: 'is cut off by an end',
    does: async (line) => {
      await line.upTo(ASKED)
      line.say('HTTP/1.1 200')
      line.end()
    },
    ...RESET,
  },
  {
    stage: 'status line',
    behaviour: 'is cut off by a reset',
    does: async (line) => {
      await line.upTo(ASKED)
      line.say('HTTP/1.1 200')
      line.reset()
    },
    ...RESET,
  },
]
