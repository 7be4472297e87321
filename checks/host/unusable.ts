import {
  type Context,
  type Evidence,
  fail,
  type Outcome,
  type Present,
  type Refusal,
  type Surveyed,
} from '../../src/index.ts'
import type { CauseId } from '../causes/index.ts'
import { octal } from '../octal.ts'
import { container, isContainer } from './container.ts'
import { powers } from './powers.ts'
import { ownPart, type ProductDirectory, type Purpose } from './product-directories.ts'
import { deadAt } from './sick-mount.ts'
import { atPath } from './survey.ts'

/** Finds what was seen at a path; undefined where it was not looked at. */
export type At = (path: string | undefined) => Surveyed | undefined

/** The outcome where directories cannot be used: what is in the way of the first, and the names of all. */
export async function unusable(
  context: Context,
  directories: readonly ProductDirectory[],
  at: At,
): Promise<Outcome<CauseId> | undefined> {
  const refused = directories.filter((one) =>
    'path' in one
      ? refusalAt(at(one.path)) !== undefined && !isSpared(one.purpose, context)
      : one.trouble === 'unset',
  )
  const [first] = refused
  if (first === undefined) return undefined
  const kept = refused.map(({ purpose }) => purpose).join(', ')
  if (!('path' in first)) return fail('host/directory-not-writable', { kept, missing: first.from })
  const { path, variable } = first
  const { code = '', at: where = path } = refusalAt(at(path)) ?? {}
  const dead = await deadAt(context, { code, at: where })
  if (dead !== undefined) return dead
  const last = at(path)?.way.findLast((one) => one.path === where)
  return fail('host/directory-not-writable', {
    kept,
    directory: path,
    variable,
    code,
    at: where,
    ...(last === undefined ? {} : { ownerUid: last.uid, mode: octal(last.mode) }),
    ...(await cure(context, code, path, last)),
  })
}

/** What would make it writable, as far as that is certain. */
async function cure(
  context: Context,
  code: string,
  path: string,
  last: Present | undefined,
): Promise<Evidence> {
  if (code === 'EROFS')
    return { readOnly: isContainer(await container(context)) ? 'container' : 'disk' }
  const mine = await powers(context)
  if (code !== 'EACCES' || last === undefined || mine === undefined) return {}
  if (last.uid === mine.uid) return { closed: last.path }
  // Only what is the product's alone may be handed over with all that is in it.
  return ownPart(path).includes(last.path) ? { own: last.path } : {}
}

/** What keeps a directory from being made or written to. */
export function inTheWay(surveyed: Surveyed): Refusal | undefined {
  const { path, stuck, refusal } = surveyed
  const there = atPath(surveyed)
  if (there !== undefined && there.kind !== 'directory') return { code: 'ENOTDIR', at: path }
  return stuck ?? refusal
}

function refusalAt(surveyed: Surveyed | undefined): Refusal | undefined {
  return surveyed === undefined ? undefined : inTheWay(surveyed)
}

/** Whether a directory is not needed: with a token at hand, no login has to be kept. */
function isSpared(purpose: Purpose, { settings }: Context): boolean {
  return purpose === 'config' && settings.values.token !== undefined
}
