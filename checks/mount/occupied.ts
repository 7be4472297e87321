import {
  type Context,
  type Evidence,
  fail,
  type Mount,
  mountOver,
  type Outcome,
  pass,
  unsure,
} from '../../src/index.ts'
import type { CauseId } from '../causes/index.ts'
import { isClosed } from './fuse-owner.ts'
import { type Inside, lookInside } from './look-inside.ts'
import { mountEvidence } from './mount-evidence.ts'
import type { Place } from './place.ts'
import { troubleBehind } from './probe-path.ts'
import { daemonEvidence, holderEvidence, processesAt, unmounterEvidence } from './processes.ts'
import { isProduct, shows } from './product-mount.ts'
import { sickMount } from './sickness.ts'

/** Judges a mount point on which `stack` is mounted, the topmost last. */
export async function occupied(
  where: Place,
  stack: readonly Mount[],
  all: readonly Mount[],
  context: Context,
): Promise<Outcome<CauseId>> {
  const { path } = where
  const over = mountOver(all, path)
  // The list decides, as it does for the product: a mount that another one hides counts too.
  if (over?.path !== path) {
    const hidden = stack.at(-1)
    const seen = hidden === undefined ? { path } : mountEvidence(hidden, all)
    const lid: Evidence = over === undefined ? {} : { hiddenBy: over.path }
    return fail('mount/already-mounted', { ...seen, hidden: true, ...lid })
  }
  const seen = mountEvidence(over, all)
  if (isProduct(over) && isClosed(over)) {
    return context.settings.intent === 'create'
      ? fail('mount/already-mounted', seen)
      : fail('mount/of-another-user', seen)
  }
  const inside = isProduct(over) ? await lookInside(path, context.signal) : NOTHING
  switch (inside.kind) {
    case 'read':
      break
    case 'error': {
      const { code, operation } = inside
      const sickness = troubleBehind(code)
      const evidence = { code, operation }
      return sickness === undefined
        ? unsure('a mount’s answer says nothing', { ...seen, ...evidence })
        : sickMount({ mount: over, sickness, evidence }, all, where, context)
    }
    case 'hung': {
      const evidence = { afterMs: inside.afterMs, operation: 'opendir' }
      return sickMount({ mount: over, sickness: 'hung', evidence }, all, where, context)
    }
  }
  const { pid: hint } = inside
  const question = hint === undefined ? { mount: over } : { mount: over, hint }
  const processes = await processesAt(question, context.signal)
  const evidence = {
    ...seen,
    ...inside.evidence,
    ...daemonEvidence(processes),
    ...unmounterEvidence(processes),
    // Of the root of all, every process would be named.
    ...(path === '/' ? {} : holderEvidence(processes, path, all)),
  }
  return judge(over, evidence, context)
}

const NOTHING: Inside = { kind: 'read', evidence: {} }

/** Judges a mount that works: whether it is the one that is wanted here. */
function judge(
  mount: Mount,
  evidence: Evidence,
  { settings: { workspace, intent } }: Context,
): Outcome<CauseId> {
  if (intent === 'create') return fail('mount/already-mounted', evidence)
  // Whoever names no workspace and plans nothing asks for any.
  const any = intent === undefined && isProduct(mount) ? 'yes' : 'no'
  const wanted = workspace === undefined ? any : shows(mount, workspace)
  switch (wanted) {
    case 'no':
      return fail('mount/already-mounted', evidence)
    case 'yes':
      if (intent === undefined) return pass({ ...evidence, mounted: true })
      // A part of it, bound here, is not the workspace.
      return mount.root === '/'
        ? fail('mount/mounted-here', evidence)
        : fail('mount/already-mounted', evidence)
    case 'perhaps':
      return intent === undefined
        ? unsure('cannot tell whether this volume is the workspace’s', evidence)
        : fail('mount/already-mounted', evidence, ['mount/mounted-here'])
  }
}
