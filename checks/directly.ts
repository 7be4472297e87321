import { type Address, type Context, troubleOf } from '../src/index.ts'

/** Long enough for a connection, short enough to leave time to say what was found. */
const DIRECT_MS = 2000

/** What becomes of a connection without the proxy of the environment: `connects`, or the code of its trouble. */
export async function directly({ clients, signal }: Context, to: Address): Promise<string> {
  try {
    const limit = AbortSignal.any([signal, AbortSignal.timeout(DIRECT_MS)])
    const socket = await clients.connect({ ...to, signal: limit })
    socket.destroy()
    return 'connects'
  } catch (error) {
    return troubleOf(error)?.code ?? 'no connection'
  }
}
