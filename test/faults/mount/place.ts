import { spawnSync } from 'node:child_process'
import { mkdir, rmdir, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Line } from '../line.ts'
import { onMounts } from './worlds.ts'

const unmakable = { area: 'mount', root: 'mount/path-not-creatable', check: 'mount/point' } as const
const none = { area: 'mount', root: 'mount/not-a-directory', check: 'mount/point' } as const
const MKDIR = 'man7.org mkdir(2)'

/** A mount point in a new directory, which is made ready first. */
function inDirectory(name: string, prepare: (home: string) => unknown = () => {}) {
  return onMounts(async ({ directory }) => {
    const home = await directory()
    await prepare(home)
    return { flags: { mountpoint: join(home, name) } }
  })
}

/** Places that nothing can be mounted on, anywhere. */
export const placeLines: readonly Line[] = [
  {
    ...none,
    what: 'a file is at the mount point',
    source: 'moby/sys, mountinfo/mounted_linux_test.go: not a directory',
    world: inDirectory('file', (home) => writeFile(join(home, 'file'), '')),
    seen: { path: /\/file$/ },
  },
  {
    ...none,
    what: 'a pipe is at the mount point',
    source: 'mount(2): ENOTDIR',
    world: inDirectory('pipe', (home) => spawnSync('mkfifo', [join(home, 'pipe')])),
    seen: { path: /\/pipe$/ },
  },
  {
    ...none,
    what: 'a parent of the mount point is a file',
    source: `${MKDIR}: ENOTDIR`,
    world: inDirectory('file/a/ws', (home) => writeFile(join(home, 'file'), '')),
    seen: { at: /\/file$/, path: /\/file\/a\/ws$/ },
  },
  {
    ...none,
    what: 'a link leads to a file',
    source: 'moby/sys, mountinfo/mounted_linux_test.go: symlink to a file',
    world: inDirectory('link', async (home) => {
      await writeFile(join(home, 'file'), '')
      await symlink('file', join(home, 'link'))
    }),
    seen: { path: /\/file$/, given: /\/link$/ },
  },
  {
    ...unmakable,
    what: 'a link leads to nothing',
    source: `${MKDIR}: EEXIST, a dangling link; moby/sys, mounted_linux_test.go: broken symlink`,
    world: inDirectory('link', (home) => symlink('nowhere', join(home, 'link'))),
    seen: { code: 'EEXIST', ancestor: /\/link$/, path: /\/nowhere$/ },
  },
  {
    ...unmakable,
    what: 'two links lead to each other',
    source: `${MKDIR}: ELOOP; path_resolution(7)`,
    world: inDirectory('one/ws', async (home) => {
      await symlink('two', join(home, 'one'))
      await symlink('one', join(home, 'two'))
    }),
    seen: { code: 'ELOOP' },
  },
  {
    ...unmakable,
    what: 'a name of the mount point is too long',
    source: `${MKDIR}: ENAMETOOLONG; pathconf(3), NAME_MAX`,
    world: inDirectory('a'.repeat(256)),
    seen: { code: 'ENAMETOOLONG' },
  },
  {
    ...unmakable,
    what: 'the whole path of the mount point is too long',
    source: 'path_resolution(7): PATH_MAX',
    world: inDirectory('a/'.repeat(2100)),
    seen: { code: 'ENAMETOOLONG' },
  },
  {
    ...unmakable,
    what: 'the mount point is to be made in /proc',
    source: 'proc(5): the kernel alone makes files',
    world: onMounts(async () => ({ flags: { mountpoint: '/proc/ws' } })),
    seen: { on: 'proc', ancestor: '/proc' },
  },
]

/** Places that nothing can be mounted on, on file systems made for it. */
export const mountedPlaceLines: readonly Line[] = [
  {
    ...unmakable,
    what: 'the directory above the mount point is on a read-only file system',
    source: `${MKDIR}: EROFS; docs.docker.com: --read-only`,
    world: onMounts(async ({ directory, mount }) => {
      const home = await directory()
      mount(home, '-t', 'tmpfs', '-o', 'ro,size=64k', 'image')
      return { flags: { mountpoint: join(home, 'ws'), intent: 'mount' } }
    }),
    seen: { code: 'EROFS', on: 'tmpfs' },
  },
  {
    ...unmakable,
    what: 'the directory above the mount point was removed, and is still bound',
    source: 'linux, fs/d_path.c: //deleted; mkdir(2): ENOENT in a removed directory',
    world: onMounts(async ({ directory, mount }) => {
      const [home, path] = [await directory(), await directory()]
      const source = join(home, 'source')
      await mkdir(source)
      mount(path, '--bind', source)
      await rmdir(source)
      return { flags: { mountpoint: join(path, 'ws') } }
    }),
    seen: { code: 'ENOENT', deleted: true },
  },
]
