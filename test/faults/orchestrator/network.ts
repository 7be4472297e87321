import { freePort } from '../../support/free-port.ts'
import type { Line } from '../line.ts'
import { answering, page } from './worlds.ts'
import { throughProxy } from './worlds-proxy.ts'
import { overTls } from './worlds-tls.ts'

const REACHABLE = { area: 'orchestrator', check: 'orchestrator/reachable' } as const

/** Ways not to get to the orchestrator at all. */
export const networkLines: readonly Line[] = [
  {
    ...REACHABLE,
    what: 'a port of the orchestrator that nobody listens on',
    source: 'connect(2), ECONNREFUSED',
    world: async () =>
      answering([], { flags: { orchestratorUrl: `http://127.0.0.1:${await freePort()}` } })(),
    root: 'network/refused',
    seen: { stage: 'tcp', code: 'ECONNREFUSED' },
  },
  {
    ...REACHABLE,
    what: 'an orchestrator that takes the request and never answers',
    source: 'RFC 9110 § 9.2.2: nothing obliges a server to answer',
    world: answering([{ do: { hang: true } }], { timeoutMs: 2000 }),
    root: 'network/timeout',
    seen: { stage: 'first-byte' },
  },
  {
    ...REACHABLE,
    what: 'an orchestrator whose list begins and does not go on',
    source: 'RFC 9112 § 8: an incomplete message',
    world: answering([{ do: { stall: 'body' } }], { timeoutMs: 2000 }),
    root: 'network/timeout',
    seen: { stage: 'body' },
  },
  {
    ...REACHABLE,
    what: 'an orchestrator that breaks the connection',
    source: 'tcp(7), RST',
    world: answering([{ do: { reset: true } }]),
    root: 'network/reset',
    seen: { host: '127.0.0.1' },
  },
  {
    ...REACHABLE,
    what: 'an orchestrator with a certificate of an unknown authority',
    source: 'RFC 5280 § 6',
    world: overTls({ trusted: false }),
    root: 'network/tls-untrusted',
    seen: { stage: 'tls' },
  },
  {
    ...REACHABLE,
    what: 'an orchestrator with a certificate of another name',
    source: 'RFC 9525 § 6',
    world: overTls({ names: ['artifacts.example.com'] }),
    root: 'network/tls-name-mismatch',
    seen: { stage: 'tls' },
  },
  {
    ...REACHABLE,
    what: 'https to an orchestrator that speaks plain http',
    source: 'golang/go, net/http: server gave HTTP response to HTTPS client',
    world: async () => {
      const inner = await answering(page(200, 'plain'))()
      const orchestratorUrl = inner.flags.orchestratorUrl?.replace('http:', 'https:') ?? ''
      return { ...inner, flags: { orchestratorUrl } }
    },
    root: 'network/tls-to-plain',
    seen: { stage: 'tls' },
  },
  {
    ...REACHABLE,
    what: 'plain http to the port of an orchestrator that wants TLS',
    source: 'nginx/nginx, ngx_http_special_response.c (497)',
    world: answering(page(400, 'The plain HTTP request was sent to HTTPS port')),
    root: 'network/plain-to-tls',
    seen: { httpStatus: 400 },
  },
  {
    ...REACHABLE,
    what: 'plain http to an orchestrator behind TLS, which closes',
    source: 'openssl/openssl, ssl/record: http request',
    world: overTls({ url: (port) => `http://127.0.0.1:${port}` }),
    root: 'network/plain-to-tls',
    seen: { host: '127.0.0.1' },
  },
  {
    ...REACHABLE,
    what: 'a proxy that does not relay to the orchestrator',
    source: 'squid-cache.org, ERR_ACCESS_DENIED',
    world: throughProxy({ refuses: 403, page: '<html>Access Denied</html>' }),
    root: 'network/proxy-refused',
    seen: { httpStatus: 403, through: /^127\.0\.0\.1:/, direct: /./ },
  },
  {
    ...REACHABLE,
    what: 'a proxy that wants a login before it relays to the orchestrator',
    source: 'RFC 9110 § 15.5.8 (407)',
    world: throughProxy({ refuses: 407 }),
    root: 'network/proxy-refused',
    seen: { httpStatus: 407, stage: 'proxy' },
  },
  {
    ...REACHABLE,
    what: 'a proxy that finds no way to the orchestrator',
    source: 'squid-cache.org, ERR_CONNECT_FAIL (503)',
    world: throughProxy({ refuses: 503, page: '<html>The requested URL could not be retrieved' }),
    root: 'network/proxy-refused',
    seen: { httpStatus: 503, through: /^127\.0\.0\.1:/ },
  },
  {
    ...REACHABLE,
    what: 'a proxy that opens no tunnel to the orchestrator',
    source: 'RFC 9110 § 9.3.6 (CONNECT)',
    world: throughProxy({ refuses: 403, tls: true }),
    root: 'network/proxy-refused',
    seen: { httpStatus: 403, stage: 'proxy', through: /^127\.0\.0\.1:/ },
  },
]
