import type { Context, Evidence, ProgramQuestion } from '../../src/index.ts'
import { program } from '../host/cli-program.ts'
import { endingOf, textOf } from '../host/cli-said.ts'
import { type Answered, sendable, wordsOf } from './asked.ts'
import { readProgram } from './program-word.ts'

/** As long as a program may ask the network, unless the check has less. */
const PROGRAM_MS = 5000

/** What the program answers; undefined where there is none that may be asked. */
export async function askProgram(
  context: Context,
  question: ProgramQuestion,
): Promise<Answered | undefined> {
  const found = await program(context)
  if (found.is !== 'ours') return undefined
  const { settings, clients, signal, timeoutMs } = context
  // The user's own login is the program's to find, as in the user's shell.
  const given = settings.values.token?.source.startsWith('--token-file')
  const asked = clients.program.ask(found.path, question, {
    signal,
    limitMs: Math.min(PROGRAM_MS, timeoutMs / 2),
    ...(given ? { token: sendable(context) } : {}),
  })
  context.finish(asked)
  const answer = await asked
  const word = await readProgram(answer)
  const command = question === 'list' ? 'workspace list' : 'workspace show'
  const strange = word.kind === 'trouble' || word.kind === 'unknown'
  const seen = {
    program: found.path,
    command,
    ...(strange ? { ...endingOf(answer), ...peerIn(textOf(answer)) } : wordsOf(word)),
  }
  return { answered: true, word, seen }
}

/** The host that a program's complaint is about. */
function peerIn(text: string): Evidence {
  const [, host, port] = /https?:\/\/([\w.-]{1,253})(?::(\d{1,5}))?/.exec(text) ?? []
  const looked = /\blookup ([\w.-]{1,253})/.exec(text)?.[1]
  const named = host ?? looked
  if (named === undefined) return {}
  return { host: named, ...(port === undefined ? {} : { port: Number(port) }) }
}
