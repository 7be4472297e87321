import type { Line } from '../line.ts'
import { json } from '../orchestrator/worlds.ts'
import { known, shownAs, shownByProgram } from './worlds.ts'

const WELL = { area: 'workspace', passes: ['workspace/state'], exitCode: 0 } as const
const LIFE = "the product's page on the life of a workspace"
const BYO = { backend: 'byo', bucket: 'cases' }

const warned = (cause: 'pending-format' | 'other-bucket' | 'other-backend') =>
  ({
    area: 'workspace',
    passes: [],
    warns: { 'workspace/state': `workspace/${cause}` },
    exitCode: 0,
  }) as const

/** Workspaces in which nothing stands in the way of what is wanted. */
export const healthyLines: readonly Line[] = [
  {
    ...WELL,
    what: 'an active workspace that is to be mounted',
    source: LIFE,
    world: known({ status: 'active', intent: 'mount' }),
  },
  {
    ...WELL,
    what: 'a name that is free, for a workspace that is to be created',
    source: LIFE,
    world: known({ intent: 'create' }),
  },
  {
    ...WELL,
    what: 'a name whose workspace was deleted, to be created anew',
    source: LIFE,
    world: known({ status: 'deleted', intent: 'create' }),
  },
  {
    ...WELL,
    what: 'an active workspace of the earlier generation, by its name alone',
    source: "the product's earlier page on workspaces",
    world: known({ status: 'active', generation: 'earlier', flags: { workspace: 'demo' } }),
  },
  {
    ...WELL,
    what: 'an active workspace in the bucket that is given, spelt as a URL',
    source: 'juicedata/juicefs, pkg/object/s3.go: a bucket is given as a URL',
    world: known({
      status: 'active',
      storage: { bucket: 'https://fly.storage.tigris.dev/Cases' },
      flags: BYO,
    }),
  },
  {
    ...WELL,
    what: 'a managed workspace, and keys of an own bucket in the environment',
    source: "the product's page on workspaces: managed ignores the environment",
    world: known({
      status: 'active',
      storage: { backend: 'managed', bucket: 'tonbo-managed' },
    }),
  },
  {
    ...WELL,
    what: 'an active workspace that the program shows',
    source: "the product's page on its command line",
    world: shownByProgram({}, { intent: 'mount', flags: BYO }),
  },
  {
    ...WELL,
    what: 'a name that the program says is free',
    source: "the product's page of error codes",
    world: shownByProgram(
      { stdout: '', stderr: 'Error: workspace_not_found: acme/demo\n', exit: 4 },
      { intent: 'create' },
    ),
  },
  {
    ...WELL,
    what: 'an orchestrator that shows the state under another name',
    source: 'the form of a workspace is not published',
    world: shownAs(json(200, { workspace: { name: 'demo', server_status: 'active' } })),
  },
  {
    ...warned('pending-format'),
    what: 'a workspace that create has to take up again',
    source: `${LIFE}: pending_format is resumed`,
    world: known({ status: 'pending_format', intent: 'create' }),
  },
  {
    ...warned('other-bucket'),
    what: 'an active workspace in another bucket than the one given',
    source: "the product's earlier page: show prints the bucket",
    world: known({
      status: 'active',
      storage: { bucket: 'other-cases' },
      flags: BYO,
    }),
  },
  {
    ...warned('other-backend'),
    what: 'a managed workspace where an own bucket was meant',
    source: "the product's page on workspaces: without --backend byo it is managed",
    world: known({ status: 'active', storage: { backend: 'managed' }, flags: BYO }),
  },
  {
    ...warned('other-backend'),
    what: 'a workspace in an own bucket where managed was meant',
    source: "the product's page on workspaces",
    world: known({ status: 'active', flags: { backend: 'managed' } }),
  },
]
