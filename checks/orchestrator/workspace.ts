import { isRecord } from '../../src/index.ts'
import type { JsonObject } from '../json-object.ts'

/** A workspace, as far as it can be read without knowing its format. */
export interface Workspace {
  readonly name?: string
  readonly handle?: string
  readonly state?: string
  readonly backend?: string
  readonly bucket?: string
  readonly endpoint?: string
  readonly region?: string
}

/** The states of a workspace, by the product's pages on workspaces and errors. */
export const STATES: readonly string[] = ['active', 'pending_format', 'deleting', 'deleted']

/** Reads a workspace: its state by a name or, where it goes by another, by its value. */
export function readWorkspace(json: JsonObject): Workspace {
  const storage = ['storage', 'storage_config', 'bucket_config'].map((name) => json[name])
  const block = storage.find(isRecord) ?? {}
  const either = (...names: string[]) => text(block, names) ?? text(json, names)
  const state = text(json, ['status', 'state']) ?? stateWithin(json, 0)
  return given({
    name: text(json, ['name', 'workspace', 'identifier', 'workspace_name'])?.replace(
      /^artifacts:\/\//,
      '',
    ),
    handle: text(json, ['handle', 'owner', 'owner_handle']),
    state,
    backend: either('backend', 'storage_backend'),
    bucket: either('bucket', 'bucket_name'),
    endpoint: either('endpoint', 'endpoint_url'),
    region: either('region'),
  })
}

function text(json: JsonObject, names: readonly string[]): string | undefined {
  return names
    .map((name) => json[name])
    .find((value): value is string => typeof value === 'string' && value !== '')
}

/** The only documented state under a name that ends in `status` or `state`, however deep. */
function stateWithin(json: JsonObject, depth: number): string | undefined {
  const found = Object.entries(json).flatMap(([name, value]) => {
    if (isRecord(value)) return depth < 3 ? [stateWithin(value, depth + 1)] : []
    const named = /(status|state)$/i.test(name) && typeof value === 'string'
    return named && STATES.includes(value) ? [value] : []
  })
  const states = new Set(found.filter((state) => state !== undefined))
  return states.size === 1 ? [...states][0] : undefined
}

function given(workspace: Readonly<Record<keyof Workspace, string | undefined>>): Workspace {
  return Object.fromEntries(
    Object.entries(workspace).filter(([, value]) => value !== undefined),
  ) as Workspace
}
