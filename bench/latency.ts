import { doctorCommand } from '../test/support/doctor.ts'
import { REDIS_PASSWORD, type SetUp, startSetUp } from '../test/support/set-up.ts'
import { startDelayProxy } from './delay-proxy.ts'
import { interleaved, spread } from './interleaved.ts'
import { type Row, shown } from './row.ts'

const ROUNDS = 7
const ROUND_TRIP_MS = 100

/**
 * The round trips that must wait for each other, whoever asks: list, put, get and delete at the
 * storage; beside them the list of workspaces, the workspace, the length of its setting and the
 * setting. A connection through the proxy costs none, since loopback makes it.
 */
const CHAIN = 4

/** How much longer a healthy check takes when every server is far away. */
export async function latency(): Promise<Row[]> {
  const setUp = await startSetUp()
  try {
    const near = await behind(setUp, 0)
    const far = await behind(setUp, ROUND_TRIP_MS)
    const argv = [...doctorCommand, ...setUp.args, '--quiet'] as const
    const times = await interleaved(
      { near: { argv, env: near.env }, far: { argv, env: far.env } },
      ROUNDS,
    )
    await Promise.all([near.stop(), far.stop()])
    const more = times.far.map((one, index) => one - (times.near[index] ?? Number.NaN))
    const chainMs = CHAIN * ROUND_TRIP_MS
    return [
      {
        what: `a healthy \`check\` with ${ROUND_TRIP_MS} ms of round trip to every server, beyond the same without`,
        beside: `${CHAIN} round trips that must wait for each other: ${chainMs} ms`,
        measured: `${shown(more.map((one) => one / chainMs))} ×`,
        goal: '≤ 1.2 ×',
        detail: `${shown(times.far, 0)} ms in all, ${spread(times.near).median.toFixed(0)} ms without`,
      },
    ]
  } finally {
    await setUp.stop()
  }
}

/** The environment of a run whose every server stands behind a proxy. */
async function behind({ env, orchestrator, gate, redis }: SetUp, roundTripMs: number) {
  const [api, bucket, metadata] = await Promise.all(
    [orchestrator, gate, redis].map((server) => startDelayProxy(server, roundTripMs)),
  )
  return {
    env: {
      ...env,
      ARTIFACTS_ORCHESTRATOR_URL: `http://127.0.0.1:${api?.port}`,
      ARTIFACTS_S3_ENDPOINT: `http://127.0.0.1:${bucket?.port}`,
      ARTIFACTS_METADATA_URL: `redis://:${REDIS_PASSWORD}@127.0.0.1:${metadata?.port}/0`,
    },
    stop: () => Promise.all([api?.stop(), bucket?.stop(), metadata?.stop()]),
  }
}
