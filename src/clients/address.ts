/** Where a connection leads. */
export interface Address {
  readonly host: string
  readonly port: number
  readonly tls: boolean
}

/** The address that a URL of http or https names; the port is its scheme's unless the URL has one. */
export function addressOf(url: URL): Address {
  const tls = url.protocol === 'https:'
  return { host: url.hostname, port: Number(url.port || (tls ? 443 : 80)), tls }
}

/** A host as URLs spell it, without the brackets that stand around an IPv6 address (RFC 3986 § 3.2.2). */
export function unbracketed(host: string): string {
  return host.replace(/^\[(.*)\]$/, '$1')
}
