import {
  type Context,
  type Evidence,
  fact,
  type HttpAnswer,
  isPlainAddress,
  limitsOf,
} from '../../src/index.ts'
import { exchangeOf } from '../exchange.ts'
import { program } from '../host/cli-program.ts'
import { askProgram } from './ask-program.ts'
import { readAnswer } from './http-reply.ts'
import { errorEvidence, type OrchestratorExchange, sendable } from './orchestrator-exchange.ts'
import type { OrchestratorReply } from './orchestrator-reply.ts'

const client = fact('orchestrator client', async (context) => {
  const url = context.settings.get('orchestratorUrl')
  if (url === undefined) return undefined
  const base = new URL(url)
  return { base, orchestrator: await context.clients.orchestrator(base) }
})

async function ask(context: Context, path: string): Promise<OrchestratorExchange | undefined> {
  const limits = limitsOf(context)
  const at = await client(context)
  if (at === undefined) return undefined
  const exchange = await exchangeOf(at.orchestrator.get(path, sendable(context), limits))
  if (!exchange.answered) return exchange
  const { reply: http } = exchange
  const reply = readAnswer(http, at.base)
  return { answered: true, http, reply, evidence: evidenceOf(http, reply) }
}

function evidenceOf(
  { host, status, headers, through }: HttpAnswer,
  reply: OrchestratorReply,
): Evidence {
  const id = headers['x-request-id']
  const retry = headers['retry-after']
  const strange = reply.kind === 'trouble' || reply.kind === 'unknown'
  const { server, 'content-type': contentType } = strange ? headers : {}
  return {
    host,
    httpStatus: status,
    ...errorEvidence(reply),
    ...(id === undefined ? {} : { requestId: id }),
    ...(retry === undefined ? {} : { retryAfter: retry }),
    ...(server === undefined ? {} : { server }),
    ...(contentType === undefined ? {} : { contentType }),
    ...(through === undefined ? {} : { through }),
  }
}

/** The list of workspaces over HTTP; undefined without an orchestrator URL. */
export const workspaceList = fact('workspace list', (context) => ask(context, '/workspaces'))

const shownOverHttp = fact('workspace shown', (context) => {
  const { workspace } = context.settings
  if (workspace === undefined) return undefined
  const { handle, name } = workspace
  const parts = handle === undefined ? [name] : [handle, name]
  return ask(context, `/workspaces/${parts.map(encodeURIComponent).join('/')}`)
})

const listedByProgram = fact('workspaces of the program', (context) => askProgram(context, 'list'))

const shownByProgram = fact('workspace of the program', (context) => {
  const { workspace } = context.settings
  if (workspace === undefined) return undefined
  const { handle, name } = workspace
  const show = handle === undefined ? name : `${handle}/${name}`
  return isPlainAddress(show) ? askProgram(context, { show }) : undefined
})

/** The list of workspaces, over HTTP or from the program; undefined where there is neither. */
export async function listed(context: Context): Promise<OrchestratorExchange | undefined> {
  return (await workspaceList(context)) ?? listedByProgram(context)
}

/** The workspace's own answer; undefined where there is nobody to ask, or no workspace. */
export async function workspaceShown(context: Context): Promise<OrchestratorExchange | undefined> {
  const url = context.settings.get('orchestratorUrl')
  return url === undefined ? shownByProgram(context) : shownOverHttp(context)
}

/** Why there is nobody to ask. */
export async function nobody(context: Context): Promise<string> {
  const { kind } = await program(context)
  const why = 'no orchestrator URL was given'
  switch (kind) {
    case 'missing':
      return `${why}, and there is no artifacts program to ask`
    case 'foreign':
      return `${why}, and the artifacts program here is another vendor's`
    case 'product':
      return `${why}, and the artifacts program cannot be asked for such a workspace`
    case 'unfit':
    case 'wrong-machine':
    case 'hangs':
    case 'unknown':
    case 'unasked':
      return `${why}, and the artifacts program here cannot be asked`
  }
}
