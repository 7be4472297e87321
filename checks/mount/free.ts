import {
  type Context,
  type Evidence,
  fail,
  type Mount,
  mountOver,
  type Outcome,
  pass,
} from '../../src/index.ts'
import type { CauseId } from '../causes/index.ts'
import { isClosed } from './fuse-owner.ts'
import { insideEvidence, isDeleted, mountEvidence } from './mount-evidence.ts'
import { absolute, type Place } from './place.ts'
import { namespaceEvidence, processesAt } from './processes.ts'
import { sickMount } from './sickness.ts'

/** File systems of the kernel's in which nobody makes a directory, whatever the mode says. */
const KERNELS = ['proc', 'sysfs', 'devpts', 'securityfs', 'debugfs', 'tracefs']

/** Judges a place where nothing is mounted: whether it can be mounted on. */
export async function free(
  where: Place,
  all: readonly Mount[],
  context: Context,
): Promise<Outcome<CauseId>> {
  const { path } = where
  const given = absolute(context.settings.get('mountpoint') ?? '')
  const seen = { path, ...(given === undefined || given === path ? {} : { given }) }
  switch (where.kind) {
    case 'directory': {
      const { writable, sticky, empty } = where
      const on = mountOver(all, path)
      const evidence: Evidence = {
        ...seen,
        mounted: false,
        ...onEvidence(on, path, all),
        ...(empty === undefined ? {} : { empty }),
        ...(await elsewhere(path, context)),
      }
      // The superuser may mount anywhere.
      if (process.geteuid?.() === 0) return pass(evidence)
      return writable && !sticky
        ? pass({ ...evidence, writable })
        : fail('mount/directory-not-writable', { ...evidence, writable, sticky })
    }
    case 'file':
      return fail('mount/not-a-directory', seen)
    case 'absent':
      return absent(where, seen, all, context)
    case 'hung': {
      const { at, afterMs } = where
      const mount = mountOver(all, at)
      const evidence = { at, afterMs }
      return mount === undefined
        ? fail('mount/hung', { path: at, ...evidence })
        : sickMount({ mount, sickness: 'hung', evidence }, all, where, context)
    }
  }
}

async function absent(
  { path, ancestor, at, refusal }: Place & { readonly kind: 'absent' },
  seen: Evidence,
  all: readonly Mount[],
  context: Context,
): Promise<Outcome<CauseId>> {
  if (refusal === 'ENOTDIR') return fail('mount/not-a-directory', { ...seen, at: ancestor })
  const shut = mountOver(all, at)
  if (refusal === 'EACCES' && shut !== undefined && isClosed(shut)) {
    return fail('mount/of-another-user', { ...mountEvidence(shut, all), at, code: refusal })
  }
  const over = mountOver(all, ancestor)
  const evidence = { ...seen, ancestor, ...onEvidence(over, ancestor, all) }
  // Nor would the superuser be let: the step that asks for him goes by the code.
  if (over !== undefined && KERNELS.includes(over.type)) {
    return fail('mount/path-not-creatable', evidence)
  }
  return refusal === undefined
    ? fail('mount/path-missing', { ...evidence, ...(await elsewhere(path, context)) })
    : fail('mount/path-not-creatable', { ...evidence, code: refusal })
}

/**
 * What a path lies on: the type of its file system, whether its directory was removed, a mount of
 * the product.
 */
function onEvidence(on: Mount | undefined, path: string, all: readonly Mount[]): Evidence {
  return {
    on: on?.type ?? 'unknown',
    ...(on !== undefined && isDeleted(on) ? { deleted: true } : {}),
    ...insideEvidence(path, all),
  }
}

async function elsewhere(path: string, { signal }: Context): Promise<Evidence> {
  return namespaceEvidence(await processesAt({ path }, signal))
}
