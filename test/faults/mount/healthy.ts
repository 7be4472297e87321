import { mkdir, symlink, writeFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
import type { Healthy } from '../line.ts'
import { onMounts } from './worlds.ts'

const WELL = { area: 'mount', passes: ['mount/stale', 'mount/point'], exitCode: 0 } as const
const MISSING = {
  area: 'mount',
  passes: ['mount/stale'],
  warns: { 'mount/point': 'mount/path-missing' },
  exitCode: 0,
} as const
const MOUNTINFO = 'proc_pid_mountinfo(5); moby/sys, mountinfo/mountinfo_linux_test.go'

/** Mount points in good order, anywhere. */
export const healthyLines: readonly Healthy[] = [
  {
    ...WELL,
    what: 'an empty directory',
    source: 'artifacts.tonbo.io/docs, mounting',
    world: onMounts(async ({ directory }) => ({
      flags: { mountpoint: await directory(), intent: 'mount', workspace: 'acme/demo' },
    })),
  },
  {
    ...WELL,
    what: 'a directory with files in it, which the mount will hide',
    source: 'libfuse, ChangeLog 3.0: nonempty is no longer needed',
    world: onMounts(async ({ directory }) => {
      const path = await directory()
      await writeFile(join(path, 'file'), '')
      return { flags: { mountpoint: path, intent: 'create' } }
    }),
  },
  {
    ...WELL,
    what: 'a link to a directory, in a parent that is a link',
    source: 'moby/sys, mountinfo/mounted_linux_test.go: parent symlink',
    world: onMounts(async ({ directory }) => {
      const home = await directory()
      await mkdir(join(home, 'real/ws'), { recursive: true })
      await symlink('real', join(home, 'parent'))
      await symlink('ws', join(home, 'real/link'))
      return { flags: { mountpoint: join(home, 'parent/link') } }
    }),
  },
  {
    ...WELL,
    what: 'a relative path with dots and slashes at its end, and a name full of odd characters',
    source: 'golang/go, path/filepath: Abs; linux, fs/proc_namespace.c: what is escaped',
    world: onMounts(async ({ directory }) => {
      const home = await directory()
      const name = 'größe #1\\040\n\t$(x)'
      await mkdir(join(home, name))
      const path = relative(process.cwd(), join(home, name))
      return { flags: { mountpoint: `${path}/./../${name}//` } }
    }),
  },
  {
    ...MISSING,
    what: 'a directory that is not there yet, and can be made',
    source: 'juicedata/juicefs, cmd/mount_unix.go: it makes the directory itself',
    world: onMounts(async ({ directory }) => ({
      flags: { mountpoint: join(await directory(), 'deep/ws'), intent: 'mount' },
    })),
  },
  {
    ...WELL,
    what: 'a list with lines that make no sense, and of mounts that have gone meanwhile',
    source: MOUNTINFO,
    world: onMounts(async ({ directory }) => ({
      flags: { mountpoint: await directory() },
      lists: [
        '904 <root> 0:904 / /nowhere/at/all rw - fuse.juicefs Tonbo:acme/demo rw',
        '905 <root> 0:905 / /some rw extra fields - aufs none',
        'not a line at all',
      ],
    })),
  },
]
