import { once } from 'node:events'
import { connect } from 'node:net'
import { startFaultProxy } from '../../support/fault-proxy.ts'
import { freePort } from '../../support/free-port.ts'
import { startFull } from '../../support/full-server.ts'
import type { RedisServer } from '../../support/redis-server.ts'
import { startSilent } from '../../support/silent-server.ts'
import type { Line } from '../line.ts'
import { asking, onRedis } from './worlds.ts'
import { greetingWith, instead, scripted } from './worlds-servers.ts'

const CHECK = { area: 'metadata', check: 'metadata/reachable' } as const
const AT = { host: '127.0.0.1' }
/** Silence that is long enough to tell, and no longer. */
const SHORT = { timeoutMs: 2000 }
const NOT_REDIS = { ...CHECK, root: 'metadata/not-redis' } as const

const banner = (text: string | Buffer) => greetingWith((socket) => socket.write(text))
const asUsual = async (served: Parameters<typeof asking>[1], port: number) => ({
  ...asking(port, served),
  left: async () => [],
  stop: async () => {},
})

async function staysConnected({ host, port }: RedisServer): Promise<void> {
  const socket = connect(port, host).on('error', () => {})
  socket.write('PING\r\n')
  await once(socket, 'data')
}

/** What is between this machine and Redis, or in the place of it. */
export const connectionLines: readonly Line[] = [
  {
    ...CHECK,
    what: 'the name of Redis is one that nobody has',
    source: 'RFC 6761 § 6.4, invalid',
    world: () => asUsual({ host: 'redis.nobody.invalid' }, 6379),
    root: 'network/dns-failure',
    seen: { host: 'redis.nobody.invalid', stage: 'dns' },
  },
  {
    ...CHECK,
    what: 'nobody listens on the port of Redis',
    source: 'juicedata/juicefs-csi-driver#171, connection refused',
    world: async () => asUsual({}, await freePort()),
    root: 'network/refused',
    seen: { ...AT, stage: 'tcp', code: 'ECONNREFUSED' },
  },
  {
    ...CHECK,
    what: 'no route leads to Redis',
    source: 'net/ipv4/tcp_ipv4.c of Linux: none to a multicast address',
    world: () => asUsual({ host: '224.0.0.1' }, 6379),
    root: 'network/unreachable',
    seen: { stage: 'tcp', code: 'ENETUNREACH' },
  },
  {
    ...CHECK,
    what: 'a firewall drops what is sent to Redis',
    source: 'redis.io/docs/latest/operate, a security group that does not let 6379 in',
    world: instead(startFull, SHORT),
    root: 'network/timeout',
    seen: { ...AT, stage: 'tcp', code: 'TIMEOUT' },
  },
  {
    ...CHECK,
    what: 'a Redis accepts connections, and says nothing on them',
    source: 'redis.io/docs/latest/operate/oss_and_stack/management/optimization/latency, swapping',
    world: instead(startSilent, SHORT),
    root: 'network/timeout',
    seen: { ...AT, stage: 'first-byte', code: 'TIMEOUT' },
  },
  {
    ...CHECK,
    what: 'a Redis accepts TLS connections, and says nothing in the handshake',
    source: 'a balancer whose server behind it is stuck',
    world: instead(startSilent, { ...SHORT, scheme: 'rediss' }),
    root: 'network/timeout',
    seen: { ...AT, stage: 'tls', code: 'TIMEOUT' },
  },
  {
    area: 'metadata',
    what: 'a Redis hangs in a slow command just after the login',
    source: 'redis.io/docs/latest/commands/debug, a server that sleeps',
    world: scripted({ INFO: '', STRLEN: '', TTL: '' }, SHORT),
    root: 'network/timeout',
    check: 'metadata/health',
    seen: { ...AT, stage: 'first-byte', code: 'TIMEOUT' },
  },
  {
    ...CHECK,
    what: 'something in between resets every connection to Redis',
    source: 'redis/ioredis#1105, read ECONNRESET',
    world: greetingWith((socket) => socket.once('data', () => socket.resetAndDestroy())),
    root: 'network/reset',
    seen: { ...AT, stage: 'first-byte', code: 'ECONNRESET' },
  },
  {
    ...CHECK,
    what: 'a port-forward to Redis closes every connection',
    source: 'kubernetes/kubernetes#74551, lost connection to pod',
    world: greetingWith((socket) => socket.end()),
    root: 'network/reset',
    seen: { ...AT, stage: 'first-byte' },
  },
  {
    ...NOT_REDIS,
    what: 'the port of the metadata URL is that of an http server',
    source: 'nodejs.org/api/http.html, 400 on a request that is none',
    world: instead(() => startFaultProxy(undefined, [])),
    seen: { ...AT, protocol: 'HTTP', tls: false },
  },
  {
    ...NOT_REDIS,
    what: 'a metadata URL with TLS for the port of an http server',
    source: 'nodejs.org/api/http.html, 400 on a TLS greeting',
    world: instead(() => startFaultProxy(undefined, []), { scheme: 'rediss' }),
    seen: { ...AT, protocol: 'HTTP', tls: true },
  },
  {
    ...NOT_REDIS,
    what: 'the port of the metadata URL is that of ssh',
    source: 'RFC 4253 § 4.2',
    world: banner('SSH-2.0-OpenSSH_9.2p1 Debian-2\r\n'),
    seen: { ...AT, protocol: 'SSH' },
  },
  {
    ...NOT_REDIS,
    what: 'the port of the metadata URL is that of a mail server',
    source: 'RFC 5321 § 4.2',
    world: banner('220 mail.example.test ESMTP\r\n'),
    seen: { ...AT, protocol: 'SMTP or FTP' },
  },
  {
    ...NOT_REDIS,
    what: 'the port of the metadata URL is that of MySQL, which JuiceFS knows too',
    source: 'dev.mysql.com/doc/dev/mysql-server, Protocol::HandshakeV10',
    world: banner(Buffer.from('\x4a\x00\x00\x00\x0a8.0.36\x00', 'latin1')),
    seen: { ...AT, protocol: 'MySQL' },
  },
  {
    ...NOT_REDIS,
    what: 'the port of the metadata URL is that of Memcached',
    source: 'memcached/memcached, doc/protocol.txt: ERROR',
    world: greetingWith((socket) => socket.once('data', () => socket.write('ERROR\r\nERROR\r\n'))),
    seen: { ...AT, protocol: 'Memcached' },
  },
  {
    ...CHECK,
    what: 'a Redis without a password that is asked from another machine',
    source: 'redis/redis, src/networking.c, acceptCommonHandler',
    world: greetingWith((socket) =>
      socket.end(
        '-DENIED Redis is running in protected mode because protected mode is enabled and no password is set for the default user. In this mode connections are only accepted from the loopback interface.\r\n',
      ),
    ),
    root: 'metadata/protected-mode',
    seen: { ...AT, code: 'DENIED' },
  },
  {
    ...CHECK,
    what: 'the same, where a password is sent as well',
    source: 'redis/redis, src/networking.c, acceptCommonHandler',
    world: greetingWith(
      (socket) => socket.end('-DENIED Redis is running in protected mode because …\r\n'),
      { login: ':secret-of-nobody@', behind: '/3' },
    ),
    root: 'metadata/protected-mode',
    seen: { ...AT, code: 'DENIED' },
  },
  {
    ...CHECK,
    what: 'a Redis that has all the clients it takes',
    source: 'redis.io/docs/latest/develop/reference/clients, maximum concurrent connected clients',
    // One of the two listens in.
    world: onRedis({ redis: { config: ['maxclients 2'] }, arranged: staysConnected }),
    root: 'metadata/too-many-clients',
    seen: { ...AT, code: 'ERR' },
  },
]
