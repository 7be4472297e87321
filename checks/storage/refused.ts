import { type Context, type Evidence, fail, type Outcome } from '../../src/index.ts'
import type { CauseId } from '../causes/index.ts'

/** The outcome for an unknown key: not yet propagated while `--wait` has time left, then invalid. */
export function keyRefused(
  context: Context,
  freshKeys: boolean,
  evidence: Evidence,
): Outcome<CauseId> {
  if (freshKeys && context.wait.left() > 0) return fail('storage/iam-propagation', evidence)
  return fail('storage/invalid-access-key', evidence, ['storage/iam-propagation'])
}

/** What else a denial may be, once waiting for it was in vain. */
export function perhapsFresh(context: Context, freshKeys: boolean): readonly CauseId[] {
  return freshKeys && context.wait.budgetMs > 0 ? ['storage/iam-propagation'] : []
}

/**
 * Whether a denial at the bucket's root says nothing: the workspace was named without its
 * handle, so that its prefix is unknown, and a policy may well allow only that.
 */
export function rootOnly({ settings }: Context): boolean {
  return (
    settings.workspace !== undefined &&
    settings.workspace.handle === undefined &&
    settings.values.prefix === undefined
  )
}

/** Why such a denial is no verdict, and what would make it one. */
export const ROOT_ONLY =
  "denied at the bucket's root, and the workspace's own prefix is not known: give <handle>/<name> or --prefix"
