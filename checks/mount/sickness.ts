import {
  type Context,
  type Evidence,
  fail,
  isWithin,
  type Mount,
  type Outcome,
} from '../../src/index.ts'
import type { CauseId } from '../causes/index.ts'
import { mountEvidence } from './mount-evidence.ts'
import type { Place } from './place.ts'
import { daemonEvidence, holderEvidence, processesAt, unmounterEvidence } from './processes.ts'
import { workspaceOf } from './product-mount.ts'

/** What is wrong with a mount: its daemon is gone, answers with errors, or does not answer. */
export type Sickness = 'dead' | 'failing' | 'hung'

/** A sick mount, and what was seen of its sickness. */
export interface Sick {
  readonly mount: Mount
  readonly sickness: Sickness
  readonly evidence: Evidence
}

/** The cause of a sick mount, with what it is, who serves and who holds it, and what frees it. */
export async function sickMount(
  { mount, sickness, evidence }: Sick,
  all: readonly Mount[],
  where: Place | undefined,
  { signal }: Context,
): Promise<Outcome<CauseId>> {
  const processes = await processesAt({ mount }, signal)
  const seen = {
    ...mountEvidence(mount, all),
    ...againEvidence(mount),
    ...evidence,
    ...(where === undefined ? {} : { position: positionOf(mount, where) }),
    ...daemonEvidence(processes),
    ...holderEvidence(processes, mount.path, all),
    ...unmounterEvidence(processes),
  }
  switch (sickness) {
    case 'dead':
      return fail('mount/stale', seen)
    case 'failing':
      return fail('mount/failing', seen)
    case 'hung':
      return fail('mount/hung', seen)
  }
}

/** The workspace to mount again: the one that was there, whichever was asked about. */
function againEvidence(mount: Mount): Evidence {
  const workspace = workspaceOf(mount)
  if (workspace === undefined) return {}
  const { handle, name } = workspace
  return handle === undefined ? { mounted: name } : { mountedOf: handle, mountedName: name }
}

/** Where a mount lies from the mount point: in its place, above it, or out of its way. */
function positionOf({ path }: Mount, where: Place): 'here' | 'above' | 'elsewhere' {
  if (path === where.path) return 'here'
  const reached = where.kind === 'hung' ? where.at : where.path
  return isWithin(where.path, path) || isWithin(reached, path) ? 'above' : 'elsewhere'
}
