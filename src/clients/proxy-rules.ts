import { BlockList, isIP } from 'node:net'
import { domainToASCII } from 'node:url'
import { addressOf, unbracketed } from './address.ts'

/** Names the proxy for a URL; undefined for a direct connection. */
export type ProxyRules = (url: URL) => URL | undefined

/**
 * The proxies that an environment names, by the rules of Go, which the product is written in
 * (golang.org/x/net/http/httpproxy): a loopback address is never proxied, a name in NO_PROXY
 * stands for those below it too, ALL_PROXY is none, and what is no proxy's URL does not count.
 */
export function proxyRules(env: Readonly<NodeJS.ProcessEnv>): ProxyRules {
  const proxies = new Map([
    ['http:', proxyIn(env.HTTP_PROXY || env.http_proxy || '')],
    ['https:', proxyIn(env.HTTPS_PROXY || env.https_proxy || '')],
  ])
  const entries = (env.NO_PROXY || env.no_proxy || '').split(',').map(entryOf)
  return (url) => {
    const proxy = proxies.get(url.protocol)
    if (proxy === undefined) return undefined
    const to = addressOf(url)
    const host = unbracketed(to.host)
    const port = String(to.port)
    if (host === 'localhost' || within(LOOPBACK, host)) return undefined
    return entries.some((spares) => spares(host, port)) ? undefined : proxy
  }
}

function proxyIn(value: string): URL | undefined {
  const known = /^(https?|socks5h?):\/\//i.test(value)
  const text = known ? value : `http://${value}`
  if (value === '' || !URL.canParse(text)) return undefined
  const url = new URL(text)
  // Go refuses a login with half an escape in it.
  const broken = /%(?![0-9a-f]{2})/i.test(`${url.username}${url.password}`)
  return url.hostname === '' || broken ? undefined : url
}

const LOOPBACK = new BlockList()
LOOPBACK.addSubnet('127.0.0.0', 8, 'ipv4')
LOOPBACK.addAddress('::1', 'ipv6')

/** Whether an entry of NO_PROXY exempts a host and port. */
type Spares = (host: string, port: string) => boolean

function entryOf(text: string): Spares {
  const entry = text.trim().toLowerCase()
  if (entry === '*') return () => true
  const network = networkOf(entry)
  if (network !== undefined) return (host) => within(network, host)
  const [, named = entry, wanted = ''] = /^(\[[^\]]*\]|[^:]*):(\d*)$/.exec(entry) ?? []
  const name = unbracketed(named).replace(/^\*(?=\.)/, '')
  if (name === '') return () => false
  const fits = isIP(name) === 0 ? domain(name) : address(name)
  return (host, port) => fits(host) && (wanted === '' || wanted === port)
}

function networkOf(entry: string): BlockList | undefined {
  const [, base = '', bits = ''] = /^([^/]+)\/(\d{1,3})$/.exec(entry) ?? []
  const family = isIP(base)
  if (family === 0 || Number(bits) > (family === 4 ? 32 : 128)) return undefined
  const network = new BlockList()
  network.addSubnet(base, Number(bits), family === 4 ? 'ipv4' : 'ipv6')
  return network
}

function address(ip: string): (host: string) => boolean {
  const one = new BlockList()
  one.addAddress(ip, isIP(ip) === 4 ? 'ipv4' : 'ipv6')
  return (host) => within(one, host)
}

function domain(name: string): (host: string) => boolean {
  const ascii = domainToASCII(name) || name
  const below = ascii.startsWith('.') ? ascii : `.${ascii}`
  return (host) => host.endsWith(below) || host === ascii
}

function within(list: BlockList, host: string): boolean {
  const family = isIP(host)
  return family !== 0 && list.check(host, family === 4 ? 'ipv4' : 'ipv6')
}
