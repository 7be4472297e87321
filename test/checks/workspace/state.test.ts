import { describe, expect, it } from 'vitest'
import type { Answer } from '../../support/fault-proxy.ts'
import { type OrchestratorOptions, startOrchestrator } from '../../support/orchestrator-server.ts'
import { evidence, findings, runChecks, statuses } from '../../support/run-check.ts'
import { freshToken } from '../../support/set-up.ts'
import { started } from '../../support/started.ts'

const TOKEN = freshToken()

interface Given extends Partial<OrchestratorOptions> {
  readonly workspace?: string
  readonly intent?: string
  readonly waitMs?: number
  readonly flags?: Readonly<Record<string, string>>
}

const OTHER_BUCKET = { 'workspace/state': 'warn workspace/other-bucket' }
const OTHER_BACKEND = { 'workspace/state': 'warn workspace/other-backend' }

/** Runs the check for `acme/demo` against an orchestrator that knows one workspace, or none. */
async function check(status: string | undefined, given: Given = {}) {
  const { workspace = 'acme/demo', intent, waitMs, flags, ...options } = given
  const server = await started(
    startOrchestrator({
      tokens: [TOKEN],
      handle: 'acme',
      workspaces: status === undefined ? {} : { demo: { status } },
      ...options,
    }),
  )
  const results = await runChecks({
    only: ['workspace/state'],
    flags: {
      orchestratorUrl: server.url,
      workspace,
      ...(intent === undefined ? {} : { intent }),
      ...flags,
    },
    env: { TONBO_API_KEY: TOKEN },
    ...(waitMs === undefined ? {} : { waitMs }),
  })
  expect(server.violations).toEqual([])
  return { results, paths: server.requests.map(({ path }) => path) }
}

const STATES: readonly (readonly [
  state: string,
  neither: string,
  create: string,
  mount: string,
])[] = [
  ['active', 'pass', 'fail workspace/exists', 'pass'],
  ['absent', 'pass', 'pass', 'fail workspace/not-found'],
  ['deleted', 'pass', 'pass', 'fail workspace/not-active'],
  [
    'deleting',
    'fail workspace/not-active',
    'fail workspace/not-active',
    'fail workspace/not-active',
  ],
  [
    'pending_format',
    'warn workspace/pending-format',
    'warn workspace/pending-format',
    'fail workspace/not-active',
  ],
]

const GRID = STATES.flatMap(([state, neither, create, mount]) => [
  { state, intent: undefined, expected: neither },
  { state, intent: 'create', expected: create },
  { state, intent: 'mount', expected: mount },
])

