import { on } from '../../checks/storage/bucket.ts'
import { captured } from '../../support/captured.ts'
import { freePort } from '../../support/free-port.ts'
import { startSilent } from '../../support/silent-server.ts'
import type { Line, World } from '../line.ts'
import { SHORT_MS } from '../storage/worlds-network.ts'
import { throughProxy } from '../storage/worlds-proxy.ts'
import { always, PORTAL } from './answers.ts'
import { down, otherPassword } from './redis.ts'
import { whole } from './worlds.ts'

const area = 'combined'

/** Servers that only a name leads to, which nobody knows. */
const NOWHERE = {
  endpoint: 'http://s3.nobody.invalid',
  orchestratorUrl: 'http://orchestrator.nobody.invalid',
}
const ONE_ROOT = {
  'workspace/state': ['orchestrator/reachable'],
  'storage/put': ['storage/reachable'],
}

/** The storage is silent on every connection. */
async function silentStorage(): Promise<World> {
  const silent = await startSilent()
  const inner = await whole({
    timeoutMs: SHORT_MS,
    env: { ARTIFACTS_S3_ENDPOINT: `http://127.0.0.1:${silent.port}` },
    redis: down,
  })()
  const stop = async () => {
    await silent.stop()
    await inner.stop()
  }
  return { ...inner, stop }
}

/** One cause that several checks meet, with another beside it or not. */
export const sharedLines: readonly Line[] = [
  {
    area,
    what: 'a proxy that refuses everybody stands before all but Redis, which has no setting',
    source: 'squid-cache.org, ERR_ACCESS_DENIED; golang.org/x/net/http/httpproxy',
    world: throughProxy(
      whole({
        flags: {
          endpoint: 'http://s3.example.test',
          orchestratorUrl: 'http://orchestrator.example.test',
        },
        redis: (redis) => redis.cli('FLUSHALL'),
      }),
      {
        refuses: 403,
        headers: { server: 'squid/6.6', 'x-squid-error': 'ERR_ACCESS_DENIED 0' },
        endpoint: 'http://s3.example.test',
      },
    ),
    root: 'network/proxy-refused',
    check: 'storage/reachable',
    seen: { host: 's3.example.test', httpStatus: 403 },
    also: ['metadata/setting-missing'],
    blocked: ONE_ROOT,
  },
  {
    area,
    what: 'no name can be resolved, of the storage or the orchestrator',
    source: 'getaddrinfo(3), EAI_NONAME; RFC 6761 § 6.4',
    world: whole({ flags: NOWHERE }),
    root: 'network/dns-failure',
    check: 'orchestrator/reachable',
    seen: { host: 'orchestrator.nobody.invalid', stage: 'dns' },
    blocked: ONE_ROOT,
  },
  {
    area,
    what: 'no name can be resolved, and Redis, which has an address, knows another password',
    source: 'getaddrinfo(3), EAI_NONAME; redis.io/docs, WRONGPASS',
    world: whole({
      flags: NOWHERE,
      redis: otherPassword,
    }),
    root: 'network/dns-failure',
    check: 'storage/reachable',
    seen: { host: 's3.nobody.invalid', stage: 'dns' },
    also: ['metadata/password-wrong'],
    blocked: { ...ONE_ROOT, 'metadata/setting': ['metadata/auth'] },
  },
  {
    area,
    what: 'the storage is silent, and Redis is down',
    source: 'nodejs.org/api/errors.html, ETIMEDOUT and ECONNREFUSED',
    world: silentStorage,
    root: 'network/timeout',
    check: 'storage/reachable',
    seen: { host: '127.0.0.1', stage: 'first-byte' },
    also: ['network/refused'],
    blocked: {
      'storage/region': ['storage/reachable'],
      'storage/credentials': ['storage/reachable'],
      'metadata/auth': ['metadata/reachable'],
    },
  },
  {
    area,
    what: 'the page of a portal comes from the orchestrator and from the storage',
    source: 'RFC 8952, captive portals',
    world: whole({ orchestrator: always(PORTAL), s3: always(PORTAL) }),
    root: 'storage/not-s3',
    check: 'storage/reachable',
    seen: { httpStatus: 200, contentType: /html/ },
    also: ['orchestrator/not-an-api'],
    blocked: ONE_ROOT,
  },
  {
    area,
    what: 'nobody listens at the orchestrator nor at Redis, and keys are limited to reading',
    source: 'nodejs.org/api/errors.html, ECONNREFUSED; captured from Ceph RGW 16.2 (op mask)',
    world: async () => {
      const nobody = `http://127.0.0.1:${await freePort()}`
      return whole({
        env: { ARTIFACTS_ORCHESTRATOR_URL: nobody },
        redis: down,
        s3: [on('put', captured('ceph-pol', 'op-mask read: put'))],
      })()
    },
    root: 'network/refused',
    check: 'metadata/reachable',
    seen: { host: '127.0.0.1', stage: 'tcp' },
    also: ['storage/access-denied'],
    blocked: {
      'workspace/state': ['orchestrator/reachable'],
      'metadata/setting': ['metadata/reachable'],
      'storage/get': ['storage/put'],
    },
  },
]
