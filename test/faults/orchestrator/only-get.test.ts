import { describe, expect, it } from 'vitest'
import { runReport } from '../../support/run-check.ts'
import { workspaceLines } from '../workspace/lines.ts'
import { orchestratorLines } from './lines.ts'
import type { HttpWorld } from './worlds.ts'

/** Every line; those through the program ask nobody over HTTP. */
const lines = [...orchestratorLines, ...workspaceLines]

describe('an orchestrator over HTTP', () => {
  it('is asked with GET alone, for documented paths, and never for what changes a state', async () => {
    const asked: string[] = []
    for (const line of lines) {
      const world = (await line.world()) as HttpWorld
      try {
        if (world.requests === undefined) continue
        const { flags, env, now } = world
        // All that may ask it, whatever the line looks at; what never answers has little time.
        const only = ['orchestrator/*', 'auth/*', 'workspace/*', 'host/clock']
        await runReport({
          only,
          flags: { workspace: 'acme/demo', ...flags },
          env,
          timeoutMs: world.timeoutMs === undefined ? 10_000 : 1200,
          ...(now === undefined ? {} : { now }),
        })
        asked.push(...world.requests.map(({ method, path }) => `${method} ${path}`))
      } finally {
        await world.stop()
      }
    }
    const kinds = [...new Set(asked)].sort()
    expect(asked.length).toBeGreaterThan(60)
    expect(kinds).toEqual([
      'GET /workspaces',
      'GET /workspaces/acme/demo',
      'GET /workspaces/bob/demo',
      'GET /workspaces/demo',
    ])
  }, 120_000)
})
