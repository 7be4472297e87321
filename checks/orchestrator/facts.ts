import {
  type Context,
  type Evidence,
  fact,
  type HttpAnswer,
  isPlainAddress,
  limitsOf,
  troubleOf,
} from '../../src/index.ts'
import { program } from '../host/cli-program.ts'
import { askProgram } from './ask-program.ts'
import { type Asked, sendable, wordsOf } from './asked.ts'
import { readAnswer } from './http-word.ts'
import type { Word } from './word.ts'

const client = fact('orchestrator client', async (context) => {
  const url = context.settings.get('orchestratorUrl')
  if (url === undefined) return undefined
  const base = new URL(url)
  return { base, orchestrator: await context.clients.orchestrator(base) }
})

async function ask(context: Context, path: string): Promise<Asked | undefined> {
  const limits = limitsOf(context)
  const at = await client(context)
  if (at === undefined) return undefined
  try {
    const answer = await at.orchestrator.get(path, sendable(context), limits)
    const word = readAnswer(answer, at.base)
    return { answered: true, answer, word, seen: seenOf(answer, word) }
  } catch (error) {
    const trouble = troubleOf(error)
    if (trouble === undefined) throw error
    return { answered: false, trouble }
  }
}

function seenOf({ host, status, headers, through }: HttpAnswer, word: Word): Evidence {
  const id = headers['x-request-id']
  const retry = headers['retry-after']
  const strange = word.kind === 'trouble' || word.kind === 'unknown'
  const { server, 'content-type': contentType } = strange ? headers : {}
  return {
    host,
    httpStatus: status,
    ...wordsOf(word),
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
export async function listed(context: Context): Promise<Asked | undefined> {
  return (await workspaceList(context)) ?? listedByProgram(context)
}

/** The workspace's own answer; undefined where there is nobody to ask, or no workspace. */
export async function workspaceShown(context: Context): Promise<Asked | undefined> {
  const url = context.settings.get('orchestratorUrl')
  return url === undefined ? shownByProgram(context) : shownOverHttp(context)
}

/** Why nobody can be asked. */
export async function nobody(context: Context): Promise<string> {
  const { is } = await program(context)
  const why = 'no orchestrator URL was given'
  switch (is) {
    case 'missing':
      return `${why}, and there is no artifacts program to ask`
    case 'foreign':
      return `${why}, and the artifacts program here is another vendor's`
    case 'ours':
      return `${why}, and the artifacts program cannot be asked for such a workspace`
    case 'unfit':
    case 'wrong-machine':
    case 'hangs':
    case 'unknown':
    case 'unasked':
      return `${why}, and the artifacts program here cannot be asked`
  }
}
