import { isIP } from 'node:net'
import { getProxyForUrl } from 'proxy-from-env'
import type { HttpAnswer } from './http-answer.ts'
import { troubleError } from './trouble.ts'

/**
 * The proxy that the environment names for `url`, or undefined for a direct connection. As in Go,
 * which the product is written in, a loopback address is never proxied
 * (golang.org/x/net/http/httpproxy).
 */
function proxyFor(url: URL): URL | undefined {
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1')
  const loopback =
    host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'))
  const proxy = loopback ? '' : getProxyForUrl(url.href)
  return URL.canParse(proxy) ? new URL(proxy) : undefined
}

/** Where a proxy listens. */
export function proxyAddress(proxy: URL): { readonly host: string; readonly port: number } {
  return { host: proxy.hostname, port: Number(proxy.port || 80) }
}

/** The header with which the login in a proxy's URL is sent; none where there is no login. */
export function proxyLogin(proxy: URL): Record<string, string> {
  if (proxy.username === '' && proxy.password === '') return {}
  const login = `${decodeURIComponent(proxy.username)}:${decodeURIComponent(proxy.password)}`
  return { 'proxy-authorization': `Basic ${Buffer.from(login).toString('base64')}` }
}

/** How to reach a URL: whom to connect to and, where a proxy relays plain http, through which. */
export interface Route {
  readonly host: string
  readonly port: number
  readonly tls: boolean
  /** Asked for a tunnel. */
  readonly proxy?: URL
  /** Asked for the whole URL, in place of the path. */
  readonly relay?: URL
}

/** The route to a URL: direct, by a tunnel for https, by a relay for http. */
export function routeTo(url: URL): Route {
  const tls = url.protocol === 'https:'
  const proxy = proxyFor(url)
  if (proxy !== undefined && !tls) return { ...proxyAddress(proxy), tls: false, relay: proxy }
  const port = Number(url.port || (tls ? 443 : 80))
  return { host: url.hostname, port, tls, ...(proxy === undefined ? {} : { proxy }) }
}

/** The proxy of a route, as it is named in what is said of an answer. */
export function throughOf({ proxy, relay }: Route): { readonly through?: string } {
  const between = proxy ?? relay
  if (between === undefined) return {}
  const { host, port } = proxyAddress(between)
  return { through: `${host}:${port}` }
}

/** The answer, or a trouble where it is a relay's own: it wants a login (RFC 9110 § 15.5.8). */
export function unlessFromRelay(answer: HttpAnswer, { relay }: Route): HttpAnswer {
  const { status } = answer
  if (relay === undefined || status !== 407) return answer
  const message = `the proxy answered ${status}`
  throw troubleError({ stage: 'proxy', code: 'PROXY', status, message, ...proxyAddress(relay) })
}
