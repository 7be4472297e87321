import { type Context, type Evidence, type FoundProgram, fact } from '../../src/index.ts'
import { identify, versionIn } from './cli-identity.ts'
import { hereOf, runsHere } from './cli-machine.ts'
import { endingOf, textOf } from './program-output.ts'

/** The `artifacts` program, as far as it can be identified. */
export type Program =
  | { readonly kind: 'missing'; readonly evidence: Evidence }
  | { readonly kind: 'product'; readonly path: string; readonly evidence: Evidence }
  /** Asked only for its version, which does not say whose it is. */
  | { readonly kind: 'unasked'; readonly evidence: Evidence }
  | {
      readonly kind: 'foreign' | 'unfit' | 'wrong-machine' | 'hangs' | 'unknown'
      readonly evidence: Evidence
    }

/** A program says who it is in no time; reading it from a slow disk may take some. */
const LIMIT_MS = 4000

/** The program that a shell would run, identified before it is asked for anything. */
export const program = fact('artifacts program', async (context): Promise<Program> => {
  const all = await context.clients.program.find()
  const [first, ...others] = all.filter(({ unfit }) => unfit === undefined)
  const [passedOver] = all
  if (first === undefined) {
    if (passedOver === undefined) return { kind: 'missing', evidence: {} }
    const found = passedOver.unfit ?? ''
    // Whether anything is there cannot be seen.
    return {
      kind: found.includes('ETIMEDOUT') ? 'unknown' : 'unfit',
      evidence: { ...placeOf(passedOver), found },
    }
  }
  const also: Evidence =
    others.length === 0 ? {} : { also: others.map(({ path }) => path).join(', ') }
  const found = await identified(context, first)
  if (found.kind !== 'foreign' || others.length === 0)
    return { ...found, evidence: { ...found.evidence, ...also } }
  const right = await firstProduct(context, others)
  const instead: Evidence = right === undefined ? {} : { right }
  return { ...found, evidence: { ...found.evidence, ...also, ...instead } }
})

async function firstProduct(
  context: Context,
  others: readonly FoundProgram[],
): Promise<string | undefined> {
  // Each may take its time: more than two are left to the user.
  const found = await Promise.all(others.slice(0, 2).map((other) => identified(context, other)))
  return found.find((one) => one.kind === 'product')?.path
}

/** What a program is, by its file and then by what it says of itself. */
async function identified(context: Context, found: FoundProgram): Promise<Program> {
  const unfit = await unfitByFormat(context, found)
  if (unfit !== undefined) return unfit
  const { path } = found
  const { program: client } = context.clients
  const limitMs = Math.min(LIMIT_MS, context.timeoutMs / 2)
  const ask = (question: 'version' | 'help') => {
    const answer = client.ask(path, question, { signal: context.signal, limitMs })
    context.finish(answer)
    return answer
  }
  const [version, help] = await Promise.all([ask('version'), ask('help')])
  const evidence = { ...placeOf(found), ...versionIn(textOf(version)) }
  if (version.kind === 'unstarted') return unstarted(context, version.code, evidence)
  if (crashed(version) && (crashed(help) || help.kind === 'withheld')) {
    const crash = { found: 'it ends by a signal', ...endingOf(version) }
    return { kind: 'unfit', evidence: { ...evidence, ...crash } }
  }
  const identity = identify(textOf(help)) ?? identify(textOf(version))
  if (identity !== undefined) {
    const seen = { ...evidence, ...identity.evidence }
    return identity.kind === 'product'
      ? { kind: 'product', path, evidence: seen }
      : { kind: 'foreign', evidence: seen }
  }
  if (version.kind === 'hung' || help.kind === 'hung') {
    const ending = endingOf(help.kind === 'hung' ? help : version)
    return { kind: 'hangs', evidence: { ...evidence, ...ending } }
  }
  if (help.kind !== 'withheld')
    return { kind: 'unknown', evidence: { ...evidence, ...endingOf(help) } }
  const well = version.kind === 'exited' && version.code === 0
  return { kind: well ? 'unasked' : 'unknown', evidence: { ...evidence, ...endingOf(version) } }
}

/** Why a file cannot be run here, by its first bytes; undefined where they do not rule it out. */
async function unfitByFormat(context: Context, found: FoundProgram): Promise<Program | undefined> {
  const { format } = found
  const place = placeOf(found)
  const here = hereOf(context)
  switch (format?.kind) {
    case 'elf':
      return (await runsHere(context, format.machine))
        ? undefined
        : { kind: 'wrong-machine', evidence: { ...place, found: format.machine, here } }
    case 'macos':
    case 'windows':
      return { kind: 'wrong-machine', evidence: { ...place, found: format.kind, here } }
    case 'page':
      return { kind: 'unfit', evidence: { ...place, found: 'a page, not a program' } }
    case 'empty':
      return { kind: 'unfit', evidence: { ...place, found: 'an empty file' } }
    case 'script':
    case 'text':
    case undefined:
      return undefined
  }
}

function placeOf({ path, target }: FoundProgram): Evidence {
  return { path, ...(target === undefined ? {} : { target }) }
}

function crashed(answer: { readonly kind: string; readonly signal?: string | null }): boolean {
  return answer.kind === 'exited' && typeof answer.signal === 'string'
}

function unstarted(context: Context, code: string, seen: Evidence): Program {
  switch (code) {
    case 'ENOENT':
      // The file is there, so it is what it names that is not.
      return {
        kind: 'unfit',
        evidence: { ...seen, found: 'its interpreter or loader is missing', code },
      }
    case 'EACCES':
    case 'EPERM':
      return { kind: 'unfit', evidence: { ...seen, found: 'it may not be executed', code } }
    case 'ENOEXEC':
      return {
        kind: 'wrong-machine',
        evidence: { ...seen, found: 'another format', here: hereOf(context) },
      }
    default:
      return { kind: 'unknown', evidence: { ...seen, code } }
  }
}
