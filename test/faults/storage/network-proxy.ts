import type { Line } from '../line.ts'
import { onS3rver } from './worlds.ts'
import { SHORT_MS } from './worlds-network.ts'
import { HOST, throughProxy } from './worlds-proxy.ts'
import { overTls } from './worlds-tls.ts'

const REFUSED = { root: 'network/proxy-refused', check: 'storage/reachable' } as const
const THROUGH = { through: /^127\.0\.0\.1:\d+$/ }

/** A healthy bucket under the name that only the proxy knows. */
const secure = overTls({ names: [HOST] })
const plain = onS3rver()

const SQUID = {
  'content-type': 'text/html;charset=utf-8',
  server: 'squid/6.10',
  'x-squid-error': 'ERR_ACCESS_DENIED 0',
}
const PAGE =
  '<html><head><title>ERROR: The requested URL could not be retrieved</title></head></html>'

/** What a proxy of the environment does in between. */
export const networkProxyLines: readonly Line[] = [
  {
    area: 'network',
    what: 'the proxy of the environment opens no tunnel to the storage',
    source: 'sameersbn/docker-squid#78',
    world: throughProxy(secure, { refuses: 403, headers: SQUID, page: PAGE }),
    ...REFUSED,
    seen: { ...THROUGH, stage: 'proxy', httpStatus: 403 },
  },
  {
    area: 'network',
    what: 'the proxy wants a login before it opens a tunnel',
    source: 'RFC 9110 § 15.5.8; aws/aws-cli, 407 Proxy Authentication Required',
    world: throughProxy(secure, {
      refuses: 407,
      headers: { 'proxy-authenticate': 'Basic realm="proxy"' },
    }),
    ...REFUSED,
    seen: { ...THROUGH, stage: 'proxy', httpStatus: 407 },
  },
  {
    area: 'network',
    what: 'the proxy does not find the storage',
    source: 'squid-cache.org, ERR_DNS_FAIL',
    world: throughProxy(secure, { refuses: 503, headers: { 'x-squid-error': 'ERR_DNS_FAIL 0' } }),
    ...REFUSED,
    seen: { ...THROUGH, stage: 'proxy', httpStatus: 503 },
  },
  {
    area: 'network',
    what: 'the proxy wants a login before it relays plain http',
    source: 'RFC 9110 § 15.5.8',
    world: throughProxy(plain, {
      refuses: 407,
      headers: { 'proxy-authenticate': 'NTLM', 'content-type': 'text/html' },
      page: PAGE,
    }),
    ...REFUSED,
    seen: { ...THROUGH, stage: 'proxy', httpStatus: 407 },
  },
  {
    area: 'network',
    what: 'the proxy answers plain http with a page of its own',
    source: 'mozilla/identity-ops#34, m1k1o/neko#509',
    world: throughProxy(plain, { refuses: 403, headers: SQUID, page: PAGE }),
    ...REFUSED,
    seen: { ...THROUGH, httpStatus: 403 },
  },
  {
    area: 'network',
    what: 'the proxy is silent on every tunnel that it is asked for',
    source: 'golang/go, net/http: proxyconnect tcp: i/o timeout',
    world: throughProxy(async () => ({ ...(await secure()), timeoutMs: SHORT_MS }), {
      silent: true,
    }),
    root: 'network/timeout',
    check: 'storage/reachable',
    seen: { ...THROUGH, stage: 'proxy', code: 'TIMEOUT' },
  },
  {
    area: 'network',
    what: 'the proxy opens a tunnel, and breaks it at once',
    source: 'golang/go, net/http: EOF behind proxyconnect',
    world: throughProxy(secure, { breaks: true }),
    root: 'network/reset',
    check: 'storage/reachable',
    seen: { ...THROUGH, stage: 'tls', code: 'ECONNRESET' },
  },
  {
    area: 'network',
    what: 'the proxy opens TLS as well, and signs in place of the storage',
    source: 'trek10inc/awsume#266',
    world: throughProxy(
      overTls({ names: [HOST], trusted: false, signedBy: '/O=Netskope/CN=ca.example.goskope.com' }),
    ),
    root: 'network/tls-intercepted',
    check: 'storage/reachable',
    seen: { ...THROUGH, stage: 'tls', issuer: /Netskope/ },
  },
  {
    area: 'network',
    what: 'NO_PROXY names the storage, which only the proxy could find',
    source: 'golang.org/x/net/http/httpproxy',
    world: throughProxy(plain, {
      endpoint: 'http://s3.nobody.invalid',
      noProxy: 'localhost,.nobody.invalid',
    }),
    root: 'network/dns-failure',
    check: 'storage/reachable',
    seen: { host: 's3.nobody.invalid', stage: 'dns', through: /^undefined$/ },
  },
  {
    area: 'network',
    what: 'the proxy relays reading and refuses writing',
    source: 'squid-cache.org, acl method and http_access',
    world: throughProxy(plain, {
      refuses: 403,
      headers: SQUID,
      page: PAGE,
      only: ({ method }) => method === 'PUT',
    }),
    root: 'network/proxy-refused',
    check: 'storage/put',
    seen: { ...THROUGH, httpStatus: 403, action: 's3:PutObject' },
  },
]
