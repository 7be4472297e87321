import type { Context, Evidence, ProgramQuestion } from '../../src/index.ts'
import { program } from '../host/cli-program.ts'
import { endingOf, textOf } from '../host/program-output.ts'
import { errorEvidence, type OrchestratorAnswered, sendable } from './orchestrator-exchange.ts'
import { readProgram } from './program-reply.ts'

/** As long as a program may ask the network, unless the check has less. */
const PROGRAM_MS = 5000

/** What the program answers; undefined where there is none that may be asked. */
export async function askProgram(
  context: Context,
  question: ProgramQuestion,
): Promise<OrchestratorAnswered | undefined> {
  const found = await program(context)
  if (found.kind !== 'product') return undefined
  const { settings, clients, signal, timeoutMs } = context
  // The user's own login is the program's to find, as in the user's shell.
  const given = settings.values.token?.source.startsWith('--token-file')
  const asking = clients.program.ask(found.path, question, {
    signal,
    limitMs: Math.min(PROGRAM_MS, timeoutMs / 2),
    ...(given ? { token: sendable(context) } : {}),
  })
  context.finish(asking)
  const answer = await asking
  const reply = await readProgram(answer)
  const command = question === 'list' ? 'workspace list' : 'workspace show'
  const strange = reply.kind === 'trouble' || reply.kind === 'unknown'
  const evidence = {
    program: found.path,
    command,
    ...(strange ? { ...endingOf(answer), ...peerIn(textOf(answer)) } : errorEvidence(reply)),
  }
  return { answered: true, reply, evidence }
}

/** The host that a program's complaint is about. */
function peerIn(text: string): Evidence {
  const [, host, port] = /https?:\/\/([\w.-]{1,253})(?::(\d{1,5}))?/.exec(text) ?? []
  const looked = /\blookup ([\w.-]{1,253})/.exec(text)?.[1]
  const named = host ?? looked
  if (named === undefined) return {}
  return { host: named, ...(port === undefined ? {} : { port: Number(port) }) }
}
