import type { Catalogue, Cause } from './catalogue.ts'
import type { Check, Outcome } from './check.ts'
import { createClients } from './clients/index.ts'
import { type Context, createContext, type Machine } from './context.ts'
import { disk } from './disk/disk.ts'
import type { Files } from './disk/files.ts'
import { attempt } from './run/attempt.ts'
import { createWait } from './run/wait.ts'
import { resolveSettings } from './settings/resolve-settings.ts'
import type { Given } from './settings/setting-sources.ts'

/** Where a check is run in a test. Nothing of this machine's settings counts unless it is given. */
export interface CheckSurroundings {
  /** Settings by their key in the report, as if they had been typed; `token` is a file. */
  readonly settings?: Given
  /** Its whole environment; empty unless given. */
  readonly env?: Readonly<Record<string, string>>
  /** The causes that it may name; any, unless given. */
  readonly causes?: Catalogue
  /** The disk that it sees; the real one unless given. */
  readonly files?: Files
  readonly machine?: Machine
  /** The time of day in milliseconds since 1970. */
  readonly now?: () => number
  /** The limit of an attempt in milliseconds; 10 000 unless given. */
  readonly timeoutMs?: number
  /** Stands in place of parts of the context, such as `clients`. */
  readonly context?: Partial<Context>
}

/**
 * Runs one check in this process, without what it needs, with real clients on the settings and
 * the environment that are given, and answers with its outcome as a report would have it: what it
 * throws, a cause that is not in `causes` and an answer after the limit are of status `error`.
 */
export async function runCheck(
  check: Check,
  surroundings: CheckSurroundings = {},
): Promise<Outcome> {
  const { settings = {}, env = {}, files = disk, now = Date.now, machine } = surroundings
  const clients = createClients(env, now)
  const { context, finished } = createContext({
    settings: await resolveSettings({ flags: settings, env, files }),
    env,
    clients,
    files,
    now,
    timeoutMs: surroundings.timeoutMs ?? 10_000,
    signal: new AbortController().signal,
    wait: createWait(0),
    ...(machine === undefined ? {} : { machine }),
  })
  try {
    const result = await attempt(check, {
      context: { ...context, ...surroundings.context },
      catalogue: surroundings.causes ?? ANY,
    })
    await finished()
    return outcomeOf(result)
  } finally {
    clients.close()
  }
}

const SOME: Cause = {
  title: '',
  why: '',
  fix: [],
  docs: '',
  documented: false,
  owner: 'you',
}

/** A catalogue in which every id is a cause. */
const ANY: Catalogue = new Proxy(
  {},
  {
    get: () => SOME,
    getOwnPropertyDescriptor: () => ({ value: SOME, configurable: true, enumerable: true }),
  },
)

function outcomeOf(result: Awaited<ReturnType<typeof attempt>>): Outcome {
  switch (result.status) {
    case 'pass':
      return { status: 'pass', evidence: result.evidence }
    case 'warn':
    case 'fail': {
      const { cause, evidence, alternatives } = result
      const found = { status: 'fail', cause, evidence } as const
      return alternatives === undefined ? found : { ...found, alternatives }
    }
    case 'skip': {
      const { reason, missing } = result
      return { status: 'skip', reason, ...(missing === undefined ? {} : { missing }) }
    }
    case 'error': {
      const { reason, evidence } = result
      return { status: 'error', reason, ...(evidence === undefined ? {} : { evidence }) }
    }
    case 'blocked':
      throw new Error('a check that is run by itself is not blocked')
  }
}
