import { join } from 'node:path'
import {
  type Context,
  type Evidence,
  fail,
  mountOver,
  type Outcome,
  pass,
  type Surveyed,
  unsure,
} from '../../src/index.ts'
import type { CauseId } from '../causes/index.ts'
import { mounts } from '../mount/mounts.ts'
import { octal } from '../octal.ts'
import { distribution } from './distribution.ts'
import type { Powers } from './powers.ts'
import { atPath, survey } from './survey.ts'

/** In the order in which go-fuse, which JuiceFS mounts with, looks for them. */
const NAMES = ['fusermount3', 'fusermount']
/** Where it looks last. */
const FALLBACK = '/bin'
const SETUID = 0o4000

/** Whether FUSE's helper, which mounts for those who may not, is there and may do so. */
export async function helperFound(
  context: Context,
  { uid }: Powers,
  seen: Evidence,
): Promise<Outcome<CauseId>> {
  const looked = await survey(context, candidates(context.env.PATH))
  if (looked === undefined || looked.hung !== undefined) {
    const at: Evidence = looked?.hung === undefined ? {} : { at: looked.hung.at }
    return unsure('looking for fusermount3 along PATH took too long', { ...seen, ...at })
  }
  const files = looked.surveyed.filter((one) => atPath(one)?.kind === 'file')
  // Whoever looks along PATH passes over what cannot be run.
  const helper = files.find(({ refusal }) => refusal === undefined)
  const { family } = await distribution(context)
  const packages: Evidence = family === undefined ? {} : { family }
  if (helper === undefined) {
    const [unusable] = files
    const found: Evidence =
      unusable === undefined ? {} : { helper: unusable.path, mode: modeOf(unusable) }
    return fail('host/fusermount-missing', { ...seen, ...found, ...packages })
  }
  const evidence = { ...seen, helper: helper.path, mode: modeOf(helper) }
  const weak = uid === 0 ? undefined : await weakness(context, helper)
  if (weak !== undefined) return fail('host/fusermount-not-setuid', { ...evidence, ...weak })
  return pass({ ...evidence, mountedBy: 'fusermount', ...(await allowOther(context)) })
}

function candidates(path = ''): string[] {
  const directories = [...path.split(':').filter((part) => part.startsWith('/')), FALLBACK]
  return [
    ...new Set(NAMES.flatMap((name) => directories.map((directory) => join(directory, name)))),
  ]
}

/** Why the helper gains nothing when it is run; undefined where it does. */
async function weakness(context: Context, helper: Surveyed): Promise<Evidence | undefined> {
  const there = atPath(helper)
  const setuid = there !== undefined && (there.mode & SETUID) !== 0
  if (!setuid && helper.capable === undefined) return {}
  if (setuid && there.uid !== 0) return { ownerUid: there.uid }
  const list = await mounts(context)
  const over = mountOver(list?.mounts ?? [], helper.real ?? helper.path)
  return over?.options.split(',').includes('nosuid') ? { nosuid: over.path } : undefined
}

function modeOf(surveyed: Surveyed): string {
  return octal(atPath(surveyed)?.mode ?? 0)
}

/** Whether those who are not root may let others see their mounts. Source: mount.fuse3(8). */
async function allowOther({ files }: Context): Promise<Evidence> {
  const look = await files.look('/etc/fuse.conf')
  if (look.found === 'unreadable') return {}
  return { userAllowOther: look.found && /^[ \t]*user_allow_other[ \t\r]*$/m.test(look.text) }
}
