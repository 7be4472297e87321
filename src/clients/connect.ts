import type { Socket } from 'node:net'
import type { SecureContext } from 'node:tls'
import { firstAddress } from './first-address.ts'
import { resolveName } from './resolve-name.ts'
import { secure } from './secure.ts'
import { asTrouble, type Stage, troubleError } from './trouble.ts'
import { trusted } from './trust.ts'
import { tunnel } from './tunnel.ts'

/** Who to connect to, and what to tell on the way. */
export interface Peer {
  readonly host: string
  readonly port: number
  readonly tls: boolean
  readonly signal: AbortSignal
  /** An http proxy to ask for a tunnel. */
  readonly proxy?: URL | undefined
  /** Which of the name's addresses to begin with, counted round; the first if absent. */
  readonly turn?: number | undefined
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
