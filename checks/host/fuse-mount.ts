import { type Evidence, fail, type Outcome } from '../../src/index.ts'
import type { CauseId } from '../causes/index.ts'
import type { Powers } from './powers.ts'

/**
 * AppArmor profiles that deny every mount: Docker's, containerd's and Podman's own. Sources:
 * moby profiles/apparmor/template.go, containerd contrib/apparmor/template.go, containers/common
 * pkg/apparmor.
 */
const DENYING = /^(docker-default|cri-containerd\.apparmor\.d|containers-default-\d[\d.]*)$/

/**
 * What keeps this process, and a helper that it starts, from mounting; undefined where nothing is
 * known to.
 */
export function mountTrouble(powers: Powers, seen: Evidence): Outcome<CauseId> | undefined {
  const { admin, adminInReach, noNewPrivs, apparmor } = powers
  const evidence = {
    ...seen,
    ...(powers.seccomp ? { seccomp: true } : {}),
    ...(noNewPrivs ? { noNewPrivs } : {}),
  }
  const lacking = {
    ...evidence,
    lacks: 'CAP_SYS_ADMIN',
    ...(seen.container === 'none' ? { heldBy: 'what started it' } : {}),
  }
  // Without it among those that may be gained, a helper that is root's lacks it as well.
  if (!admin && (!adminInReach || noNewPrivs)) return fail('host/fuse-not-permitted', lacking)
  if (apparmor !== undefined && DENYING.test(apparmor))
    return fail('host/fuse-not-permitted', { ...evidence, deniedBy: apparmor })
  return undefined
}
