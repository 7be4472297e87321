import { createServer } from 'node:http'
import { type Answer, type SeenRequest, seenRequest, sendAnswer } from './fault-proxy.ts'
import { listen } from './free-port.ts'

/** A workspace that the stand-in knows; whatever else is given is shown too. */
export interface KnownWorkspace {
  readonly status: string
  readonly storage?: Readonly<Record<string, unknown>>
  readonly [further: string]: unknown
}

/** Who may ask and what there is. */
export interface OrchestratorOptions {
  /** The tokens that are accepted; one that begins with `art_` may not list. */
  readonly tokens: readonly string[]
  /** Whose workspaces they are; other handles' are forbidden. */
  readonly handle: string
  readonly workspaces: Readonly<Record<string, KnownWorkspace>>
  /** The current wraps a workspace in `{workspace}` and names its backend, the earlier does not. */
  readonly generation?: 'current' | 'earlier'
  /** Answers to GET by path, whoever asks. */
  readonly answers?: Readonly<Record<string, Answer>>
}

/** A running orchestrator. */
export interface OrchestratorServer {
  readonly url: string
  readonly host: string
  readonly port: number
  readonly requests: readonly SeenRequest[]
  /** What was asked other than with GET, as `POST /path`. */
  readonly violations: readonly string[]
  stop(): Promise<void>
}

/** Starts a stand-in for the orchestrator that answers GET as documented, and nothing else. */
export async function startOrchestrator(options: OrchestratorOptions): Promise<OrchestratorServer> {
  const requests: SeenRequest[] = []
  const violations: string[] = []
  const server = createServer((request, response) => {
    const seen = seenRequest(request)
    requests.push(seen)
    request.resume()
    if (seen.method === 'GET') return sendAnswer(response, answerTo(seen, options))
    violations.push(`${seen.method} ${seen.path}`)
    const headers = { allow: 'GET' }
    const refusal = refuse(405, 'method_not_allowed', `${seen.method} is not allowed here`)
    return sendAnswer(response, { ...refusal, headers: { ...refusal.headers, ...headers } })
  })
  const { port, stop } = await listen(server)
  const host = '127.0.0.1'
  return { url: `http://${host}:${port}`, host, port, requests, violations, stop }
}

function answerTo(request: SeenRequest, options: OrchestratorOptions): Answer {
  const { tokens, handle, workspaces, answers = {} } = options
  const { pathname } = new URL(request.path, 'http://orchestrator')
  const given = answers[pathname]
  if (given !== undefined) return given

  const token = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1]
  if (token === undefined) return refuse(401, 'unauthorized', 'missing bearer token')
  if (!tokens.includes(token)) return refuse(401, 'unauthorized', 'invalid or expired bearer token')

  const [root, ...names] = pathname.slice(1).split('/').map(decodeURIComponent)
  if (root !== 'workspaces' || names.length > 2 || names.includes('')) {
    return { status: 404, headers: { 'content-type': 'text/plain' }, body: '404 page not found\n' }
  }
  const shown = (name: string, known: KnownWorkspace) => show({ name, handle, known }, options)
  if (names.length === 0) {
    if (token.startsWith('art_')) {
      return refuse(403, 'forbidden', 'a service token cannot list workspaces')
    }
    const all = Object.entries(workspaces).map(([name, known]) => shown(name, known))
    return json(200, { workspaces: all })
  }
  const [name = '', owner = handle] = names.toReversed()
  if (owner !== handle) return refuse(403, 'forbidden', `${handle} does not own ${owner}/${name}`)
  const known = Object.hasOwn(workspaces, name) ? workspaces[name] : undefined
  if (known === undefined) {
    return refuse(404, 'workspace_not_found', `workspace ${owner}/${name} not found`)
  }
  const workspace = shown(name, known)
  return json(200, options.generation === 'earlier' ? workspace : { workspace })
}

function show(
  { name, handle, known }: { name: string; handle: string; known: KnownWorkspace },
  { generation }: OrchestratorOptions,
): object {
  const bucket = { bucket: 'cases', endpoint: 'https://fly.storage.tigris.dev', region: 'auto' }
  const storage = generation === 'earlier' ? bucket : { backend: 'byo', ...bucket }
  return { name, handle, ...known, storage: { ...storage, ...known.storage } }
}

function refuse(status: number, code: string, message: string): Answer {
  return json(status, { code, message })
}

function json(status: number, body: object): Answer {
  return { status, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
}
