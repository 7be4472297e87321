import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { causes } from '../../checks/causes/index.ts'
import builtIn from '../../checks/index.ts'
import { combine } from '../../src/plugins/plugin.ts'
import { repositoryRoot } from '../support/doctor.ts'

const { checks } = combine([builtIn])

/** The text of every TypeScript file below a directory of the repository. */
function sources(directory: string): { readonly path: string; readonly text: string }[] {
  const home = join(repositoryRoot, directory)
  return readdirSync(home, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts'))
    .map((path) => ({ path, text: readFileSync(join(home, path), 'utf8') }))
}

function mentions(text: string, id: string): boolean {
  return new RegExp(`\\b${id}(?![\\w-])`).test(text)
}

describe('every cause that a check may name', () => {
  const code = sources('checks').filter(({ path }) => !path.startsWith('causes/'))
  const tests = [...sources('test/checks'), ...sources('test/faults')].filter(
    ({ path }) => path !== 'coverage.test.ts',
  )
  // A check may be called like a cause: `'storage/put'` is none, `'mount/stale'` is both.
  const named = Object.keys(causes).filter((id) =>
    code.some(({ text }) => text.includes(`'${id}'`)),
  )

  it.each(named)('%s is named in a test', (id) => {
    expect(tests.filter(({ text }) => mentions(text, id)).map(({ path }) => path)).not.toEqual([])
  })
})

/** What each check needs and comes after, as the public graph has it. */
const NEEDS: Readonly<Record<string, readonly string[]>> = {
  'host/platform': [],
  'host/cli': [],
  'host/directories': [],
  'host/clock': [],
  'host/fuse': [],
  'mount/stale': [],
  'mount/point': ['mount/stale'],
  'auth/credentials': [],
  'auth/precedence': [],
  'auth/token': ['auth/credentials'],
  'orchestrator/reachable': [],
  'auth/accepted': ['auth/token', 'orchestrator/reachable'],
  'workspace/name': [],
  'workspace/state': ['workspace/name', 'auth/accepted'],
  'storage/backend': [],
  'storage/settings': [],
  'storage/keys': ['storage/settings'],
  'storage/reachable': ['storage/settings'],
  'storage/region': ['storage/keys', 'storage/reachable'],
  'storage/credentials': ['storage/keys', 'storage/reachable'],
  'storage/bucket': ['storage/region', 'storage/credentials'],
  'storage/put': ['storage/bucket'],
  'storage/list': ['storage/bucket'],
  'storage/get': ['storage/put'],
  'storage/delete': ['storage/put'],
  'storage/empty': ['storage/list'],
  'storage/leftovers': ['storage/bucket'],
  'storage/propagation': ['storage/put'],
  'metadata/reachable': [],
  'metadata/auth': ['metadata/reachable'],
  'metadata/health': ['metadata/auth'],
  'metadata/eviction': ['metadata/auth'],
  'metadata/durability': ['metadata/auth'],
  'metadata/setting': ['metadata/auth'],
}

/** Whatever asks no server, and runs under `--offline` as well. */
const LOCAL = [
  /^(host|mount)\//,
  /^auth\/(credentials|precedence|token)$/,
  /^workspace\/name$/,
  /^storage\/(backend|settings|keys)$/,
]
const isLocal = (id: string) => LOCAL.some((pattern) => pattern.test(id))

const AFTER: Readonly<Record<string, readonly string[]>> = {
  'host/clock': checks.map(({ id }) => id).filter((id) => !isLocal(id)),
  'storage/list': ['storage/put', 'storage/get'],
  'storage/empty': ['workspace/state'],
  'metadata/setting': ['workspace/state'],
}
const WRITES = ['storage/put', 'storage/get', 'storage/delete', 'storage/propagation']

describe('the built-in plug-in', () => {
  it.each(checks)('has the public edges at $id', (check) => {
    const { id, needs = [], after = [] } = check
    expect(Object.keys(NEEDS)).toContain(id)
    expect([...needs].sort()).toEqual([...(NEEDS[id] ?? [])].sort())
    expect([...after].sort()).toEqual([...(AFTER[id] ?? [])].sort())
  })

  it.each(checks)('says of $id whether it asks, writes and waits', (check) => {
    const { id, network = false, writes = false, whileWaiting = false } = check
    const expected = {
      network: !isLocal(id),
      writes: WRITES.includes(id),
      whileWaiting: id === 'storage/propagation',
    }
    expect({ network, writes, whileWaiting }).toEqual(expected)
  })

  it.each(checks)('titles $id with what holds, on one line', ({ title }) => {
    expect(title).toMatch(/^[A-Z][^\n.]{5,60}$/)
  })
})
