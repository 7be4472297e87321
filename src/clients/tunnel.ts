import { request } from 'node:http'
import type { Socket } from 'node:net'
import { abortable } from './abortable.ts'
import { proxyAddress, proxyLogin } from './proxy.ts'
import { troubleError } from './trouble.ts'

/** A tunnel to the peer through an http proxy (RFC 9110 § 9.3.6). */
export function tunnel(
  socket: Socket,
  proxy: URL,
  peer: { readonly host: string; readonly port: number },
  signal: AbortSignal,
): Promise<Socket> {
  const to = `${peer.host}:${peer.port}`
  return abortable(signal, (resolve, reject) => {
    const headers = { host: to, ...proxyLogin(proxy) }
    const connecting = request({
      method: 'CONNECT',
      path: to,
      headers,
      createConnection: () => socket,
    })
    const refuse = (status = 0) => {
      socket.destroy()
      const message = `the proxy answered ${status}`
      reject(
        troubleError({ stage: 'proxy', code: 'PROXY', status, message, ...proxyAddress(proxy) }),
      )
    }
    connecting.once('connect', ({ statusCode }, _, head) => {
      if (statusCode !== 200) return refuse(statusCode)
      // Bytes that came with the consent belong to the tunnel.
      if (head.length > 0) socket.unshift(head)
      resolve(socket)
    })
    connecting.once('response', ({ statusCode }) => refuse(statusCode))
    connecting.once('error', reject)
    connecting.end()
    return () => socket.destroy()
  })
}
