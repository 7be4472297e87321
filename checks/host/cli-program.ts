import { type Context, type Evidence, type FoundProgram, fact } from '../../src/index.ts'
import { identify, versionIn } from './cli-identity.ts'
import { hereOf, runsHere } from './cli-machine.ts'
import { endingOf, textOf } from './program-output.ts'

/** What there is of the `artifacts` program, as far as it can be told. */
export type Program =
  | { readonly is: 'missing'; readonly seen: Evidence }
  | { readonly is: 'ours'; readonly path: string; readonly seen: Evidence }
  /** Asked for nothing but its version, which does not say whose it is. */
  | { readonly is: 'unasked'; readonly seen: Evidence }
  | {
      readonly is: 'foreign' | 'unfit' | 'wrong-machine' | 'hangs' | 'unknown'
      readonly seen: Evidence
    }

/** To say who it is takes a program no time; to be read from a slow disk may. */
const LIMIT_MS = 4000

/** The program that a shell would run, identified before it is asked for anything. */
export const program = fact('artifacts program', async (context): Promise<Program> => {
  const all = await context.clients.program.find()
  const [first, ...others] = all.filter(({ unfit }) => unfit === undefined)
  const [passedOver] = all
  if (first === undefined) {
    if (passedOver === undefined) return { is: 'missing', seen: {} }
    const found = passedOver.unfit ?? ''
    // Whether anything is there, nobody can see.
    return {
      is: found.includes('ETIMEDOUT') ? 'unknown' : 'unfit',
      seen: { ...placeOf(passedOver), found },
    }
  }
  const also: Evidence =
    others.length === 0 ? {} : { also: others.map(({ path }) => path).join(', ') }
  const told = await tell(context, first)
  if (told.is !== 'foreign' || others.length === 0)
    return { ...told, seen: { ...told.seen, ...also } }
  const right = await firstOfOurs(context, others)
  const instead: Evidence = right === undefined ? {} : { right }
  return { ...told, seen: { ...told.seen, ...also, ...instead } }
})

async function firstOfOurs(
  context: Context,
  others: readonly FoundProgram[],
): Promise<string | undefined> {
  // Each may take its time: whoever has more than these on PATH can tell by hand.
  const told = await Promise.all(others.slice(0, 2).map((other) => tell(context, other)))
  return told.find((one) => one.is === 'ours')?.path
}

async function tell(context: Context, found: FoundProgram): Promise<Program> {
  const { path, format } = found
  const place = placeOf(found)
  const made = format?.kind === 'elf' ? format.machine : format?.kind
  switch (format?.kind) {
    case 'elf':
      if (!(await runsHere(context, format.machine)))
        return {
          is: 'wrong-machine',
          seen: { ...place, found: format.machine, here: hereOf(context) },
        }
      break
    case 'macos':
    case 'windows':
      return { is: 'wrong-machine', seen: { ...place, found: `${made}`, here: hereOf(context) } }
    case 'page':
    case 'empty':
      return {
        is: 'unfit',
        seen: { ...place, found: made === 'empty' ? 'an empty file' : 'a page, not a program' },
      }
    case 'script':
    case 'text':
    case undefined:
      break
  }
  const { program: client } = context.clients
  const limitMs = Math.min(LIMIT_MS, context.timeoutMs / 2)
  const ask = (question: 'version' | 'help') => {
    const asked = client.ask(path, question, { signal: context.signal, limitMs })
    context.finish(asked)
    return asked
  }
  const [version, help] = await Promise.all([ask('version'), ask('help')])
  const seen = { ...place, ...versionIn(textOf(version)) }
  if (version.kind === 'unstarted') return unstarted(context, version.code, seen)
  if (crashed(version) && (crashed(help) || help.kind === 'withheld'))
    return { is: 'unfit', seen: { ...seen, found: 'it ends by a signal', ...endingOf(version) } }
  const identity = identify(textOf(help)) ?? identify(textOf(version))
  if (identity !== undefined) {
    const both = { ...seen, ...identity.evidence }
    return identity.kind === 'ours'
      ? { is: 'ours', path, seen: both }
      : { is: 'foreign', seen: both }
  }
  if (version.kind === 'hung' || help.kind === 'hung')
    return { is: 'hangs', seen: { ...seen, ...endingOf(help.kind === 'hung' ? help : version) } }
  if (help.kind !== 'withheld') return { is: 'unknown', seen: { ...seen, ...endingOf(help) } }
  const well = version.kind === 'exited' && version.code === 0
  return { is: well ? 'unasked' : 'unknown', seen: { ...seen, ...endingOf(version) } }
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
      return { is: 'unfit', seen: { ...seen, found: 'its interpreter or loader is missing', code } }
    case 'EACCES':
    case 'EPERM':
      return { is: 'unfit', seen: { ...seen, found: 'it may not be executed', code } }
    case 'ENOEXEC':
      return {
        is: 'wrong-machine',
        seen: { ...seen, found: 'another format', here: hereOf(context) },
      }
    default:
      return { is: 'unknown', seen: { ...seen, code } }
  }
}
