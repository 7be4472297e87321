import { readFileSync } from 'node:fs'
import { createServer, type Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { createSecureContext, TLSSocket, type TlsOptions } from 'node:tls'
import type { Certificate } from './certificate.ts'
import { listen } from './free-port.ts'

/** One connection to a chaos server: what came in on it, and how to be rude on it. */
export interface Line {
  /** Everything that was heard so far, byte for byte (latin1), up to 64 KiB. */
  heard(): string
  /** Resolves when what was heard fits; never, if the client goes first. */
  upTo(pattern: RegExp): Promise<void>
  say(bytes: string | Uint8Array): void
  /** Says it again and again while the client takes it; at most `most` bytes, without end unless given. */
  flood(chunk: string | Uint8Array, most?: number): Promise<void>
  /** Says it one byte a second. */
  drip(text: string): Promise<void>
  /** Breaks the connection with an RST. */
  reset(): void
  /** Ends the connection as one that is done. */
  end(): void
  readonly socket: Socket
}

/** What a server does with each connection. */
export type Behaviour = (line: Line) => unknown

/** A running chaos server on 127.0.0.1. */
export interface ChaosServer {
  readonly host: string
  readonly port: number
  /** What was heard on each connection that it has accepted. */
  heard(): readonly string[]
  stop(): Promise<void>
}

const HEARD = 65_536

/** Starts a server that behaves as it likes, on bare TCP; with a certificate, beneath TLS. */
export async function startChaos(
  behave: Behaviour,
  { tls }: { readonly tls?: Certificate & Pick<TlsOptions, 'ciphers'> } = {},
): Promise<ChaosServer> {
  const secureContext =
    tls &&
    createSecureContext({
      key: readFileSync(tls.keyFile),
      cert: readFileSync(tls.certFile),
      ...(tls.ciphers === undefined ? {} : { ciphers: tls.ciphers }),
    })
  const lines: Line[] = []
  const server = createServer((raw) => {
    raw.on('error', () => {})
    const socket =
      secureContext === undefined ? raw : new TLSSocket(raw, { isServer: true, secureContext })
    const line = lineOn(socket, raw)
    lines.push(line)
    Promise.resolve()
      .then(() => behave(line))
      .catch(() => {})
  })
  return {
    host: '127.0.0.1',
    heard: () => lines.map((line) => line.heard()),
    ...(await listen(server)),
  }
}

function lineOn(socket: Socket, raw: Socket): Line {
  let heard = ''
  const waiting: { readonly pattern: RegExp; readonly done: () => void }[] = []
  socket.on('error', () => {})
  socket.on('data', (data: Buffer) => {
    if (heard.length < HEARD) heard += data.toString('latin1')
    for (const { pattern, done } of waiting) if (pattern.test(heard)) done()
  })
  const say: Line['say'] = (bytes) => {
    if (socket.writable) socket.write(bytes)
  }
  return {
    socket,
    heard: () => heard,
    upTo: (pattern) =>
      new Promise((done) => {
        if (pattern.test(heard)) done()
        else waiting.push({ pattern, done })
      }),
    say,
    flood: async (chunk, most = Number.POSITIVE_INFINITY) => {
      for (let sent = 0; sent < most && socket.writable; sent += chunk.length) {
        const room = socket.write(chunk)
        // A turn of the event loop each: other connections have to live too.
        if (room) await sleep(0)
        else await onceDrained(socket)
      }
    },
    drip: async (text) => {
      for (const byte of text) {
        if (!socket.writable) return
        say(byte)
        await sleep(1000)
      }
    },
    reset: () => raw.resetAndDestroy(),
    end: () => socket.end(),
  }
}

function onceDrained(socket: Socket): Promise<void> {
  return new Promise((done) => {
    const end = () => {
      socket.off('drain', end)
      socket.off('close', end)
      done()
    }
    socket.once('drain', end)
    socket.once('close', end)
  })
}
