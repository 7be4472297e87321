import { isRecord } from '../../src/index.ts'
import type { JsonObject } from '../json-object.ts'
import type { OrchestratorReply } from './orchestrator-reply.ts'
import { readWorkspace, STATES } from './workspace.ts'

/** An error in its documented form, `{code, message}`, also one step down, under `error`. */
export function errorIn(json: JsonObject): (OrchestratorReply & { kind: 'error' }) | undefined {
  const inner = typeof json.code === 'string' ? json : isRecord(json.error) ? json.error : {}
  const { code, message } = inner
  if (typeof code !== 'string') return undefined
  const existing = isRecord(json.existing) ? readWorkspace(json.existing).state : undefined
  return {
    kind: 'error',
    code,
    message: typeof message === 'string' ? message : '',
    ...(existing === undefined ? {} : { existing }),
  }
}

/** A list of workspaces or one; undefined where the JSON is neither. */
export function workspacesIn(json: JsonObject): OrchestratorReply | undefined {
  const { workspaces } = json
  if (Array.isArray(workspaces)) {
    const shown = workspaces.filter(isRecord).map(readWorkspace)
    return { kind: 'list', workspaces: shown, complete: !pagedOn(json) }
  }
  const one = isRecord(json.workspace) ? json.workspace : json
  const workspace = readWorkspace(one)
  const { name, state } = workspace
  // A state alone may be that of anything: a health page has one too.
  const known = name !== undefined || STATES.includes(state ?? '') || one !== json
  return known ? { kind: 'workspace', workspace } : undefined
}

/** Whether there is more of a list than was sent. */
function pagedOn(json: JsonObject): boolean {
  const next = ['next', 'next_cursor', 'next_page_token', 'nextPageToken', 'has_more']
  return next.some((name) => ![undefined, null, false, ''].includes(json[name] as never))
}
