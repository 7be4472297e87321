import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Line } from '../line.ts'
import { onMounts } from './worlds.ts'

const taken = { area: 'mount', root: 'mount/already-mounted', check: 'mount/point' } as const
const REFUSED = 'artifacts.tonbo.io/docs/error-codes: path … is already a mount point'

/** Mount points at which FUSE serves something already. */
export const fuseTakenLines: readonly Line[] = [
  {
    ...taken,
    what: 'this workspace is mounted there, and is to be created',
    source: REFUSED,
    world: onMounts(async ({ fuse }) => {
      const { path } = await fuse()
      return { flags: { mountpoint: path, workspace: 'acme/demo', intent: 'create' } }
    }),
    seen: { source: 'Tonbo:acme/demo', kind: 'artifacts', daemonState: 'running' },
  },
  {
    ...taken,
    what: 'another workspace is mounted there',
    source: REFUSED,
    world: onMounts(async ({ fuse }) => {
      const { path } = await fuse({ source: 'Tonbo:acme/other' })
      return { flags: { mountpoint: path, workspace: 'acme/demo', intent: 'mount' } }
    }),
    seen: { source: 'Tonbo:acme/other' },
  },
  {
    ...taken,
    what: 'another account’s workspace of the same name is mounted there',
    source: REFUSED,
    world: onMounts(async ({ fuse }) => {
      const { path } = await fuse({ source: 'Tonbo:other/demo' })
      return { flags: { mountpoint: path, workspace: 'acme/demo' } }
    }),
    seen: { source: 'Tonbo:other/demo' },
  },
  {
    ...taken,
    what: 'a volume of plain JuiceFS is mounted there',
    source: 'juicefs.com/docs, getting started: JuiceFS:<volume> in df',
    world: onMounts(async ({ fuse }) => {
      const { path } = await fuse({ source: 'JuiceFS:myjfs' })
      return { flags: { mountpoint: path, workspace: 'acme/demo', intent: 'mount' } }
    }),
    seen: { source: 'JuiceFS:myjfs' },
  },
  {
    ...taken,
    what: 'another FUSE file system is mounted there',
    source: REFUSED,
    world: onMounts(async ({ fuse }) => {
      const { path } = await fuse({ subtype: 'sshfs', source: 'host:/home' })
      return { flags: { mountpoint: path, workspace: 'acme/demo' } }
    }),
    seen: { kind: 'fuse', type: 'fuse.sshfs' },
  },
  {
    ...taken,
    what: 'a file of this workspace is bound there, and the whole is to be mounted',
    source: 'mount(8), bind mounts; man7.org proc_pid_mountinfo(5): root',
    world: onMounts(async ({ fuse, directory, mount }) => {
      const original = await fuse({ files: { part: { text: 'x', mode: 0o444 } } })
      const home = await directory()
      const path = join(home, 'part')
      await writeFile(path, '')
      mount(path, '--bind', join(original.path, 'part'))
      return { flags: { mountpoint: path, workspace: 'acme/demo', intent: 'mount' }, sees: [path] }
    }),
    seen: { root: '/part', bindOf: /\/mount$/, directory: false },
  },
  {
    area: 'mount',
    what: 'another user’s mount is there, without allow_other',
    source: 'fuse(4): allow_other; linux, fs/fuse/dir.c (fuse_allow_current_process)',
    world: onMounts(async ({ fuse }) => {
      const { path } = await fuse({ user: 65_534 })
      return { flags: { mountpoint: path, workspace: 'acme/demo', intent: 'mount' } }
    }),
    root: 'mount/of-another-user',
    check: 'mount/point',
    seen: { user: 65_534 },
  },
  {
    area: 'mount',
    what: 'the mount point lies in a mount that another user keeps to himself',
    source: 'fuse(4): allow_other; juicefs.com/docs: mount by non-root, allow_other',
    world: onMounts(async ({ fuse }) => {
      const { path } = await fuse({ user: 65_534 })
      return { flags: { mountpoint: join(path, 'ws') } }
    }),
    root: 'mount/of-another-user',
    check: 'mount/point',
    seen: { user: 65_534, code: 'EACCES' },
  },
]
