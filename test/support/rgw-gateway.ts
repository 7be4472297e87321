import { existsSync, readdirSync } from 'node:fs'
import { mkdir, mkdtemp } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Certificate } from './certificate.ts'
import { freePort } from './free-port.ts'
import { ensureInstalled } from './packages.ts'
import { type Cluster, GATEWAY } from './rgw-cluster.ts'
import { startDaemon } from './rgw-programs.ts'

/** How a gateway differs from one that speaks plain http on time. */
export interface GatewayOptions {
  /** By how many minutes its clock is wrong. */
  readonly minutesAhead?: number
  /** The domain below which it serves buckets as names. */
  readonly dnsName?: string
  /** Then it speaks TLS, and only TLS. */
  readonly tls?: Certificate
  /** Further arguments of radosgw. */
  readonly further?: readonly string[]
}

/** A running radosgw. */
export interface Gateway {
  readonly endpoint: string
  readonly host: string
  readonly port: number
  readonly pid: number
  stop(): Promise<void>
}

const START_MS = 90_000

/** Starts a gateway to `cluster`, and waits until it answers. */
export async function startGateway(cluster: Cluster, options: GatewayOptions): Promise<Gateway> {
  const { minutesAhead, dnsName, tls, further = [] } = options
  const port = await freePort()
  const host = '127.0.0.1'
  const home = await mkdtemp(join(cluster.directory, 'rgw-'))
  await mkdir(join(home, 'data'))
  const address = `endpoint=${host}:${port}`
  const frontend =
    tls === undefined
      ? `beast ${address}`
      : `beast ssl_${address} ssl_certificate=${tls.certFile} ssl_private_key=${tls.keyFile}`
  const args = ['--rgw_frontends', frontend, '--rgw_data', join(home, 'data')]
  const named = dnsName === undefined ? [] : ['--rgw_dns_name', dnsName]
  const daemon = startDaemon(
    ['radosgw', '-f', '-n', GATEWAY, ...cluster.options, ...args, ...named, ...further],
    { log: join(home, 'out'), env: minutesAhead === undefined ? {} : wrongClock(minutesAhead) },
  )
  const endpoint = `${tls === undefined ? 'http' : 'https'}://${host}:${port}`
  try {
    for (const end = Date.now() + START_MS; !(await answers(endpoint)); await sleep(100)) {
      if (daemon.ended() || Date.now() > end)
        throw new Error(`radosgw did not start:\n${daemon.said()}`)
    }
  } catch (error) {
    await daemon.stop()
    throw error
  }
  return { endpoint, host, port, pid: daemon.pid, stop: daemon.stop }
}

/** Whether anybody is there; a certificate that is not trusted is an answer too. */
async function answers(endpoint: string): Promise<boolean> {
  try {
    await (await fetch(endpoint)).text()
    return true
  } catch (error) {
    const { code } = ((error as Error).cause ?? {}) as NodeJS.ErrnoException
    return /CERT|SELF_SIGNED|SIGNATURE/.test(code ?? '')
  }
}

/** What gives a program another time; the wrapper `faketime` would leave it running when killed. */
function wrongClock(minutes: number): Record<string, string> {
  ensureInstalled({ command: 'faketime', package: 'faketime' })
  const library = readdirSync('/usr/lib')
    .map((name) => `/usr/lib/${name}/faketime/libfaketime.so.1`)
    .find((path) => existsSync(path))
  if (library === undefined) throw new Error('libfaketime.so.1 is not below /usr/lib')
  return { LD_PRELOAD: library, FAKETIME: `${minutes < 0 ? '' : '+'}${minutes}m` }
}
