import { symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Line } from '../line.ts'
import { onMounts } from './worlds.ts'

const KILLED = 'artifacts.tonbo.io/docs, mounting: a killed supervisor leaves a dead mount'
const ANSWERS = 'linux, fs/fuse/dev.c (ENOTCONN); kubernetes/mount-utils, IsCorruptedMnt'

const dead = { area: 'mount', root: 'mount/stale', check: 'mount/stale' } as const

/** Mounts that nobody serves any more. */
export const deadLines: readonly Line[] = [
  {
    ...dead,
    what: 'the daemon of the mount at the mount point was killed a moment ago',
    source: KILLED,
    world: onMounts(async ({ fuse }) => {
      const mount = await fuse()
      await mount.kill()
      return { flags: { mountpoint: mount.path, intent: 'mount', workspace: 'acme/demo' } }
    }),
    seen: { code: 'ENOTCONN', position: 'here', kind: 'artifacts', source: 'Tonbo:acme/demo' },
  },
  {
    ...dead,
    what: 'it was killed long enough ago for the kernel to forget what it knew of the directory',
    source: ANSWERS,
    world: onMounts(async ({ fuse }) => {
      const mount = await fuse()
      await mount.kill()
      await sleep(1200)
      return { flags: { mountpoint: mount.path, intent: 'create', workspace: 'acme/demo' } }
    }),
    seen: { code: 'ENOTCONN', position: 'here' },
  },
  {
    ...dead,
    what: 'a dead mount of the earlier product, whose source names the volume',
    source: 'juicedata/juicefs, pkg/fuse/fuse.go: the source is JuiceFS:<volume>',
    world: onMounts(async ({ fuse }) => {
      const mount = await fuse({ source: 'JuiceFS:acme-demo' })
      await mount.kill()
      return { flags: { mountpoint: mount.path } }
    }),
    seen: { source: 'JuiceFS:acme-demo', kind: 'artifacts' },
  },
  {
    ...dead,
    what: 'the mount point lies below a dead mount',
    source: ANSWERS,
    world: onMounts(async ({ fuse }) => {
      const mount = await fuse()
      await mount.kill()
      return { flags: { mountpoint: join(mount.path, 'projects/ws') } }
    }),
    seen: { position: 'above' },
  },
  {
    ...dead,
    what: 'a dead mount of the product out of the mount point’s way',
    source: KILLED,
    world: onMounts(async ({ fuse, directory }) => {
      const mount = await fuse()
      await mount.kill()
      return { flags: { mountpoint: await directory() } }
    }),
    seen: { position: 'elsewhere', code: 'ENOTCONN' },
  },
  {
    ...dead,
    what: 'two dead mounts, and no mount point is asked about',
    source: KILLED,
    world: onMounts(async ({ fuse }) => {
      for (const name of ['one', 'two']) await (await fuse({ source: `Tonbo:${name}` })).kill()
      return {}
    }),
    seen: { others: 1 },
  },
  {
    ...dead,
    what: 'a dead mount of sshfs at the mount point',
    source: 'libfuse/sshfs, README: the connection was reset; Transport endpoint is not connected',
    world: onMounts(async ({ fuse }) => {
      const mount = await fuse({ subtype: 'sshfs', source: 'host:/home' })
      await mount.kill()
      return { flags: { mountpoint: mount.path } }
    }),
    seen: { kind: 'fuse', type: 'fuse.sshfs', code: 'ENOTCONN' },
  },
  {
    ...dead,
    what: 'a link leads to a dead mount',
    source: 'path_resolution(7); realpath(3) fails with ENOTCONN on a dead mount',
    world: onMounts(async ({ fuse, directory }) => {
      const mount = await fuse()
      const link = join(await directory(), 'link')
      await symlink(mount.path, link)
      await mount.kill()
      return { flags: { mountpoint: link } }
    }),
    seen: { code: 'ENOTCONN', path: /\/mount$/ },
  },
  {
    ...dead,
    what: 'a dead mount lies on a healthy one',
    source: 'juicedata/juicefs, cmd/mount_unix.go: mount on top of it',
    world: onMounts(async ({ fuse }) => {
      const lower = await fuse()
      const upper = await fuse({ source: 'Tonbo:acme/other', at: lower.path })
      await upper.kill()
      return { flags: { mountpoint: lower.path } }
    }),
    seen: { source: 'Tonbo:acme/other', stack: 2, below: 'Tonbo:acme/demo' },
  },
  {
    ...dead,
    what: 'a program still works in the directory of a dead mount',
    source: 'fusermount3(1): -z, where the file system is still in use',
    world: onMounts(async ({ fuse, keep }) => {
      const mount = await fuse()
      await keep(mount.path, 'sh', '-c', 'echo there; exec sleep 600')
      await mount.kill()
      return { flags: { mountpoint: mount.path } }
    }),
    seen: { heldBy: /^sleep \(\d+\)$/ },
  },
  {
    ...dead,
    what: 'a bind of a dead mount, as a container is given it',
    source: 'juicedata/juicefs-csi-driver#1640; docs.docker.com/engine/storage/bind-mounts',
    world: onMounts(async ({ fuse, directory, mount }) => {
      const original = await fuse()
      const bind = await directory()
      mount(bind, '--bind', original.path)
      await original.kill()
      return { flags: { mountpoint: bind }, sees: [bind] }
    }),
    seen: { position: 'here', others: 1, bindOf: /\/mount$/ },
  },
  {
    ...dead,
    what: 'the server no longer knows the directory that is mounted',
    source: 'nfs(5) and man7.org errno(3): ESTALE; kubernetes/mount-utils, IsCorruptedMnt',
    world: onMounts(async ({ fuse }) => {
      const mount = await fuse({
        subtype: 'nfs',
        source: 'server:/x',
        errors: { getattr: 'ESTALE' },
      })
      return { flags: { mountpoint: join(mount.path, 'ws') } }
    }),
    seen: { code: 'ESTALE', kind: 'fuse', position: 'above' },
  },
]
