import { beforeAll, describe, expect, it } from 'vitest'
import { startChaos } from '../support/chaos-server.ts'
import { freePort } from '../support/free-port.ts'
import { measureDoctor } from '../support/peak-memory.ts'
import { started } from '../support/started.ts'
import type { Client } from './case.ts'
import { heavy } from './heavy.ts'
import { askedOf } from './http.ts'
import { askedOfRedis } from './redis.ts'
import { PASSWORD } from './secrets.ts'

const ENDPOINTS: Readonly<Record<Client, string>> = {
  orchestrator: 'ARTIFACTS_ORCHESTRATOR_URL',
  s3: 'ARTIFACTS_S3_ENDPOINT',
  redis: 'ARTIFACTS_METADATA_URL',
}
/** How much more memory than against nobody a run may take, however much it is sent. */
const MOST_MORE = 96 * 1024 * 1024
/** Two checks of 3 s, what a start takes, and a machine that has other things to do. */
const LONGEST_MS = 40_000

function meet(client: Client, port: number, proxy = false) {
  const at = `127.0.0.1:${port}`
  const asked =
    client === 'redis'
      ? askedOfRedis(`redis://:${PASSWORD}@${at}`)
      : askedOf(client, `http://${at}`)
  const env = { ...asked.env }
  if (client !== 'redis') env[ENDPOINTS[client]] = proxy ? 'https://server.invalid' : `http://${at}`
  if (proxy) env.HTTPS_PROXY = `http://${at}`
  const only = [...asked.only, ...(client === 'orchestrator' ? ['workspace/state'] : [])]
  const globs = only.flatMap((glob) => ['--only', glob])
  const byo = client === 's3' ? ['--backend', 'byo', '--bucket', 'cases'] : []
  const args = ['check', 'acme/demo', ...globs, ...byo]
  const limits = ['--timeout', '3s', '--format', 'json', '--quiet']
  return measureDoctor([...args, ...limits], { env })
}

describe('the built doctor, sent more than it should hold', () => {
  const alone = new Map<Client, number>()
  beforeAll(async () => {
    const nobody = await freePort()
    for (const client of ['orchestrator', 's3', 'redis'] as const)
      alone.set(client, (await meet(client, nobody)).peakBytes)
  })

  it.each(heavy.map((one) => [one.client, one.what, one] as const))(
    '%s · %s',
    async (client, _what, { does, proxy }) => {
      const server = await started(startChaos(does))
      const run = await meet(client, server.port, proxy)
      const { verdict, checks } = JSON.parse(run.stdout)
      expect(['unhealthy', 'undetermined']).toContain(verdict)
      expect(run.code).toBe(verdict === 'unhealthy' ? 1 : 3)
      expect(JSON.stringify(checks)).not.toMatch(/crash/)
      expect(run.ms).toBeLessThan(LONGEST_MS)
      const more = run.peakBytes - (alone.get(client) ?? 0)
      expect(more).toBeLessThan(MOST_MORE)
    },
  )
})
