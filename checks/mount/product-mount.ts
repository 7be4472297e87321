import type { Settings } from '../../src/index.ts'
import type { Mount } from './mountinfo.ts'

/** Whether a daemon in user space serves the mount. */
export function isFuse({ type }: Mount): boolean {
  return type === 'fuse' || type === 'fuseblk' || type.startsWith('fuse.')
}

const SOURCE = /^(?:Tonbo|JuiceFS):(.*)$/s

/**
 * Whether the mount looks like one of the product's: type `fuse.juicefs`, source
 * `Tonbo:<workspace>`, earlier `JuiceFS:<volume>`. Source: the product's pages on mounting, and
 * juicefs pkg/fuse/fuse.go.
 */
export function isProduct(mount: Mount): boolean {
  return mount.type === 'fuse.juicefs' || SOURCE.test(mount.source)
}

/** Whether the mount's source names this workspace; one without a handle may be anybody's. */
export function shows(mount: Mount, workspace: NonNullable<Settings['workspace']>): boolean {
  const named = SOURCE.exec(mount.source)?.[1]
  if (named === undefined || !isProduct(mount)) return false
  const { handle, name } = workspace
  const slash = named.lastIndexOf('/')
  if (slash < 0) return named === name || (handle !== undefined && named === `${handle}-${name}`)
  return (
    named.slice(slash + 1) === name && (handle ?? named.slice(0, slash)) === named.slice(0, slash)
  )
}
