import type { HttpAnswer } from '../../src/index.ts'
import { parseObject } from '../json-object.ts'
import { errorIn, workspacesIn } from './json-reply.ts'
import type { OrchestratorReply } from './orchestrator-reply.ts'

/**
 * Reads an answer: a `workspaces` array, a workspace, `{code, message}`, something that is no API,
 * or neither.
 */
export function readAnswer(answer: HttpAnswer, base: URL): OrchestratorReply {
  const { status, headers, truncated } = answer
  if (status >= 300 && status < 400) return redirect(status, headers.location, base)
  const text = answer.body.toString('utf8').trim()
  const json = parseObject(text)
  const error = json === undefined || status < 400 ? undefined : errorIn(json)
  if (error !== undefined) return error
  const stranger = gateway(status)
  if (stranger !== undefined) return stranger
  if (json === undefined) return withoutJson(answer, text)
  if (status < 200 || status >= 300)
    return { kind: 'unknown', found: `HTTP ${status} without a code` }
  const reply = workspacesIn(json)
  return reply ?? { kind: 'unknown', found: `HTTP ${status} with JSON of an unknown form` }

  function withoutJson({ headers }: HttpAnswer, text: string): OrchestratorReply {
    const good = status >= 200 && status < 300
    if (truncated && good && /^\{\s*"workspaces"\s*:\s*\[/.test(text))
      return { kind: 'list', workspaces: [], complete: false }
    const html = /html/i.test(headers['content-type'] ?? '') || /^<(!doctype|html)/i.test(text)
    if (html && good)
      return { kind: 'trouble', cause: 'orchestrator/not-an-api', found: 'a page of HTML' }
    const what = text === '' ? 'nothing' : html ? 'a page of HTML' : 'something other than JSON'
    return { kind: 'unknown', found: `HTTP ${status} with ${what}` }
  }
}

/** What a gateway in front of the server says, in whatever form. */
function gateway(status: number): OrchestratorReply | undefined {
  switch (status) {
    case 429:
      return { kind: 'trouble', cause: 'orchestrator/throttled', found: 'too many requests' }
    case 502:
    case 503:
    case 504:
      return {
        kind: 'trouble',
        cause: 'orchestrator/unavailable',
        found: `HTTP ${status} of something before it`,
      }
    // Only a network says so (RFC 6585 § 6).
    case 511:
      return {
        kind: 'trouble',
        cause: 'orchestrator/not-an-api',
        found: 'a network that wants a login',
      }
    default:
      return undefined
  }
}

function redirect(status: number, location: string | undefined, base: URL): OrchestratorReply {
  const target =
    location !== undefined && URL.canParse(location, base.href)
      ? new URL(location, base)
      : undefined
  if (target === undefined) return { kind: 'unknown', found: `HTTP ${status} that leads nowhere` }
  // Its query may hold what a login page is to be told.
  const to = `${target.origin}${target.pathname}`
  const secured = base.protocol === 'http:' && target.protocol === 'https:'
  if (secured && target.hostname === base.hostname)
    return { kind: 'trouble', cause: 'orchestrator/wants-https', found: `a redirect to ${to}` }
  return target.host === base.host
    ? { kind: 'unknown', found: `a redirect to ${to}` }
    : {
        kind: 'trouble',
        cause: 'orchestrator/not-an-api',
        found: `a redirect to ${target.host}`,
      }
}
