import { isIP } from 'node:net'
import { getProxyForUrl } from 'proxy-from-env'

/**
 * The proxy that the environment names for `url`, or undefined for a direct connection. As in Go,
 * which the product is written in, a loopback address is never proxied
 * (golang.org/x/net/http/httpproxy).
 */
export function proxyFor(url: URL): URL | undefined {
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1')
  const loopback =
    host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'))
  const proxy = loopback ? '' : getProxyForUrl(url.href)
  return URL.canParse(proxy) ? new URL(proxy) : undefined
}
