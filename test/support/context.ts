import type { Clients } from '../../src/clients/index.ts'
import { createContext, type RunContext, type Surroundings } from '../../src/context.ts'
import { disk } from '../../src/disk/disk.ts'
import { createWait } from '../../src/run/wait.ts'
import { resolveSettings } from '../../src/settings/resolve-settings.ts'
import type { Given } from '../../src/settings/setting-sources.ts'

/** What a test gives in place of the defaults; `settings` as if they were flags. */
export type TestSurroundings = Partial<Omit<Surroundings, 'settings'>> & {
  readonly settings?: Given
}

/**
 * A run's context on the real disk, without clients and without time to wait. Its environment is
 * empty, so that no login, key or home of the machine's is met.
 */
export async function testContext(given: TestSurroundings = {}): Promise<RunContext> {
  const { settings = {}, env = {}, files = disk, ...others } = given
  return createContext({
    env,
    files,
    clients: noClients,
    signal: new AbortController().signal,
    timeoutMs: 10_000,
    wait: createWait(0),
    ...others,
    settings: await resolveSettings({ flags: settings, env, files }),
  })
}

const refuse = () => {
  throw new Error('this test gave no clients')
}

const noClients: Clients = {
  connect: refuse,
  addresses: refuse,
  s3: refuse,
  orchestrator: refuse,
  redis: refuse,
  program: { find: refuse, ask: refuse },
  dates: [],
  close: () => {},
}
