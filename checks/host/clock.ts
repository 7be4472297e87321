import { defineCheck, fail, pass, type ServerDate, skip } from '../../src/index.ts'
import type { CauseId } from '../causes/index.ts'
import { AGREE_MS, S3_ALLOWS_MS } from '../clock-limits.ts'

export default defineCheck<CauseId>({
  id: 'host/clock',
  title: 'Clock agrees with those of the servers',
  after: ['*'],
  run({ clients }) {
    const nearest = nearestBy(clients.dates)
    if (nearest === undefined) return skip('no server has said what time it is')
    const { host, aheadMs, serverTime } = nearest
    const evidence = {
      host,
      serverTime: new Date(serverTime).toISOString(),
      skewSeconds: Math.round(aheadMs / 1000),
    }
    const off = Math.abs(aheadMs)
    if (off > S3_ALLOWS_MS) return fail('host/clock-skewed', evidence)
    return off > AGREE_MS ? fail('host/clock-drifting', evidence) : pass(evidence)
  },
})

/** The server whose clock is nearest to ours: where one agrees with it, another server's is wrong. */
export function nearestBy(dates: readonly ServerDate[]): ServerDate | undefined {
  return [...dates].sort((a, b) => Math.abs(a.aheadMs) - Math.abs(b.aheadMs))[0]
}
