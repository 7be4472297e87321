import {
  type Context,
  fail,
  mountOver,
  type Outcome,
  type Refusal,
  type Survey,
} from '../../src/index.ts'
import type { CauseId } from '../causes/index.ts'
import { mounts } from '../mount/mounts.ts'
import { conditionOf } from '../mount/probe-path.ts'
import { isFuse } from '../mount/product-mount.ts'
import { sickMount } from '../mount/sickness.ts'

/** The outcome of a survey that hung: the mount that its path lies on does not answer. */
export async function hungOn(
  context: Context,
  { at, afterMs }: NonNullable<Survey['hung']>,
): Promise<Outcome<CauseId>> {
  const all = (await mounts(context))?.mounts ?? []
  const mount = mountOver(all, at)
  const evidence = { at, afterMs }
  return mount === undefined
    ? fail('mount/hung', { path: at, ...evidence })
    : sickMount({ mount, sickness: 'hung', evidence }, all, undefined, context)
}

/** The outcome where a dead FUSE mount is in the way; undefined where it is something else. */
export async function deadAt(
  context: Context,
  { code, at }: Refusal,
): Promise<Outcome<CauseId> | undefined> {
  if (conditionOf({ kind: 'error', code }) !== 'dead') return undefined
  const all = (await mounts(context))?.mounts ?? []
  const mount = mountOver(all, at)
  return mount === undefined || !isFuse(mount)
    ? undefined
    : sickMount({ mount, sickness: 'dead', evidence: { code } }, all, undefined, context)
}
