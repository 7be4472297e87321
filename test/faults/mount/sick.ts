import { join } from 'node:path'
import type { Line } from '../line.ts'
import { onMounts } from './worlds.ts'

const hung = { area: 'mount', root: 'mount/hung', check: 'mount/stale' } as const
const STOPPED = 'man7.org signal(7): SIGSTOP; a daemon that waits for its storage looks the same'

/** Mounts that do not answer. */
export const hungLines: readonly Line[] = [
  {
    ...hung,
    what: 'the daemon of the mount at the mount point is stopped',
    source: STOPPED,
    world: onMounts(async ({ fuse }) => {
      const mount = await fuse()
      mount.freeze()
      return { flags: { mountpoint: mount.path, intent: 'mount', workspace: 'acme/demo' } }
    }),
    seen: { afterMs: 2000, position: 'here', daemonState: 'stopped', kind: 'artifacts' },
  },
  {
    ...hung,
    what: 'the mount point lies below a mount that does not answer',
    source: STOPPED,
    world: onMounts(async ({ fuse }) => {
      const mount = await fuse()
      mount.freeze()
      return { flags: { mountpoint: join(mount.path, 'a/ws') } }
    }),
    seen: { position: 'above', daemonState: 'stopped' },
  },
  {
    ...hung,
    what: 'a mount of the product that does not answer, out of the way',
    source: STOPPED,
    world: onMounts(async ({ fuse, directory }) => {
      const mount = await fuse()
      mount.freeze()
      return { flags: { mountpoint: await directory() } }
    }),
    seen: { position: 'elsewhere', afterMs: 2000 },
  },
  {
    ...hung,
    what: 'a mount of another kind, above the mount point, does not answer',
    source: 'nfs(5): a hard mount waits for its server for ever',
    world: onMounts(async ({ fuse }) => {
      const mount = await fuse({ subtype: 'sshfs', source: 'host:/home' })
      mount.freeze()
      return { flags: { mountpoint: join(mount.path, 'ws') } }
    }),
    seen: { kind: 'fuse', type: 'fuse.sshfs', position: 'above' },
  },
  {
    ...hung,
    what: 'a shell stands in a mount that does not answer',
    source: 'fuser(1) and lsof(8) hang themselves on such a mount',
    world: onMounts(async ({ fuse, keep }) => {
      const mount = await fuse()
      await keep(mount.path, 'sh', '-c', 'echo there; exec sleep 600')
      mount.freeze()
      return { flags: { mountpoint: mount.path } }
    }),
    seen: { heldBy: /^sleep \(\d+\)$/, daemonState: 'stopped' },
  },
]

/** Mounts whose daemon answers with errors. */
export const failingLines: readonly Line[] = [
  {
    area: 'mount',
    what: 'the mount cannot say how large it is',
    source: 'statfs(2): EIO',
    world: onMounts(async ({ fuse }) => {
      await fuse({ errors: { statfs: 'EIO' } })
      return {}
    }),
    root: 'mount/failing',
    check: 'mount/stale',
    seen: { code: 'EIO', daemonState: 'running' },
  },
  {
    area: 'mount',
    what: 'the mount cannot list its root, since its metadata service does not answer',
    source: 'juicedata/juicefs, pkg/meta/base.go: errno of a failed request is EIO',
    world: onMounts(async ({ fuse }) => {
      const mount = await fuse({ errors: { readdir: 'EIO' } })
      return { flags: { mountpoint: mount.path, workspace: 'acme/demo' } }
    }),
    root: 'mount/failing',
    check: 'mount/point',
    seen: { code: 'EIO', operation: 'readdir' },
  },
]
