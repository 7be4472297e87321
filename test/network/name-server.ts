import { createSocket } from 'node:dgram'
import { once } from 'node:events'

/** A name server on port 53 of 127.0.0.1 that knows every name, each by an address of its own. */
export interface NameServer {
  /** The names that were asked for, each once, in the order of the alphabet. */
  asked(): readonly string[]
  /** How many questions came in, each of which was answered. */
  questions(): number
  /** The name that was given this address, or the address. */
  nameOf(address: string): string
  stop(): void
}

const A = 1

/** Starts the name server; only IPv4 addresses are given (RFC 1035 § 4). */
export async function startNameServer(): Promise<NameServer> {
  const known: string[] = []
  let questions = 0
  const socket = createSocket('udp4')
  socket.on('message', (question, { address, port }) => {
    questions += 1
    const { name, type, end } = readQuestion(question)
    if (!known.includes(name)) known.push(name)
    const answers = type === A ? 1 : 0
    const header = Buffer.from([0x81, 0x80, 0, 1, 0, answers, 0, 0, 0, 0])
    const record = Buffer.from([0xc0, 12, 0, A, 0, 1, 0, 0, 0, 60, 0, 4, ...bytes(known, name)])
    const parts = [question.subarray(0, 2), header, question.subarray(12, end)]
    socket.send(Buffer.concat(answers === 0 ? parts : [...parts, record]), port, address)
  })
  socket.bind(53, '127.0.0.1')
  await once(socket, 'listening')
  return {
    asked: () => [...known].sort(),
    questions: () => questions,
    nameOf: (address) => known.find((name) => bytes(known, name).join('.') === address) ?? address,
    stop: () => socket.close(),
  }
}

function bytes(known: readonly string[], name: string): readonly number[] {
  return [10, 20, 0, known.indexOf(name) + 1]
}

function readQuestion(message: Buffer): { name: string; type: number; end: number } {
  const labels: string[] = []
  let at = 12
  for (let length = message[at] ?? 0; length > 0; length = message[at] ?? 0) {
    labels.push(message.toString('latin1', at + 1, at + 1 + length))
    at += 1 + length
  }
  return { name: labels.join('.').toLowerCase(), type: message.readUInt16BE(at + 1), end: at + 5 }
}
