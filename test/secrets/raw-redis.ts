import { createServer } from 'node:net'
import { listen } from '../support/free-port.ts'

/** What is answered to a command, as it goes over the wire; the name in capitals. */
export type Reply = (command: string, args: readonly string[]) => string

/** A server that says to Redis commands whatever it is told to. */
export async function startRawRedis(
  reply: Reply,
): Promise<{ readonly port: number; stop(): Promise<void> }> {
  const server = createServer((socket) => {
    let pending = ''
    socket.on('error', () => {})
    socket.setEncoding('latin1').on('data', (chunk: string) => {
      pending += chunk
      for (let next = command(pending); next !== undefined; next = command(pending)) {
        pending = next.rest
        const [name = '', ...args] = next.words
        socket.write(reply(name.toUpperCase(), args))
      }
    })
  })
  return listen(server)
}

/** A string of any length as a reply. */
export function bulk(text: string): string {
  return `$${Buffer.byteLength(text)}\r\n${text}\r\n`
}

/** The first whole command of what was received: an array of bulk strings. */
function command(text: string): { words: string[]; rest: string } | undefined {
  const head = /^\*(\d+)\r\n/.exec(text)
  if (head === null) return undefined
  const words: string[] = []
  let at = head[0].length
  while (words.length < Number(head[1])) {
    const size = /^\$(\d+)\r\n/.exec(text.slice(at))
    if (size === null) return undefined
    const start = at + size[0].length
    const end = start + Number(size[1])
    if (text.length < end + 2) return undefined
    words.push(text.slice(start, end))
    at = end + 2
  }
  return { words, rest: text.slice(at) }
}
