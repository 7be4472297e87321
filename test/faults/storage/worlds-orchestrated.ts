import { startOrchestrator } from '../../support/orchestrator-server.ts'
import { freshToken } from '../../support/set-up.ts'
import type { World } from '../line.ts'
import { onS3rver } from './worlds.ts'

/** A bucket of s3rver, and what the orchestrator knows of `acme/demo`. */
export function orchestrated({
  status,
  holds,
  flags,
}: {
  /** Absent: the workspace does not exist. */
  readonly status?: string
  readonly holds: readonly string[]
  readonly flags?: World['flags']
}) {
  return async (): Promise<World> => {
    const token = freshToken()
    const workspaces: Record<string, { status: string }> =
      status === undefined ? {} : { demo: { status } }
    const orchestrator = await startOrchestrator({ tokens: [token], handle: 'acme', workspaces })
    const inner = await onS3rver({ holds })()
    return {
      ...inner,
      only: ['storage/*', 'host/clock', 'workspace/*'],
      flags: {
        ...inner.flags,
        workspace: 'acme/demo',
        orchestratorUrl: orchestrator.url,
        ...flags,
      },
      env: { ...inner.env, TONBO_API_KEY: token },
      stop: async () => {
        await orchestrator.stop()
        await inner.stop()
      },
    }
  }
}
