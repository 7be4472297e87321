import type { Mount, Settings } from '../../src/index.ts'

/** Whether a daemon in user space serves the mount. */
export function isFuse({ type }: Mount): boolean {
  return type === 'fuse' || type === 'fuseblk' || type.startsWith('fuse.')
}

const SOURCE = /^(?:Tonbo|JuiceFS):(.*)$/s

/**
 * Whether the mount looks like one of the product's: type `fuse.juicefs`, or FUSE from a source
 * `Tonbo:<workspace>`, earlier `JuiceFS:<volume>`. Source: the product's pages on mounting, and
 * juicedata/juicefs, pkg/fuse/fuse.go.
 */
export function isProduct(mount: Mount): boolean {
  return mount.type === 'fuse.juicefs' || (isFuse(mount) && SOURCE.test(mount.source))
}

const ADDRESS = /^Tonbo:(?:([a-z0-9][a-z0-9-]{0,62})\/)?([a-zA-Z0-9][a-zA-Z0-9_-]{0,62})$/

/** The workspace that a mount's source names, where it is one that the product would take. */
export function workspaceOf(
  mount: Mount,
): { readonly handle?: string; readonly name: string } | undefined {
  const [, handle, name] = (isProduct(mount) && ADDRESS.exec(mount.source)) || []
  if (name === undefined) return undefined
  return handle === undefined ? { name } : { handle, name }
}

/**
 * Whether the mount's source names this workspace. One without a handle may be anybody's; a volume
 * of the earlier product may be called after its workspace with something behind it.
 */
export function shows(
  mount: Mount,
  { handle, name }: NonNullable<Settings['workspace']>,
): 'yes' | 'perhaps' | 'no' {
  const named = SOURCE.exec(mount.source)?.[1]
  if (named === undefined || !isProduct(mount)) return 'no'
  const slash = named.lastIndexOf('/')
  if (slash >= 0) {
    const [of, called] = [named.slice(0, slash), named.slice(slash + 1)]
    return called === name && (handle ?? of) === of ? 'yes' : 'no'
  }
  const whole = handle === undefined ? undefined : `${handle}-${name}`
  if (named === name || named === whole) return 'yes'
  const behind = whole !== undefined && named.startsWith(`${whole}-`)
  return mount.source.startsWith('JuiceFS:') && behind ? 'perhaps' : 'no'
}
