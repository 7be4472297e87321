import { type Context, type Evidence, troubleOf } from '../../src/index.ts'

/** Long enough for a connection, short enough to leave time to say what was found. */
const DIRECT_MS = 2000

/** What becomes of a connection to the orchestrator without the proxy that was in between. */
export async function directly(context: Context, through: string | undefined): Promise<Evidence> {
  const { settings, clients, signal } = context
  const url = settings.get('orchestratorUrl')
  if (through === undefined || url === undefined) return {}
  const { hostname: host, port, protocol } = new URL(url)
  const tls = protocol === 'https:'
  try {
    const limit = AbortSignal.any([signal, AbortSignal.timeout(DIRECT_MS)])
    const peer = { host, port: Number(port || (tls ? 443 : 80)), tls, signal: limit }
    const socket = await clients.connect(peer)
    socket.destroy()
    return { through, direct: 'connects' }
  } catch (error) {
    return { through, direct: troubleOf(error)?.code ?? 'no connection' }
  }
}
