import { request } from 'node:http'
import { connect as connectTcp, isIP, type Socket } from 'node:net'
import { connect as connectTls, type SecureContext } from 'node:tls'
import { resolveName } from './resolve-name.ts'
import { asTrouble, type Stage, troubleError } from './trouble.ts'
import { trusted } from './trust.ts'

/** Who to connect to, and what to tell on the way. */
export interface Peer {
  readonly host: string
  readonly port: number
  readonly tls: boolean
  readonly signal: AbortSignal
  /** An http proxy to ask for a tunnel. */
  readonly proxy?: URL | undefined
  /** Called with each stage as it begins. */
  readonly reached?: (stage: Stage) => void
}

/** Makes a connected socket, secured where asked; rejects with an error that carries a `Trouble`. */
export type Connect = (peer: Peer) => Promise<Socket>

/** Connecting, shaking hands and a proxy's consent take no longer than this each. */
const CONNECT_MS = 3000
/**
 * A resolver asks its second name server after five seconds (resolv.conf(5), `timeout`): a
 * shorter limit would call a working set-up sick.
 */
const NAME_MS = 6000
/** The next address is tried beside a slow one, which stays in the race (RFC 8305 § 5). */
const NEXT_ADDRESS_MS = 300

/** The one way in which this program connects to anything. */
export function createConnect(env: Readonly<NodeJS.ProcessEnv>): Connect {
  let context: SecureContext | undefined
  return async (peer) => {
    const { host, port, proxy, reached } = peer
    let socket: Socket
    if (proxy === undefined) {
      socket = await open(peer, host, port)
    } else {
      const plain = await open(peer, proxy.hostname, Number(proxy.port || 80))
      reached?.('proxy')
      socket = await limited(peer, 'proxy', CONNECT_MS, (signal) =>
        tunnel(plain, proxy, peer, signal),
      )
    }
    if (!peer.tls) return socket
    reached?.('tls')
    context ??= trusted(env)
    const secureContext = context
    return limited(peer, 'tls', CONNECT_MS, (signal) => secure(socket, host, secureContext, signal))
  }
}

async function open(peer: Peer, host: string, port: number): Promise<Socket> {
  peer.reached?.('dns')
  const at = { host, port }
  const resolved = await limited({ ...peer, ...at }, 'dns', NAME_MS, (signal) =>
    resolveName(host, signal),
  )
  if ('code' in resolved) throw troubleError({ stage: 'dns', ...at, ...resolved })
  peer.reached?.('tcp')
  return limited({ ...peer, ...at }, 'tcp', CONNECT_MS, (signal) =>
    firstOf(resolved.addresses, port, signal),
  )
}

/** Runs one stage under its limit and the peer's signal; whatever goes wrong names the stage. */
async function limited<T>(
  { host, port, signal }: Peer,
  stage: Stage,
  afterMs: number,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const own = new AbortController()
  const message = `nothing within ${afterMs / 1000} s`
  const late = { stage, host, port, code: 'TIMEOUT', afterMs, message }
  const timer = setTimeout(() => own.abort(troubleError(late)), afterMs)
  try {
    return await work(AbortSignal.any([signal, own.signal]))
  } catch (error) {
    throw signal.aborted ? signal.reason : troubleError(asTrouble(error, stage, { host, port }))
  } finally {
    clearTimeout(timer)
  }
}

/** A promise that `signal` can end: `begin` starts the work and returns how to drop it. */
function abortable<T>(
  signal: AbortSignal,
  begin: (resolve: (value: T) => void, reject: (error: unknown) => void) => () => void,
): Promise<T> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(signal.reason)
    let drop = () => {}
    const abort = () => {
      drop()
      reject(signal.reason)
    }
    signal.addEventListener('abort', abort, { once: true })
    const settled = () => signal.removeEventListener('abort', abort)
    drop = begin(
      (value) => {
        settled()
        resolve(value)
      },
      (error) => {
        settled()
        reject(error)
      },
    )
  })
}

/** The first address that accepts; the reason of the first that refused if none does. */
function firstOf(addresses: readonly string[], port: number, signal: AbortSignal): Promise<Socket> {
  return abortable(signal, (resolve, reject) => {
    const racing = new Set<Socket>()
    let refused: Error | undefined
    let next = 0
    let pause: NodeJS.Timeout | undefined
    const end = () => {
      clearTimeout(pause)
      for (const socket of racing) socket.destroy()
      racing.clear()
    }
    const start = () => {
      clearTimeout(pause)
      const host = addresses[next++]
      if (host === undefined) return
      const socket = connectTcp({ host, port, noDelay: true })
      const failed = (error: Error) => {
        refused ??= error
        racing.delete(socket)
        if (next < addresses.length) start()
        else if (racing.size === 0) {
          end()
          reject(refused)
        }
      }
      racing.add(socket)
      socket.once('error', failed)
      socket.once('connect', () => {
        socket.off('error', failed)
        racing.delete(socket)
        end()
        resolve(socket)
      })
      pause = setTimeout(start, NEXT_ADDRESS_MS)
    }
    start()
    return end
  })
}

/** A tunnel to the peer through an http proxy (RFC 9110 § 9.3.6). */
function tunnel(socket: Socket, proxy: URL, peer: Peer, signal: AbortSignal): Promise<Socket> {
  const { host, port } = peer
  return abortable(signal, (resolve, reject) => {
    const login = `${decodeURIComponent(proxy.username)}:${decodeURIComponent(proxy.password)}`
    const headers: Record<string, string> = { host: `${host}:${port}` }
    if (login !== ':')
      headers['proxy-authorization'] = `Basic ${Buffer.from(login).toString('base64')}`
    const asked = request({
      method: 'CONNECT',
      path: `${host}:${port}`,
      headers,
      createConnection: () => socket,
    })
    const refuse = (status = 0) => {
      socket.destroy()
      const message = `the proxy answered ${status}`
      reject(
        troubleError({
          stage: 'proxy',
          code: 'PROXY',
          status,
          message,
          host: proxy.hostname,
          port: Number(proxy.port || 80),
        }),
      )
    }
    asked.once('connect', ({ statusCode }) =>
      statusCode === 200 ? resolve(socket) : refuse(statusCode),
    )
    asked.once('response', ({ statusCode }) => refuse(statusCode))
    asked.once('error', reject)
    asked.end()
    return () => socket.destroy()
  })
}

function secure(
  socket: Socket,
  host: string,
  secureContext: SecureContext,
  signal: AbortSignal,
): Promise<Socket> {
  return abortable(signal, (resolve, reject) => {
    const name = host.replace(/^\[(.*)\]$/, '$1')
    const servername = isIP(name) === 0 ? { servername: name } : {}
    const secured = connectTls({ socket, host: name, ...servername, secureContext })
    const failed = (error: Error) => {
      socket.destroy()
      reject(error)
    }
    const closed = () =>
      failed(Object.assign(new Error('closed during the TLS handshake'), { code: 'ECONNRESET' }))
    secured.once('error', failed)
    secured.once('end', closed)
    secured.once('secureConnect', () => {
      secured.off('error', failed)
      secured.off('end', closed)
      resolve(secured)
    })
    return () => {
      secured.destroy()
      socket.destroy()
    }
  })
}
