import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { doctorCommand, reportOf, runDoctor } from '../support/doctor.ts'
import { type SetUp, startSetUp } from '../support/set-up.ts'
import { canUnshare, withSilentNameServer } from '../support/silent-name-server.ts'
import { startSilent } from '../support/silent-server.ts'

let setUp: SetUp
let silent: Awaited<ReturnType<typeof startSilent>>
beforeAll(async () => {
  ;[setUp, silent] = await Promise.all([startSetUp(), startSilent()])
})
afterAll(() => Promise.all([setUp.stop(), silent.stop()]))

/** A short limit, so that the probes' second try ends soon; the first is five seconds by itself. */
const ARGS = ['--format', 'json', '--quiet', '--timeout', '6s']

describe('a server that accepts and never answers', () => {
  const at = (scheme: string) => `${scheme}://${silent.host}:${silent.port}`
  it.each<[what: string, check: string, stage: string, env: () => Record<string, string>]>([
    [
      'orchestrator',
      'orchestrator/reachable',
      'first-byte',
      () => ({ ARTIFACTS_ORCHESTRATOR_URL: at('http') }),
    ],
    [
      'S3 endpoint',
      'storage/reachable',
      'first-byte',
      () => ({ ARTIFACTS_S3_ENDPOINT: at('http') }),
    ],
    [
      'S3 endpoint with TLS',
      'storage/reachable',
      'tls',
      () => ({ ARTIFACTS_S3_ENDPOINT: at('https') }),
    ],
    [
      'Redis',
      'metadata/reachable',
      'first-byte',
      () => ({ ARTIFACTS_METADATA_URL: `redis://:pw@${silent.host}:${silent.port}` }),
    ],
    [
      'Redis with TLS',
      'metadata/reachable',
      'tls',
      () => ({ ARTIFACTS_METADATA_URL: `rediss://:pw@${silent.host}:${silent.port}` }),
    ],
  ])('an %s is network/timeout, with its stage', async (_, check, stage, env) => {
    const run = await runDoctor([...setUp.args, ...ARGS], { env: { ...setUp.env, ...env() } })
    const { rootCauses, checks } = reportOf(run)
    expect(run.code).toBe(1)
    expect(rootCauses.map(({ cause }) => cause)).toEqual(['network/timeout'])
    expect(checks.find(({ id }) => id === check)).toMatchObject({
      status: 'fail',
      evidence: { stage, code: 'TIMEOUT' },
    })
  })
})

describe.skipIf(!canUnshare())('a name server that never answers', () => {
  it('is named for each of three names', async () => {
    const env = {
      ...setUp.env,
      ARTIFACTS_ORCHESTRATOR_URL: 'https://orchestrator.example.test',
      ARTIFACTS_S3_ENDPOINT: 'https://s3.example.test',
      ARTIFACTS_METADATA_URL: 'redis://:pw@redis.example.test:6379',
    }
    const run = await withSilentNameServer(
      [...doctorCommand, ...setUp.args, '--format', 'json', '--quiet'],
      env,
    )
    const { rootCauses } = reportOf(run)
    expect(run.code).toBe(1)
    expect(rootCauses).toMatchObject([
      {
        cause: 'network/dns-failure',
        checks: ['orchestrator/reachable', 'storage/reachable', 'metadata/reachable'],
      },
    ])
  })

  it('does not matter to names in /etc/hosts', async () => {
    const env = {
      ...setUp.env,
      ARTIFACTS_S3_ENDPOINT: setUp.gate.endpoint.replace('127.0.0.1', 'localhost'),
    }
    const run = await withSilentNameServer(
      [...doctorCommand, ...setUp.args, '--format', 'json', '--quiet'],
      env,
    )
    expect(run.code).toBe(0)
  })
})
