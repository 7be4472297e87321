import { createServer } from 'node:net'
import { networkInterfaces } from 'node:os'
import { describe, expect, it, onTestFinished } from 'vitest'
import { firstAddress } from '../../../src/clients/first-address.ts'
import { listen } from '../../support/free-port.ts'

/** Forty addresses of this machine, on which nothing listens unless it is made to. */
const FORTY = Array.from({ length: 40 }, (_, at) => `127.0.9.${at + 1}`)
const hasIpv6 = Object.values(networkInterfaces())
  .flat()
  .some((one) => one?.address === '::1')
const never = new AbortController().signal

async function listening(host: string) {
  const { port, stop } = await listen(
    createServer((socket) => socket.end()),
    { host, port: 0 },
  )
  onTestFinished(stop)
  return port
}

describe('the first address that accepts', () => {
  it.each([0, 20, 39])('is found at place %i of forty that refuse', async (at) => {
    const host = FORTY[at] ?? ''
    const port = await listening(host)
    const socket = await firstAddress(FORTY, port, never)
    expect(socket.remoteAddress).toBe(host)
    socket.destroy()
  })

  it('is none of forty that refuse, and the reason is that of the first', async () => {
    const port = await listening('127.0.8.1')
    await expect(firstAddress(FORTY, port, never)).rejects.toMatchObject({
      code: 'ECONNREFUSED',
      address: FORTY[0],
    })
  })

  it.skipIf(!hasIpv6)(
    'may be of IPv6 alone, before one of IPv4 that refuses and behind it',
    async () => {
      const port = await listening('::1')
      for (const addresses of [['::1'], ['::1', FORTY[0] ?? ''], [FORTY[0] ?? '', '::1']]) {
        const socket = await firstAddress(addresses, port, never)
        expect(socket.remoteAddress).toBe('::1')
        socket.destroy()
      }
    },
  )
})
