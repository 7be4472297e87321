import { readFileSync } from 'node:fs'
import * as http from 'node:http'
import * as https from 'node:https'
import type { Socket } from 'node:net'
import { finished, pipeline } from 'node:stream/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Certificate } from './certificate.ts'
import { listen } from './free-port.ts'

/** What a server is made to answer; its length and date are added unless they are given. */
export interface Answer {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
}

/** A request as it came in; `path` with its query, header names in lower case. */
export interface SeenRequest {
  readonly method: string
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  /** Milliseconds since 1970. */
  readonly at: number
}

/** What is done to a request instead of just forwarding it. */
export type Action =
  | { readonly answer: Answer | ((request: SeenRequest) => Answer) }
  /** Read it and never answer. */
  | { readonly hang: true }
  /** Break the connection with an RST. */
  | { readonly reset: true }
  /** Forward it, later. */
  | { readonly delayMs: number }
  /** Forward it with other headers. */
  | { readonly rewrite: (headers: SeenRequest['headers']) => Readonly<Record<string, string>> }
  /** Answer with a 200 and headers whose body never comes. */
  | { readonly stall: 'body' }
  /** Forward it, so that it takes effect, and answer otherwise. */
  | { readonly forwardThen: 'reset' | 'hang' | { readonly answer: Answer } }

/** Which requests a fault befalls; without `when`, all. */
export interface Rule {
  /** `count` is how many requests the rule befell before. */
  readonly when?: (request: SeenRequest & { readonly count: number }) => boolean
  readonly do: Action
}

/** A running proxy. */
export interface FaultProxy {
  readonly endpoint: string
  readonly host: string
  readonly port: number
  /** Every request, in the order in which they came. */
  readonly requests: readonly SeenRequest[]
  stop(): Promise<void>
}

/**
 * Starts a server that forwards every request to `target` with its headers untouched, `Host`
 * included, so that signatures still hold; the first rule that fits does something else.
 */
export async function startFaultProxy(
  target: { readonly host: string; readonly port: number } | undefined,
  rules: readonly Rule[],
  { tls }: { tls?: Certificate } = {},
): Promise<FaultProxy> {
  const requests: SeenRequest[] = []
  const counts = new Map<Rule, number>()
  const clients = new Map<number | undefined, Socket>()
  const stopping = new AbortController()

  const actionFor = (seen: SeenRequest): Action | undefined => {
    const rule = rules.find((one) => one.when?.({ ...seen, count: counts.get(one) ?? 0 }) ?? true)
    if (rule !== undefined) counts.set(rule, (counts.get(rule) ?? 0) + 1)
    return rule?.do
  }
  const handle: Handler = async (request, response) => {
    const seen = seenRequest(request)
    requests.push(seen)
    request.on('error', () => {})
    response.on('error', () => {})
    // A TLS socket cannot send an RST; the one beneath it can.
    const reset = () => clients.get(request.socket.remotePort)?.resetAndDestroy()
    const forward = (headers?: SeenRequest['headers']) =>
      forwarded(request, { target, headers, signal: stopping.signal })
    try {
      const action = actionFor(seen)
      if (action === undefined) return await relay(await forward(), response)
      if ('delayMs' in action) {
        await sleep(action.delayMs, undefined, { signal: stopping.signal })
        return await relay(await forward(), response)
      }
      if ('rewrite' in action) {
        return await relay(await forward(action.rewrite(seen.headers)), response)
      }
      if ('reset' in action) return reset()
      if ('forwardThen' in action) {
        await finished((await forward()).resume())
        if (action.forwardThen === 'reset') return reset()
        if (action.forwardThen !== 'hang') sendAnswer(response, action.forwardThen.answer)
        return
      }
      await finished(request.resume(), { writable: false })
      if ('hang' in action) return
      if ('stall' in action) {
        response.writeHead(200, { 'content-type': 'application/xml', 'content-length': 1024 })
        return response.flushHeaders()
      }
      const { answer } = action
      sendAnswer(response, typeof answer === 'function' ? answer(seen) : answer)
    } catch (error) {
      if (response.headersSent) response.destroy()
      else sendAnswer(response, { status: 502, body: `fault proxy: ${error}\n` })
    }
  }

  const server = tls === undefined ? http.createServer(handle) : secure(tls, handle)
  server.on('connection', (socket) => {
    const { remotePort } = socket
    clients.set(remotePort, socket)
    socket.once('close', () => clients.delete(remotePort))
  })
  const { port, stop } = await listen(server)
  return {
    endpoint: `${tls === undefined ? 'http' : 'https'}://127.0.0.1:${port}`,
    host: '127.0.0.1',
    port,
    requests,
    stop: async () => {
      stopping.abort()
      await stop()
    },
  }
}

/** A request as node:http gives it, in the form in which it is kept. */
export function seenRequest(request: http.IncomingMessage): SeenRequest {
  const { method = '', url = '', headers } = request
  const entries = Object.entries(headers).map(([name, value]) => [name, String(value)])
  return { method, path: url, headers: Object.fromEntries(entries), at: Date.now() }
}

/** Ends a response with `answer`. */
export function sendAnswer(response: http.ServerResponse, answer: Answer): void {
  const { status, headers = {}, body = '' } = answer
  response.writeHead(status, { ...headers })
  response.end(body)
}

type Handler = (request: http.IncomingMessage, response: http.ServerResponse) => Promise<unknown>

function secure({ keyFile, certFile }: Certificate, handle: Handler): https.Server {
  return https.createServer({ key: readFileSync(keyFile), cert: readFileSync(certFile) }, handle)
}

function forwarded(
  request: http.IncomingMessage,
  to: {
    target: { readonly host: string; readonly port: number } | undefined
    headers: SeenRequest['headers'] | undefined
    signal: AbortSignal
  },
): Promise<http.IncomingMessage> {
  const { target, headers, signal } = to
  return new Promise((resolve, reject) => {
    if (target === undefined) throw new Error('no rule fits, and there is no target')
    const { method, url: path } = request
    const sent = http.request({
      ...target,
      method,
      path,
      // As a flat list the headers keep their order, their spelling and their repetitions.
      headers: headers === undefined ? request.rawHeaders : Object.entries(headers).flat(),
      agent: false,
      signal,
    })
    sent.once('response', resolve)
    sent.on('error', reject)
    request.pipe(sent)
  })
}

async function relay(answer: http.IncomingMessage, response: http.ServerResponse): Promise<void> {
  response.writeHead(answer.statusCode ?? 502, answer.statusMessage, answer.rawHeaders)
  await pipeline(answer, response)
}
