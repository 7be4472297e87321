import type { HttpAnswer } from '../../src/index.ts'

/** What the orchestrator said, as far as its answers are documented. */
export type Word =
  | { readonly kind: 'list'; readonly workspaces: readonly Workspace[] }
  | { readonly kind: 'workspace'; readonly workspace: Workspace }
  | { readonly kind: 'error'; readonly code: string; readonly message: string }
  | { readonly kind: 'not-an-api'; readonly found: string }
  | { readonly kind: 'unknown'; readonly found: string }

/** A workspace as the orchestrator shows it; only what can be told without knowing its format. */
export interface Workspace {
  readonly name?: string
  readonly handle?: string
  readonly state?: string
}

type Json = Readonly<Record<string, unknown>>

/** Reads an answer: a `workspaces` array, a workspace, `{code, message}`, no API at all, or neither. */
export function readWord(answer: HttpAnswer, base: URL): Word {
  const { status, headers } = answer
  if (status >= 300 && status < 400) return redirect(headers.location ?? '', base)
  const text = answer.body.toString('utf8').trim()
  const json = parse(text)
  if (json === undefined) {
    const html = /html/i.test(headers['content-type'] ?? '') || /^<(!doctype|html)/i.test(text)
    if (html && status >= 200 && status < 300)
      return { kind: 'not-an-api', found: 'a page of HTML' }
    const what = text === '' ? 'nothing' : html ? 'a page of HTML' : 'something other than JSON'
    return { kind: 'unknown', found: `HTTP ${status} with ${what}` }
  }
  const { code, message, workspaces } = json
  if (typeof code === 'string' && status >= 400) {
    return { kind: 'error', code, message: typeof message === 'string' ? message : '' }
  }
  if (status < 200 || status >= 300)
    return { kind: 'unknown', found: `HTTP ${status} without a code` }
  if (Array.isArray(workspaces))
    return { kind: 'list', workspaces: workspaces.filter(isObject).map(workspace) }
  const one = workspace(isObject(json.workspace) ? json.workspace : json)
  if (one.state !== undefined || one.name !== undefined)
    return { kind: 'workspace', workspace: one }
  return { kind: 'unknown', found: `HTTP ${status} with JSON of an unknown form` }
}

function redirect(location: string, base: URL): Word {
  const target = URL.canParse(location, base.href) ? new URL(location, base) : undefined
  if (target === undefined || target.host === base.host)
    return { kind: 'unknown', found: 'a redirect' }
  return { kind: 'not-an-api', found: `a redirect to ${target.host}` }
}

function workspace(json: Json): Workspace {
  const text = (...names: string[]) =>
    names.map((name) => json[name]).find((value) => typeof value === 'string')
  const name = text('name', 'workspace')
  const handle = text('handle', 'owner')
  const state = text('status', 'state')
  return {
    ...(name === undefined ? {} : { name: String(name) }),
    ...(handle === undefined ? {} : { handle: String(handle) }),
    ...(state === undefined ? {} : { state: String(state) }),
  }
}

function parse(text: string): Json | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return isObject(value) ? value : undefined
  } catch {
    return undefined
  }
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
