import type { Line } from '../line.ts'
import { shownByProgram } from './worlds.ts'

const SHOWN = { area: 'workspace', check: 'workspace/state' } as const
const PAGE = "the product's page of error codes: the program surfaces code and message"
const shown = (json: object) => ({ stdout: `${JSON.stringify(json)}\n` })

/** What the program says of a workspace. */
export const programLines: readonly Line[] = [
  {
    ...SHOWN,
    what: 'the program knows no such workspace, in JSON',
    source: PAGE,
    world: shownByProgram(
      { stdout: '', stderr: '{"code":"workspace_not_found","message":"no"}\n', exit: 1 },
      { intent: 'mount' },
    ),
    root: 'workspace/not-found',
    seen: { state: 'absent', code: 'workspace_not_found', command: 'workspace show' },
  },
  {
    ...SHOWN,
    what: 'the program knows no such workspace, in words',
    source: PAGE,
    world: shownByProgram(
      { stdout: '', stderr: 'Error: workspace_not_found: acme/demo\n', exit: 1 },
      { intent: 'mount' },
    ),
    root: 'workspace/not-found',
    seen: { state: 'absent' },
  },
  {
    ...SHOWN,
    what: 'the program shows an active workspace that is to be created',
    source: "the product's page on the life of a workspace",
    world: shownByProgram({}, { intent: 'create' }),
    root: 'workspace/exists',
    seen: { state: 'active', program: /\/artifacts$/ },
  },
  {
    ...SHOWN,
    what: 'the program names the state otherwise, and deeper down',
    source: "the product's earlier page: show prints the server status",
    world: shownByProgram(
      shown({ identifier: 'artifacts://acme/demo', server: { status: 'pending_format' } }),
      { intent: 'mount' },
    ),
    root: 'workspace/not-active',
    seen: { state: 'pending_format' },
  },
  {
    ...SHOWN,
    what: 'the program shows a workspace whose storage is damaged',
    source: PAGE,
    world: shownByProgram({
      stdout: '',
      stderr: 'Error: internal_error: managed_storage is malformed; delete + recreate\n',
      exit: 1,
    }),
    root: 'workspace/managed-storage-malformed',
    seen: { code: 'internal_error' },
  },
  {
    ...SHOWN,
    what: "the program may not show somebody else's workspace",
    source: PAGE,
    world: shownByProgram(
      { stdout: '', stderr: 'forbidden: acme does not own bob/demo\n', exit: 1 },
      { flags: { workspace: 'bob/demo' } },
    ),
    root: 'auth/forbidden',
    seen: { code: 'forbidden' },
  },
]
