import type { Socket } from 'node:net'
import type { Address } from './address.ts'
import { firstAddress } from './first-address.ts'
import { proxyAddress } from './proxy.ts'
import { resolveName } from './resolve-name.ts'
import { secure } from './tls.ts'
import { asTrouble, type Stage, troubleError } from './trouble.ts'
import { type Trust, trusted } from './trust.ts'
import { tunnel } from './tunnel.ts'

/** Whom to connect to, and how. */
export interface Peer extends Address {
  readonly signal: AbortSignal
  /** A proxy to ask for a tunnel. */
  readonly proxy?: URL | undefined
  /** Which of the name's addresses to begin with, counted round; the first if absent. */
  readonly turn?: number | undefined
  /** Called with each stage as it begins. */
  readonly reached?: (stage: Stage) => void
}

/** Makes a connected socket, secured where asked; rejects with an error that carries a `Trouble`. */
export type Connect = (peer: Peer) => Promise<Socket>

/** The limit of each stage: connecting, the handshake, and a proxy's consent. */
const CONNECT_MS = 3000
/**
 * A resolver asks its second name server after five seconds (resolv.conf(5), `timeout`): a
 * shorter limit would call a working set-up sick.
 */
const NAME_MS = 6000

/** The one function with which this program connects to anything. */
export function createConnect(env: Readonly<NodeJS.ProcessEnv>): Connect {
  let roots: Promise<Trust> | undefined
  const rootsRead = () => {
    roots ??= trusted(env)
    return roots
  }

  // Read before the connection is made: meanwhile, nobody would notice that it ended.
  async function connected(peer: Peer, to: Place, tls: boolean): Promise<Socket> {
    const trust = tls ? await rootsRead() : undefined
    const socket = await open(peer, to.host, to.port)
    return trust === undefined
      ? socket
      : secured({ ...peer, host: to.host, port: to.port }, socket, trust)
  }

  async function tunnelled(peer: Peer, proxy: URL): Promise<Socket> {
    if (!/^https?:$/.test(proxy.protocol)) throw unspoken(proxy)
    const trust = peer.tls ? await rootsRead() : undefined
    const at = proxyAddress(proxy)
    const way = await connected(peer, at, proxy.protocol === 'https:')
    peer.reached?.('proxy')
    const socket = await limited({ ...peer, ...at }, 'proxy', CONNECT_MS, (signal) =>
      tunnel(way, proxy, peer, signal),
    )
    return trust === undefined ? socket : secured(peer, socket, trust)
  }

  return (peer) =>
    peer.proxy === undefined ? connected(peer, peer, peer.tls) : tunnelled(peer, peer.proxy)
}

type Place = Pick<Peer, 'host' | 'port'>

function secured(peer: Peer, socket: Socket, trust: Trust): Promise<Socket> {
  peer.reached?.('tls')
  return limited(peer, 'tls', CONNECT_MS, (signal) => secure(socket, peer.host, trust, signal))
}

function unspoken(proxy: URL): Error {
  const message = `the doctor does not speak ${proxy.protocol.slice(0, -1)} to a proxy`
  return troubleError({ stage: 'proxy', code: 'PROXY_KIND', message, ...proxyAddress(proxy) })
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
    firstAddress(inTurn(resolved.addresses, peer.turn), port, signal),
  )
}

function inTurn(addresses: readonly string[], turn = 0): readonly string[] {
  const at = turn % Math.max(1, addresses.length)
  return [...addresses.slice(at), ...addresses.slice(0, at)]
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
