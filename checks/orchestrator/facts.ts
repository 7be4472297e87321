import {
  type Context,
  fact,
  type HttpAnswer,
  limitsOf,
  type Trouble,
  troubleOf,
} from '../../src/index.ts'
import { readWord, type Word } from './word.ts'

/** What came of asking the orchestrator for something. */
export type Asked =
  | { readonly answered: false; readonly trouble: Trouble }
  | { readonly answered: true; readonly answer: HttpAnswer; readonly word: Word }

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
  const token = context.settings.get('token')
  // A mangled token is no header; whether the server can be reached is told without it.
  const sendable = token !== undefined && /^[\u0021-\u007e]+$/.test(token) ? token : undefined
  try {
    const answer = await at.orchestrator.get(path, sendable, limits)
    return { answered: true, answer, word: readWord(answer, at.base) }
  } catch (error) {
    const trouble = troubleOf(error)
    if (trouble === undefined) throw error
    return { answered: false, trouble }
  }
}

/** The list of workspaces; undefined without an orchestrator URL. */
export const workspaceList = fact('workspace list', (context) => ask(context, '/workspaces'))

/** The workspace's own answer; undefined without an orchestrator URL or a workspace. */
export const workspaceShown = fact('workspace shown', (context) => {
  const { workspace } = context.settings
  if (workspace === undefined) return undefined
  const { handle, name } = workspace
  const parts = handle === undefined ? [name] : [handle, name]
  return ask(context, `/workspaces/${parts.map(encodeURIComponent).join('/')}`)
})
