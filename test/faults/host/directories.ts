import type { Line } from '../line.ts'
import { ADA, HOME, inDocker, onMachine } from './worlds.ts'

const check = 'host/directories'
const UNWRITABLE = { area: 'host', root: 'host/directory-not-writable', check } as const
const XDG = 'specifications.freedesktop.org/basedir-spec'
const MIB = 1024 ** 2
const GIB = 1024 * MIB

/** Directories that the product cannot use as they are. */
export const directoriesLines: readonly Line[] = [
  {
    ...UNWRITABLE,
    what: 'a root file system that is read-only, in a container',
    source: 'docs.docker.com/reference/cli/docker/container/run, --read-only',
    world: inDocker({ things: { '/': { readOnly: true } }, flags: { intent: 'create' } }),
    seen: { code: 'EROFS', at: '/root', kept: 'cache, state, config', readOnly: 'container' },
  },
  {
    ...UNWRITABLE,
    what: 'a read-only home, and a login in the environment',
    source: 'the product’s page on service tokens: TONBO_API_KEY needs no file',
    world: inDocker({
      things: { '/root': { readOnly: true } },
      env: { TONBO_API_KEY: `tbo_${'a'.repeat(32)}` },
      flags: { intent: 'create' },
    }),
    seen: { code: 'EROFS', kept: 'cache, state' },
  },
  {
    ...UNWRITABLE,
    what: 'a directory that root made under sudo',
    source: 'sudo(8): HOME may stay that of the user',
    world: onMachine({
      things: { ...below('.config', '.cache'), [`${HOME}/.cache/tonbo`]: { mode: 0o755, uid: 0 } },
    }),
    seen: { code: 'EACCES', ownerUid: 0, own: `${HOME}/.cache/tonbo`, kept: 'cache' },
  },
  {
    ...UNWRITABLE,
    what: 'a state directory that its owner may not write to',
    source: 'mkdir(2), EACCES',
    world: onMachine({
      things: {
        ...below('.local', '.local/state', '.local/state/tonbo'),
        [`${HOME}/.local/state/tonbo/artifacts`]: { mode: 0o555, uid: ADA },
      },
    }),
    seen: { code: 'EACCES', kept: 'state', closed: `${HOME}/.local/state/tonbo/artifacts` },
  },
  {
    ...UNWRITABLE,
    what: 'a file where the cache should be',
    source: 'mkdir(2), ENOTDIR',
    world: onMachine({ things: { [`${HOME}/.cache`]: { kind: 'file', uid: ADA } } }),
    seen: { code: 'ENOTDIR', at: `${HOME}/.cache`, kept: 'cache' },
  },
  {
    ...UNWRITABLE,
    what: 'a cache that is linked to a disk which is not there',
    source: 'mkdir(2), EEXIST: a link that leads nowhere counts',
    world: onMachine({ things: { [`${HOME}/.cache`]: { kind: 'dangling link' } } }),
    seen: { code: 'EEXIST', at: `${HOME}/.cache` },
  },
  {
    ...UNWRITABLE,
    what: 'no HOME, as under cron or a service',
    source: 'systemd.exec(5): HOME is set only with User=',
    world: onMachine({ env: { HOME: undefined } }),
    seen: { missing: 'HOME', kept: 'cache, state, config' },
  },
  {
    ...UNWRITABLE,
    what: 'a user whose home does not exist',
    source: 'Debian’s /etc/passwd: nobody’s home is /nonexistent',
    world: onMachine({ env: { HOME: '/nonexistent' } }),
    seen: { code: 'EACCES', at: '/', directory: '/nonexistent/.cache/tonbo/artifacts' },
  },
  {
    ...UNWRITABLE,
    what: 'a user id that no one chose, whose home is the root',
    source: 'docs.openshift.com, creating images: an arbitrary user id',
    world: inDocker({
      uid: 1_000_660_000,
      env: { HOME: '/' },
      flags: { intent: 'create' },
    }),
    seen: { code: 'EACCES', at: '/', kept: 'cache, state, config' },
  },
  {
    ...UNWRITABLE,
    what: 'XDG_CACHE_HOME on a disk of another user',
    source: XDG,
    world: onMachine({
      env: { XDG_CACHE_HOME: '/scratch/bob' },
      things: { '/scratch': {}, '/scratch/bob': { mode: 0o755, uid: 1001 } },
    }),
    seen: { variable: 'XDG_CACHE_HOME', at: '/scratch/bob', ownerUid: 1001, kept: 'cache' },
  },
  {
    area: 'host',
    what: 'a home on a file server that does not answer',
    source: 'nfs(5): a hard mount waits for ever',
    world: onMachine({
      things: { [HOME]: { hangs: true } },
      says: { '/proc/self/mountinfo': mountinfo('nfs4 nas:/home') },
    }),
    root: 'mount/hung',
    check,
    seen: { path: HOME, type: 'nfs4', at: HOME },
  },
  {
    area: 'host',
    what: 'a home whose FUSE daemon has died',
    source: 'fuse(4): ENOTCONN once the daemon has gone',
    world: onMachine({
      things: { [HOME]: { fails: 'ENOTCONN' } },
      says: { '/proc/self/mountinfo': mountinfo('fuse.sshfs ada@nas:') },
    }),
    root: 'mount/stale',
    check,
    seen: { path: HOME, type: 'fuse.sshfs', code: 'ENOTCONN' },
  },
  warned('a disk with half a gigabyte left', 'host/disk-full', { free: 512 * MIB }),
  warned('a large disk that is full but for half a percent', 'host/disk-full', {
    total: 4000 * GIB,
    free: 20 * GIB,
  }),
  warned('a disk without inodes', 'host/disk-full', { freeInodes: 0 }),
  {
    area: 'host',
    what: 'a directory of logins that everybody may write to',
    source: 'chmod(1): who may write to a directory may replace what is in it',
    world: onMachine({
      things: {
        ...below('.config', '.config/tonbo'),
        [`${HOME}/.config/tonbo/artifacts`]: { mode: 0o777, uid: ADA },
      },
    }),
    passes: ['host/platform', 'host/fuse'],
    warns: { [check]: 'host/directory-exposed' },
    exitCode: 0,
  },
]

/** Directories of ada's in her home. */
function below(...names: readonly string[]) {
  return Object.fromEntries(names.map((name) => [`${HOME}/${name}`, { uid: ADA }]))
}

function mountinfo(home: string): string {
  const root = '22 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda1 rw'
  return `${root}\n40 22 0:44 / ${HOME} rw,relatime shared:9 - ${home} rw\n`
}

function warned(what: string, cause: 'host/disk-full', room: object): Line {
  return {
    area: 'host',
    what,
    source: 'statfs(2); juicefs.com/docs, --free-space-ratio',
    world: onMachine({ things: { [HOME]: { mode: 0o750, uid: ADA, room } } }),
    passes: ['host/platform', 'host/fuse'],
    warns: { [check]: cause },
    exitCode: 0,
  }
}
