import { readFileSync } from 'node:fs'
import { createServer, type Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { createSecureContext, type SecureContext, TLSSocket, type TlsOptions } from 'node:tls'
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
  /** The address and port that each was made to. */
  accepted(): readonly string[]
  stop(): Promise<void>
}

const HEARD = 65_536

/** Where a chaos server listens, and its certificate where it speaks TLS. */
export interface ChaosOptions {
  readonly tls?: ChaosCertificate
  /** A free port of 127.0.0.1 unless given. */
  readonly at?: { readonly host: string; readonly port: number }
}

type ChaosCertificate = Certificate & Pick<TlsOptions, 'ciphers'>

/** Starts a server that behaves as it likes, on bare TCP; with a certificate, beneath TLS. */
export async function startChaos(
  behave: Behaviour,
  { tls, at }: ChaosOptions = {},
): Promise<ChaosServer> {
  const secureContext = tls && contextOf(tls)
  const lines: Line[] = []
  const accepted: string[] = []
  const server = createServer((raw) => {
    raw.on('error', () => {})
    accepted.push(`${raw.localAddress}:${raw.localPort}`)
    const line = secureContext === undefined ? lineOn(raw, raw) : secured(raw, secureContext)
    lines.push(line)
    Promise.resolve()
      .then(() => behave(line))
      .catch(() => {})
  })
  return {
    host: '127.0.0.1',
    heard: () => lines.map((line) => line.heard()),
    accepted: () => accepted,
    ...(await listen(server, at)),
  }
}

/** The same connection, on which the client is to begin TLS from here on. */
export function beneathTls(line: Line, tls: ChaosCertificate): Line {
  line.socket.removeAllListeners('data')
  return secured(line.socket, contextOf(tls))
}

function secured(raw: Socket, secureContext: SecureContext): Line {
  return lineOn(new TLSSocket(raw, { isServer: true, secureContext }), raw)
}

function contextOf({ keyFile, certFile, ciphers }: ChaosCertificate): SecureContext {
  return createSecureContext({
    key: readFileSync(keyFile),
    cert: readFileSync(certFile),
    ...(ciphers === undefined ? {} : { ciphers }),
  })
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