describe('workspace/state', () => {
  it.each(GRID)('$state for $intent: $expected', async ({ state, intent, expected }) => {
    const status = state === 'absent' ? undefined : state
    const { results } = await check(status, intent === undefined ? {} : { intent })
    expect(findings(results)).toEqual(expected === 'pass' ? {} : { 'workspace/state': expected })
    expect(statuses(results)).toMatchObject({ 'workspace/state': expected.split(' ')[0] })
    const would = { createWould: expect.any(String), mountWould: expect.any(String) }
    expect(evidence(results, 'workspace/state')).toMatchObject({ state, ...would })
  })

  it.each([
    ['current', 'acme/demo'],
    ['current', 'demo'],
    ['current', 'artifacts://acme/demo'],
    ['earlier', 'acme/demo'],
    ['earlier', 'demo'],
  ] as const)('reads the answer of the %s generation for %s', async (generation, workspace) => {
    const { results, paths } = await check('active', { generation, workspace })
    expect(evidence(results, 'workspace/state')).toMatchObject({ state: 'active', httpStatus: 200 })
    const own = `/workspaces/${workspace.replace('artifacts://', '')}`
    expect(paths).toEqual(['/workspaces', own])
  })

  const page: Answer = { status: 404, body: '404 page not found\n' }
  const listing = (...workspaces: object[]): Answer => ({
    status: 200,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ workspaces }),
  })

  it.each([
    ['a list with it', [{ name: 'demo', handle: 'acme', status: 'deleting' }], 'deleting'],
    ['a list with its whole name', [{ name: 'acme/demo', state: 'deleting' }], 'deleting'],
    ['a list without it', [{ name: 'other', handle: 'acme', status: 'active' }], 'absent'],
    ['a list with another’s', [{ name: 'demo', handle: 'bob', status: 'active' }], 'absent'],
    ['an empty list', [], 'absent'],
  ])('goes by %s where its own path is not known', async (_, workspaces, state) => {
    const answers = { '/workspaces/acme/demo': page, '/workspaces': listing(...workspaces) }
    const { results } = await check('active', { answers })
    expect(evidence(results, 'workspace/state')).toMatchObject({ state })
  })

  const error = (status: number, code: string, message = ''): Answer => ({
    status,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ code, message }),
  })

  it.each([
    ['fail auth/forbidden', error(403, 'forbidden')],
    ['fail auth/unauthorized', error(401, 'unauthorized')],
    [
      'fail workspace/managed-storage-malformed',
      error(500, 'internal_error', 'managed_storage is malformed; delete + recreate'),
    ],
    ['fail orchestrator/internal-error', error(500, 'internal_error')],
    ['fail orchestrator/not-an-api', { status: 200, body: '<html></html>' }],
    ['error', error(418, 'teapot')],
    ['error', listing()],
    ['error', { status: 200, body: '{"name":"demo","status":"resting"}' }],
    ['error', { status: 200, body: '{"name":"demo"}' }],
  ])('says %s', async (finding, answer) => {
    const { results } = await check('active', { answers: { '/workspaces/acme/demo': answer } })
    expect(findings(results)).toEqual({ 'workspace/state': finding })
  })

  it.each<
    [what: string, storage: object, flags: Readonly<Record<string, string>>, finding: object]
  >([
    ['another bucket', { bucket: 'theirs' }, { backend: 'byo', bucket: 'mine' }, OTHER_BUCKET],
    ['another letter case', { bucket: 'Mine' }, { backend: 'byo', bucket: 'mine' }, {}],
    ['a URL', { bucket: 's3://mine/acme' }, { backend: 'byo', bucket: 'mine' }, {}],
    ['a host', { bucket: 'https://mine.s3.eu-west-3.amazonaws.com' }, { bucket: 'mine' }, {}],
    ['a bucket of a name with dots', { bucket: 'a.b' }, { bucket: 'a.c' }, OTHER_BUCKET],
    ['none that is given', { bucket: 'theirs' }, {}, {}],
    ['managed, and an own one meant', { backend: 'managed' }, { bucket: 'mine' }, OTHER_BACKEND],
    ['managed, and nothing meant', { backend: 'managed' }, {}, {}],
    ['of an unknown kind', { backend: 'vault', bucket: 'mine' }, { bucket: 'mine' }, {}],
  ])('compares the storage leniently: %s', async (_, storage, flags, finding) => {
    const workspaces = { demo: { status: 'active', storage: { ...storage } } }
    const { results } = await check('active', { workspaces, flags })
    expect(findings(results)).toEqual(finding)
  })

  it('keeps another bucket in mind where the workspace has to be created again', async () => {
    const workspaces = { demo: { status: 'pending_format', storage: { bucket: 'theirs' } } }
    const { results } = await check('pending_format', { workspaces, flags: { bucket: 'mine' } })
    expect(results['workspace/state']).toMatchObject({
      cause: 'workspace/pending-format',
      alternatives: ['workspace/other-bucket', 'storage/iam-propagation'],
      evidence: { workspaceBucket: 'theirs', bucket: 'mine' },
    })
  })

  it.each([
    ['a list that goes on', { workspaces: [], next_cursor: 'abc' }],
    ['names that cannot be read', { workspaces: [{ label: 'demo' }] }],
  ])('does not take it for absent by %s', async (_, list) => {
    const body = JSON.stringify(list)
    const answers = { '/workspaces/acme/demo': page, '/workspaces': { status: 200, body } }
    const { results } = await check('active', { answers })
    expect(findings(results)).toEqual({ 'workspace/state': 'error' })
  })

  it('asks again while it may wait, for what is transient', async () => {
    const answers = { '/workspaces/acme/demo': error(500, 'internal_error') }
    const { results, paths } = await check('active', { answers, waitMs: 700 })
    expect(results['workspace/state']).toMatchObject({
      cause: 'orchestrator/internal-error',
      attempts: 3,
    })
    expect(paths.filter((path) => path === '/workspaces/acme/demo')).toHaveLength(3)
  })

  it('is blocked by an invalid name, which is never sent', async () => {
    const { results, paths } = await check('active', { workspace: 'acme/..' })
    expect(results['workspace/state']).toMatchObject({ blockedBy: ['workspace/name'] })
    expect(paths).toEqual(['/workspaces'])
  })

  it('skips without an orchestrator URL, and without a workspace', async () => {
    const only = ['workspace/state']
    const env = { TONBO_API_KEY: TOKEN }
    const nobody = await runChecks({ only, env, flags: { workspace: 'acme/demo' } })
    expect(nobody['workspace/state']).toMatchObject({ status: 'skip', missing: 'orchestratorUrl' })
    const { url } = await started(
      startOrchestrator({ tokens: [TOKEN], handle: 'acme', workspaces: {} }),
    )
    const none = await runChecks({ only, env, flags: { orchestratorUrl: url } })
    expect(none['workspace/state']).toMatchObject({ status: 'skip', missing: 'workspace' })
  })
})
