import type { Fault, Line } from '../line.ts'
import { json, refusal } from '../orchestrator/worlds.ts'
import { known, shownAs } from './worlds.ts'

const PAGE = "the product's page of error codes"
const STATE = { area: 'workspace', check: 'workspace/state' } as const

/** A state that stands in the way of what is wanted. */
function inState(
  status: string | undefined,
  intent: 'create' | 'mount' | undefined,
  root: Fault['root'],
  would: string,
): Line {
  const name = status ?? 'absent'
  return {
    ...STATE,
    what: `a workspace that is ${name}, ${intent === undefined ? 'and nothing wanted of it' : `to ${intent}`}`,
    source: "the product's page on the life of a workspace",
    world: known({
      ...(status === undefined ? {} : { status }),
      ...(intent === undefined ? {} : { intent }),
    }),
    root,
    seen: { state: name, [intent === 'mount' ? 'mountWould' : 'createWould']: would },
  }
}

const NOT_ACTIVE = 'refuse (workspace_not_active)'

/** The life of a workspace against what somebody is about to do. */
export const stateLines: readonly Line[] = [
  inState('active', 'create', 'workspace/exists', 'refuse (workspace_exists)'),
  inState(undefined, 'mount', 'workspace/not-found', 'refuse (workspace_not_found)'),
  inState('deleted', 'mount', 'workspace/not-active', NOT_ACTIVE),
  inState('deleting', undefined, 'workspace/not-active', 'refuse until it is gone'),
  inState('deleting', 'create', 'workspace/not-active', 'refuse until it is gone'),
  inState('deleting', 'mount', 'workspace/not-active', NOT_ACTIVE),
  inState('pending_format', 'mount', 'workspace/not-active', NOT_ACTIVE),
  {
    ...STATE,
    what: 'an earlier orchestrator, and a workspace that is being deleted',
    source: "the product's earlier page on the life of a workspace",
    world: known({ status: 'deleting', generation: 'earlier' }),
    root: 'workspace/not-active',
    seen: { state: 'deleting' },
  },
  {
    ...STATE,
    what: 'a workspace whose own path is not known, missing from the list',
    source: 'the paths of the orchestrator are not published',
    world: known({
      intent: 'mount',
      answers: { '/workspaces/acme/demo': { status: 404, body: '404 page not found\n' } },
    }),
    root: 'workspace/not-found',
    seen: { state: 'absent', httpStatus: 200 },
  },
  {
    ...STATE,
    what: 'a workspace that says of itself that it is not active, with 409',
    source: PAGE,
    world: shownAs(refusal(409, 'workspace_not_active', 'workspace is deleting')),
    root: 'workspace/not-active',
    seen: { httpStatus: 409, code: 'workspace_not_active' },
  },
  {
    ...STATE,
    what: 'a conflict that carries the live state of the workspace',
    source: `${PAGE} (workspace_exists carries existing)`,
    world: shownAs(
      json(409, { code: 'workspace_exists', message: '', existing: { status: 'deleting' } }),
    ),
    root: 'workspace/not-active',
    seen: { state: 'deleting', code: 'workspace_exists' },
  },
  {
    ...STATE,
    what: 'a workspace that is past being completed',
    source: PAGE,
    world: shownAs(refusal(409, 'workspace_not_completable')),
    root: 'workspace/not-completable',
    seen: { code: 'workspace_not_completable' },
  },
  {
    ...STATE,
    what: 'managed storage whose record is damaged',
    source: PAGE,
    world: shownAs(
      refusal(500, 'internal_error', 'managed_storage is malformed; delete + recreate'),
    ),
    root: 'workspace/managed-storage-malformed',
    seen: { httpStatus: 500, message: /malformed/ },
  },
  {
    ...STATE,
    what: 'an earlier orchestrator that misses the setting of the workspace',
    source: "the product's earlier page of error codes",
    world: shownAs(refusal(422, 'setting_key_missing')),
    root: 'metadata/setting-missing',
    seen: { code: 'setting_key_missing' },
  },
  {
    ...STATE,
    what: 'a current orchestrator that misses the setting of the workspace',
    source: `${PAGE} (invalid_request: re-run juicefs format)`,
    world: shownAs(
      refusal(422, 'invalid_request', 'no setting key under the prefix; re-run juicefs format'),
    ),
    root: 'metadata/setting-missing',
    seen: { code: 'invalid_request' },
  },
  {
    ...STATE,
    what: 'a request that a parameter of the workspace is wrong in',
    source: PAGE,
    world: shownAs(refusal(422, 'invalid_request', 'storage.bucket is required')),
    root: 'orchestrator/invalid-request',
    seen: { message: 'storage.bucket is required' },
  },
  {
    ...STATE,
    what: "somebody else's workspace",
    source: PAGE,
    world: known({ status: 'active', flags: { workspace: 'bob/demo' } }),
    root: 'auth/forbidden',
    seen: { httpStatus: 403, code: 'forbidden' },
  },
  {
    ...STATE,
    what: 'an orchestrator that fails over this workspace alone',
    source: PAGE,
    world: shownAs(refusal(500, 'internal_error')),
    root: 'orchestrator/internal-error',
    seen: { httpStatus: 500 },
  },
  {
    ...STATE,
    what: 'a gateway that loses its server between two questions',
    source: 'RFC 9110 § 15.6.3 (502)',
    world: shownAs({ status: 502, body: '<html>Bad Gateway</html>' }),
    root: 'orchestrator/unavailable',
    seen: { httpStatus: 502 },
  },
]
