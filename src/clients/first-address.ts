import { connect, type Socket } from 'node:net'
import { abortable } from './abortable.ts'

/** The next address is tried beside a slow one, which stays in the race (RFC 8305 § 5). */
const NEXT_ADDRESS_MS = 300

/** A connection to the first address that accepts; rejects with the first refusal if none does. */
export function firstAddress(
  addresses: readonly string[],
  port: number,
  signal: AbortSignal,
): Promise<Socket> {
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
      const socket = connect({ host, port, noDelay: true })
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
