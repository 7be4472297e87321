import { join } from 'node:path'
import type { Healthy } from '../line.ts'
import { onMounts } from './worlds.ts'

const WELL = { area: 'mount', passes: ['mount/stale', 'mount/point'], exitCode: 0 } as const

/** Mount points in good order, with FUSE on them or near them. */
export const healthyFuseLines: readonly Healthy[] = [
  {
    ...WELL,
    what: 'this workspace is mounted there and works, and nothing is planned',
    source: 'artifacts.tonbo.io/docs, mounting: Tonbo:<workspace>, fuse.juicefs',
    world: onMounts(async ({ fuse }) => {
      const { path } = await fuse()
      return { flags: { mountpoint: path, workspace: 'acme/demo' } }
    }),
  },
  {
    area: 'mount',
    what: 'this workspace is mounted there and works, and is to be mounted',
    source: 'artifacts.tonbo.io/docs/error-codes: path … is already a mount point',
    world: onMounts(async ({ fuse }) => {
      const { path } = await fuse()
      return { flags: { mountpoint: path, workspace: 'demo', intent: 'mount' } }
    }),
    passes: ['mount/stale'],
    warns: { 'mount/point': 'mount/mounted-here' },
    exitCode: 0,
  },
  {
    ...WELL,
    what: 'the earlier product’s volume of this workspace is mounted there, and answers no statfs',
    source: 'juicedata/juicefs, pkg/fuse/fuse.go: JuiceFS:<volume>; statfs(2): ENOSYS',
    world: onMounts(async ({ fuse }) => {
      const { path } = await fuse({ source: 'JuiceFS:acme-demo', errors: { statfs: 'ENOSYS' } })
      return { flags: { mountpoint: path, workspace: 'acme/demo' } }
    }),
  },
  {
    ...WELL,
    what: 'this workspace is bound there, as a container is given it',
    source: 'artifacts.tonbo.io/docs, containers: mount on the host and bind with -v',
    world: onMounts(async ({ fuse, directory, mount }) => {
      const original = await fuse()
      const path = await directory()
      mount(path, '--bind', original.path)
      return { flags: { mountpoint: path, workspace: 'acme/demo' }, sees: [path] }
    }),
  },
  {
    ...WELL,
    what: 'another user’s mount elsewhere, which nobody else may look into, and whose daemon is gone',
    source: 'linux, fs/fuse/inode.c (fuse_statfs): others are answered by the kernel',
    world: onMounts(async ({ fuse, directory }) => {
      const mount = await fuse({ user: 65_534 })
      await mount.kill()
      return { flags: { mountpoint: await directory() } }
    }),
  },
  {
    ...WELL,
    what: 'a dead mount of sshfs elsewhere, which is none of the product’s',
    source: 'libfuse/sshfs; the product’s mounts are of type fuse.juicefs',
    world: onMounts(async ({ fuse, directory }) => {
      const mount = await fuse({ subtype: 'sshfs', source: 'host:/home' })
      await mount.kill()
      return { flags: { mountpoint: await directory() } }
    }),
  },
  {
    area: 'mount',
    passes: ['mount/stale'],
    warns: { 'mount/point': 'mount/path-missing' },
    exitCode: 0,
    what: 'a directory to be made in another workspace that is mounted and works',
    source: 'mount(8): a mount point may lie in another mount',
    world: onMounts(async ({ fuse }) => {
      const { path } = await fuse({ source: 'Tonbo:acme/other' })
      return { flags: { mountpoint: join(path, 'ws'), workspace: 'acme/demo', intent: 'mount' } }
    }),
  },
  {
    ...WELL,
    what: 'the workspace is mounted there in a mount namespace of another process alone',
    source: 'mount_namespaces(7); systemd.exec(5): PrivateMounts=',
    world: onMounts(async ({ directory, keep }) => {
      const path = await directory()
      const options = 'fd=9,rootmode=40000,user_id=0,group_id=0'
      const mount = `mount -i -t fuse.juicefs -o ${options} Tonbo:acme/demo ${path} 9<>/dev/fuse`
      const script = `${mount}; echo there; exec sleep 600`
      await keep('/', 'unshare', '--mount', '--propagation', 'private', 'sh', '-c', script)
      return { flags: { mountpoint: path, workspace: 'acme/demo' } }
    }),
  },
]
