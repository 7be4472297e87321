import { type Address, addressOf } from './address.ts'
import type { HttpAnswer } from './http-answer.ts'
import type { ProxyRules } from './proxy-rules.ts'
import { type Trouble, troubleError } from './trouble.ts'

const PORTS: Readonly<Record<string, number>> = { 'http:': 80, 'https:': 443 }
/** Of SOCKS (RFC 1928 § 3). */
const SOCKS_PORT = 1080

/** Where a proxy listens. */
export function proxyAddress(proxy: URL): { readonly host: string; readonly port: number } {
  const { hostname: host, port, protocol } = proxy
  return { host, port: Number(port || (PORTS[protocol] ?? SOCKS_PORT)) }
}

/** The header with which the login in a proxy's URL is sent; none where there is no login. */
export function proxyLogin(proxy: URL): Record<string, string> {
  if (proxy.username === '' && proxy.password === '') return {}
  const login = Buffer.concat([bytesOf(proxy.username), Buffer.from(':'), bytesOf(proxy.password)])
  return { 'proxy-authorization': `Basic ${login.toString('base64')}` }
}

/** The bytes of a part of a URL, whether or not they are UTF-8. */
function bytesOf(part: string): Buffer {
  const bytes = part.replace(/%([0-9a-f]{2})/gi, (_, hex) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  )
  return Buffer.from(bytes, 'latin1')
}

/** How to reach a URL: whom to connect to and, where a proxy relays plain http, through which. */
export interface Route extends Address {
  /** Asked for a tunnel. */
  readonly proxy?: URL
  /** Asked for the whole URL, in place of the path. */
  readonly relay?: URL
}

/** Finds the route to a URL: direct, by a tunnel for https, by a relay for http. */
export type Router = (url: URL) => Route

/** The routes that these rules lead to. */
export function routerOf(proxyFor: ProxyRules): Router {
  return (url) => {
    const address = addressOf(url)
    const proxy = proxyFor(url)
    // What speaks SOCKS relays nothing; it opens a tunnel for whatever is spoken.
    if (proxy !== undefined && !address.tls && proxy.protocol in PORTS)
      return { ...proxyAddress(proxy), tls: proxy.protocol === 'https:', relay: proxy }
    return { ...address, ...(proxy === undefined ? {} : { proxy }) }
  }
}

/** The proxy of a route, as an answer names it. */
export function throughOf({ proxy, relay }: Route): { readonly through?: string } {
  const between = proxy ?? relay
  if (between === undefined) return {}
  const { host, port } = proxyAddress(between)
  return { through: `${host}:${port}` }
}

/** The same trouble with the proxy of its route; where a relay does not speak HTTP, it is the relay's. */
export function onRoute(trouble: Trouble, route: Route): Trouble {
  const { relay } = route
  const { code, stage } = trouble
  // Too many headers, and a body that is broken, may be the server's, passed on.
  const own = code.startsWith('HPE_') && code !== 'HPE_HEADER_OVERFLOW' && stage !== 'body'
  const whose =
    relay !== undefined && own ? { stage: 'proxy' as const, ...proxyAddress(relay) } : {}
  return { ...trouble, ...whose, ...throughOf(route) }
}

/** The answer; throws where it is the relay's own, which wants a login (RFC 9110 § 15.5.8). */
export function unlessFromRelay(answer: HttpAnswer, { relay }: Route): HttpAnswer {
  const { status } = answer
  if (relay === undefined || status !== 407) return answer
  const message = `the proxy answered ${status}`
  throw troubleError({ stage: 'proxy', code: 'PROXY', status, message, ...proxyAddress(relay) })
}
