import { operation } from '../../checks/storage/bucket.ts'
import type { Action, Rule } from '../../support/fault-proxy.ts'
import { startFull } from '../../support/full-server.ts'
import type { Line } from '../line.ts'
import { networkProxyLines } from './network-proxy.ts'
import { networkTlsLines } from './network-tls.ts'
import { onS3rver } from './worlds.ts'
import { endpointAt, nobodyThere, rudeness, SHORT_MS, silence } from './worlds-network.ts'

/** Does something else to an operation than to answer it. */
const befalls = (name: string, action: Action): Rule => ({
  when: (request) => operation(request) === name,
  do: action,
})

const RESET = { root: 'network/reset' } as const
const LATE = { root: 'network/timeout' } as const
const AT = { host: '127.0.0.1' }

/** A server that is full: its queue of connections takes no more. */
async function full() {
  const server = await startFull()
  const inner = await endpointAt(`http://127.0.0.1:${server.port}`, { timeoutMs: SHORT_MS })()
  const stop = async () => {
    await server.stop()
    await inner.stop()
  }
  return { ...inner, stop }
}

const direct: readonly Line[] = [
  {
    area: 'network',
    what: 'the name of the endpoint is one that nobody has',
    source: 'juicedata/juicefs#4403; RFC 6761 § 6.4',
    world: endpointAt('https://s3.nobody.invalid'),
    root: 'network/dns-failure',
    check: 'storage/reachable',
    seen: { host: 's3.nobody.invalid', stage: 'dns' },
  },
  {
    area: 'network',
    what: 'nobody listens on the port',
    source: 'connect(2), ECONNREFUSED',
    world: nobodyThere,
    root: 'network/refused',
    check: 'storage/reachable',
    seen: { ...AT, stage: 'tcp', code: 'ECONNREFUSED' },
  },
  {
    area: 'network',
    what: 'no route leads to the address',
    source: 'Linux, net/ipv4/tcp_ipv4.c: no TCP to a multicast address',
    world: endpointAt('http://224.0.0.1:9000'),
    root: 'network/unreachable',
    check: 'storage/reachable',
    seen: { host: '224.0.0.1', stage: 'tcp' },
  },
  {
    area: 'network',
    what: 'packets to the port are dropped',
    source: 'listen(2), a full backlog; as behind a firewall',
    world: full,
    ...LATE,
    check: 'storage/reachable',
    seen: { ...AT, stage: 'tcp', code: 'TIMEOUT' },
  },
  {
    area: 'network',
    what: 'the server accepts, and never answers',
    source: 'Ceph RGW 16.2 under `ceph osd set pause`, which was tried: no answer in 20 s',
    world: silence('http', { timeoutMs: SHORT_MS }),
    ...LATE,
    check: 'storage/reachable',
    seen: { ...AT, stage: 'first-byte', code: 'TIMEOUT' },
  },
  {
    area: 'network',
    what: 'the server never answers the TLS handshake',
    source: 'golang/go, net/http: TLS handshake timeout',
    world: silence('https', { timeoutMs: SHORT_MS }),
    ...LATE,
    check: 'storage/reachable',
    seen: { ...AT, stage: 'tls', code: 'TIMEOUT' },
  },
  {
    area: 'network',
    what: 'the answer begins, and its body never comes',
    source: 'golang/go, net/http: Client.Timeout or context cancellation while reading body',
    world: onS3rver({ rules: [befalls('list', { stall: 'body' })], timeoutMs: SHORT_MS }),
    ...LATE,
    check: 'storage/reachable',
    seen: { ...AT, stage: 'body', code: 'TIMEOUT' },
  },
  {
    area: 'network',
    what: 'only writing is never answered',
    source: 'Ceph RGW 16.2 with a stopped OSD, which was tried: PUT hung',
    world: onS3rver({ rules: [befalls('put', { hang: true })], timeoutMs: SHORT_MS }),
    ...LATE,
    check: 'storage/put',
    seen: { ...AT, stage: 'first-byte', action: 's3:PutObject' },
  },
  {
    area: 'network',
    what: 'writing takes effect, and is never answered',
    source:
      'docs.aws.amazon.com/AmazonS3/latest/userguide/optimizing-performance-design-patterns.html',
    world: onS3rver({ rules: [befalls('put', { forwardThen: 'hang' })], timeoutMs: SHORT_MS }),
    ...LATE,
    check: 'storage/put',
    seen: { ...AT, stage: 'first-byte', action: 's3:PutObject' },
  },
  {
    area: 'network',
    what: 'only reading stalls, after its headers',
    source: 'RFC 4821 § 7.8, a path whose larger packets are lost',
    world: onS3rver({ rules: [befalls('get', { stall: 'body' })], timeoutMs: SHORT_MS }),
    ...LATE,
    check: 'storage/get',
    seen: { ...AT, stage: 'body', action: 's3:GetObject' },
  },
  {
    area: 'network',
    what: 'the connection is broken as soon as the listing is asked for',
    source: 'Backblaze/B2_Command_Line_Tool#16',
    world: onS3rver({ rules: [befalls('list', { reset: true })] }),
    ...RESET,
    check: 'storage/reachable',
    seen: { ...AT, code: 'ECONNRESET', stage: 'first-byte' },
  },
  {
    area: 'network',
    what: 'the server hangs up without an answer',
    source: 'nodejs.org/api/errors.html, ECONNRESET (socket hang up)',
    world: rudeness('http', (socket) => socket.end()),
    ...RESET,
    check: 'storage/reachable',
    seen: { ...AT, stage: 'first-byte' },
  },
  {
    area: 'network',
    what: 'the connection is broken in the TLS handshake',
    source: 'nodejs.org/api/errors.html, ECONNRESET before a secure connection was established',
    world: rudeness('https', (socket) => socket.resetAndDestroy()),
    ...RESET,
    check: 'storage/reachable',
    seen: { ...AT, stage: 'tls', code: 'ECONNRESET' },
  },
  {
    area: 'network',
    what: 'the connection is broken in the middle of an answer',
    source: 'RFC 9112 § 8, incomplete messages',
    world: rudeness('http', (socket) => {
      socket.write(
        'HTTP/1.1 200 OK\r\nContent-Type: application/xml\r\nContent-Length: 900\r\n\r\n<?xml version="1.0"?>',
        () => socket.resetAndDestroy(),
      )
    }),
    ...RESET,
    check: 'storage/reachable',
    seen: { ...AT, stage: 'body' },
  },
  {
    area: 'network',
    what: 'every write is cut off, as by a device that looks into it',
    source: 'Backblaze/B2_Command_Line_Tool#16',
    world: onS3rver({ rules: [befalls('put', { reset: true })] }),
    ...RESET,
    check: 'storage/put',
    seen: { ...AT, code: 'ECONNRESET', action: 's3:PutObject' },
  },
  {
    area: 'network',
    what: 'every write takes effect, and is cut off before its answer',
    source: 'RFC 9110 § 9.2.2, on what a client knows then',
    world: onS3rver({ rules: [befalls('put', { forwardThen: 'reset' })] }),
    ...RESET,
    check: 'storage/put',
    seen: { ...AT, code: 'ECONNRESET', action: 's3:PutObject' },
  },
  {
    area: 'network',
    what: 'reading is cut off',
    source: 'nodejs.org/api/errors.html, ECONNRESET',
    world: onS3rver({ rules: [befalls('get', { reset: true })] }),
    ...RESET,
    check: 'storage/get',
    seen: { ...AT, code: 'ECONNRESET', action: 's3:GetObject' },
  },
]

/** Everything between this machine and the storage. */
export const networkLines: readonly Line[] = [...direct, ...networkTlsLines, ...networkProxyLines]
