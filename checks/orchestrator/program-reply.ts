import { causesIn, type ProgramAnswer } from '../../src/index.ts'
import { network } from '../causes/network.ts'
import { textOf } from '../host/program-output.ts'
import { parseObject } from '../json-object.ts'
import { documentedCodes } from './documented.ts'
import { errorIn, workspacesIn } from './json-reply.ts'
import type { OrchestratorReply } from './orchestrator-reply.ts'

/** Reads what the program printed: JSON, an error as JSON, or a text with a code or a known reason. */
export async function readProgram(answer: ProgramAnswer): Promise<OrchestratorReply> {
  switch (answer.kind) {
    case 'exited':
      break
    case 'hung':
      return { kind: 'unknown', found: 'nothing in time, and was stopped' }
    case 'flooded':
      return { kind: 'unknown', found: 'more than a list can be, and was stopped' }
    case 'unstarted':
      return { kind: 'unknown', found: `nothing: it could not be started (${answer.code})` }
    case 'withheld':
      return { kind: 'unknown', found: 'nothing: it was not asked' }
  }
  const { code, signal } = answer
  const jsons = [answer.stdout, answer.stderr].map(jsonIn)
  const [json] = jsons
  const reply = code !== 0 || json === undefined ? undefined : workspacesIn(json)
  if (reply !== undefined) return reply
  const error = jsons.flatMap((one) => (one === undefined ? [] : (errorIn(one) ?? [])))[0]
  if (error !== undefined) return error
  if (code === 0) {
    const what = json === undefined ? 'something other than JSON' : 'JSON of an unknown form'
    return { kind: 'unknown', found: answer.stdout.trim() === '' ? 'nothing' : what }
  }
  const how = signal === null ? `exit code ${code}` : `an end by ${signal}`
  return (await inWords(textOf(answer))) ?? { kind: 'unknown', found: `${how} and no known reason` }
}

/** The JSON that a text is, or that stands behind lines of a log. */
function jsonIn(text: string) {
  const start = text.search(/^[ \t]*\{/m)
  return start < 0 ? undefined : parseObject(text.slice(start, text.lastIndexOf('}') + 1))
}

/** What a program that found no login of its own says. */
const NO_LOGIN =
  /\bnot (yet )?logged in\b|\b(no|missing) (saved |stored |cached )?(credentials?|login|api key)\b|\b(run|please) ["'`]?artifacts login\b/i
const LOGIN_OVER = /\b(token|session|login|jwt|credentials?)\b.{0,40}\b(has |have |is )?expired\b/i

async function inWords(text: string): Promise<OrchestratorReply | undefined> {
  for (const code of documentedCodes) {
    const message = behind(text, code)
    if (message !== undefined) return { kind: 'error', code, message }
  }
  // The words of an HTTP status are its server's own.
  if (/\b401 unauthorized\b/i.test(text))
    return { kind: 'error', code: 'unauthorized', message: '401' }
  const [cause] = await causesIn(text, network)
  if (cause !== undefined) return { kind: 'trouble', cause, found: 'no connection' }
  if (LOGIN_OVER.test(text))
    return { kind: 'trouble', cause: 'auth/token-expired', found: 'an expired login' }
  if (NO_LOGIN.test(text))
    return { kind: 'trouble', cause: 'auth/not-logged-in', found: 'no login of its own' }
  return undefined
}

/** What stands behind a code, where an error would carry one; a plain word needs a mark at its side. */
function behind(text: string, code: string): string | undefined {
  const mark = code.includes('_') ? '(?![\\w-])' : '(?=\\s*(:|\\)|\\]|"|$))'
  const found = new RegExp(`(?<![\\w-])${code}${mark}[:)\\]"\\s]*(.*)`, 'm').exec(text)
  return found === null ? undefined : (found.at(-1) ?? '')
}
