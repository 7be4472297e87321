import { chmod, mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { on } from '../../checks/storage/bucket.ts'
import { captured } from '../../support/captured.ts'
import { temporaryDirectory } from '../../support/temporary-directory.ts'
import type { Line, World } from '../line.ts'
import { untyped } from '../storage/at-vendor.ts'
import { PASSES } from '../storage/well.ts'
import { json } from './answers.ts'
import { withoutSetting } from './redis.ts'
import { tokenUntil } from './tokens.ts'
import { whole } from './worlds.ts'

const area = 'combined'
const LOGGED_IN = [
  'auth/credentials',
  'auth/precedence',
  'auth/token',
  'orchestrator/reachable',
  'auth/accepted',
]
const NAMED = ['workspace/name', 'workspace/state']
const METADATA = [
  'metadata/reachable',
  'metadata/auth',
  'metadata/health',
  'metadata/eviction',
  'metadata/durability',
]
const ALL = [...LOGGED_IN, ...NAMED, ...PASSES, ...METADATA]
const without = (...ids: readonly string[]) => ALL.filter((id) => !ids.includes(id))

/** A file with a login that everybody can read, and that is soon over. */
async function exposed(): Promise<World> {
  const home = await temporaryDirectory()
  const directory = join(home.path, '.config/tonbo/artifacts')
  const file = join(directory, 'credentials.json')
  await mkdir(directory, { recursive: true })
  await writeFile(file, JSON.stringify({ access_token: tokenUntil(5) }))
  // Whatever the umask is.
  await chmod(file, 0o644)
  const demo = { name: 'demo', handle: 'acme', status: 'active' }
  const inner = await whole({
    env: { TONBO_API_KEY: '', HOME: home.path },
    orchestrator: [
      {
        when: ({ path }) => path === '/workspaces',
        do: { answer: json(200, { workspaces: [demo] }) },
      },
      { do: { answer: json(200, { workspace: demo }) } },
    ],
  })()
  const stop = async () => {
    await inner.stop()
    await home.remove()
  }
  return { ...inner, stop }
}

/** Whole set-ups in which nothing keeps anybody from working. */
export const healthyLines: readonly Line[] = [
  {
    area,
    what: 'a whole set-up, about to be mounted, with everything in order',
    source: 'the product’s pages on workspaces, storage and mounting',
    world: whole({ holds: ['acme/demo/juicefs_uuid', 'acme/demo/chunks/0/0/1_0_4096'] }),
    passes: [...ALL, 'metadata/setting'],
    exitCode: 0,
  },
  {
    area,
    what: 'a whole set-up over TLS, whose authority SSL_CERT_FILE names',
    source: 'golang/go, crypto/x509/root_unix.go (SSL_CERT_FILE)',
    world: whole({ tls: 'trusted' }),
    passes: [...ALL, 'metadata/setting'],
    exitCode: 0,
  },
  {
    area,
    what: 'a whole set-up in which a workspace is to be created that is not there yet',
    source: 'the product’s pages on workspaces; juicedata/juicefs, cmd/format.go',
    world: whole({ flags: { workspace: 'acme/another', intent: 'create' } }),
    passes: [...ALL, 'storage/empty'],
    exitCode: 0,
  },
  {
    area,
    what: 'a whole set-up whose workspace waits to be formatted, with nothing there but its name',
    source: 'juicedata/juicefs, cmd/format.go: juicefs_uuid is written before the setting',
    world: untyped(
      whole({
        status: 'pending_format',
        holds: ['acme/demo/juicefs_uuid'],
        redis: withoutSetting,
      }),
      'intent',
    ),
    passes: [...without('workspace/state'), 'storage/empty', 'metadata/setting'],
    warns: { 'workspace/state': 'workspace/pending-format' },
    exitCode: 0,
  },
  {
    area,
    what: 'a file with the login that others can read, and a login that is soon over',
    source: 'the product’s pages on credentials: 0600; RFC 7519 § 4.1.4',
    world: exposed,
    passes: [...without('auth/credentials', 'auth/token'), 'metadata/setting'],
    warns: {
      'auth/credentials': 'auth/credentials-exposed',
      'auth/token': 'auth/token-expires-soon',
    },
    exitCode: 0,
  },
  {
    area,
    what: 'a clock that drifts, a name for current programs alone, and a listing denied',
    source: 'docker/for-mac#17; the pages on workspaces: names; captured from Ceph RGW 16.2',
    world: whole({
      flags: { workspace: 'acme/Demo_2', intent: 'create' },
      now: () => Date.now() - 3 * 60_000,
      s3: [on('list', captured('ceph-pol', 'owner under Deny ListBucket: list'))],
      env: () => ({ TONBO_API_KEY: tokenUntil(60) }),
      orchestrator: [
        {
          when: ({ path }) => path === '/workspaces',
          do: { answer: json(200, { workspaces: [] }) },
        },
        {
          do: { answer: json(404, { code: 'workspace_not_found', message: 'no such workspace' }) },
        },
      ],
    }),
    passes: without('workspace/name', 'storage/list', 'host/clock'),
    warns: {
      'workspace/name': 'workspace/name-needs-current-cli',
      'storage/list': 'storage/list-denied',
      'host/clock': 'host/clock-drifting',
    },
    exitCode: 0,
  },
]
