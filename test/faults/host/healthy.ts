import type { Line } from '../line.ts'
import { ADA, HOME, inDocker, inKubernetes, onMachine } from './worlds.ts'

const area = 'host'
const host = ['host/platform', 'host/directories'] as const
const whole = { area, passes: [...host, 'host/fuse'], exitCode: 0 } as const
const notMounting = { area, passes: host, exitCode: 0 } as const
const TOKEN = `tbo_${'a'.repeat(32)}`
const ARTIFACTS = `${HOME}/.config/tonbo/artifacts`
const CONFIG = { [`${HOME}/.config`]: { uid: ADA }, [`${HOME}/.config/tonbo`]: { uid: ADA } }

/** Machines on which nothing is wrong, however they look. */
export const healthyHost: readonly Line[] = [
  {
    ...whole,
    what: 'a user at home on Debian, before the first login',
    source: 'the product’s page on storage credentials',
    world: onMachine(),
  },
  {
    ...notMounting,
    what: 'a container that only creates, without anything of FUSE’s',
    source: 'the product’s pages on creating a workspace and on containers',
    world: inDocker({ flags: { intent: 'create' }, things: { '/dev/fuse': undefined } }),
  },
  {
    ...notMounting,
    what: 'a login in a read-only volume of secrets, of the mode that Kubernetes gives it',
    source: 'kubernetes.io/docs/concepts/configuration/secret: mounted read-only, 1777',
    world: inKubernetes({
      uid: ADA,
      flags: { intent: 'create' },
      things: {
        ...CONFIG,
        [ARTIFACTS]: { mode: 0o1777, readOnly: true },
        [`${ARTIFACTS}/credentials.json`]: { kind: 'file', text: `{"api_key":"${TOKEN}"}` },
      },
    }),
  },
  {
    ...notMounting,
    what: 'a volume of a pod’s own as its home, which everybody in it may write to',
    source: 'kubernetes.io/docs/concepts/storage/volumes, emptyDir: 0777',
    world: inKubernetes({
      uid: ADA,
      flags: { intent: 'create' },
      things: {
        [HOME]: { mode: 0o777 },
        [`${HOME}/.config`]: { mode: 0o777 },
        [`${HOME}/.config/tonbo`]: { mode: 0o777 },
        [ARTIFACTS]: { mode: 0o777 },
      },
    }),
  },
  {
    ...whole,
    what: 'no HOME, but all three XDG variables',
    source: 'specifications.freedesktop.org/basedir-spec',
    world: onMachine({
      env: {
        HOME: undefined,
        XDG_CACHE_HOME: '/srv/ada/cache',
        XDG_STATE_HOME: '/srv/ada/state',
        XDG_CONFIG_HOME: '/srv/ada/config',
      },
      things: { '/srv': {}, '/srv/ada': { uid: ADA } },
    }),
  },
  {
    ...whole,
    what: 'btrfs, which counts no inodes',
    source: 'btrfs(5): statfs gives no count',
    world: onMachine({
      things: { [HOME]: { uid: ADA, room: { type: '9123683e', inodes: 0, freeInodes: 0 } } },
    }),
  },
  {
    ...whole,
    what: 'a file system that does not say how large it is',
    source: 'statfs(2): fields that are undefined are 0',
    world: onMachine({
      things: { [HOME]: { uid: ADA, room: { total: 0, free: 0, inodes: 0, freeInodes: 0 } } },
    }),
  },
  {
    ...whole,
    what: 'a home on a drive of Windows, whose modes are made up',
    source: 'learn.microsoft.com/windows/wsl/file-permissions',
    world: onMachine({
      things: {
        ...CONFIG,
        [HOME]: { uid: ADA, mode: 0o777, room: { type: '1021997' } },
        [ARTIFACTS]: { uid: ADA, mode: 0o777 },
      },
      says: {
        '/proc/version': 'Linux version 6.6.87.2-microsoft-standard-WSL2 (root@a) #1 SMP\n',
      },
    }),
  },
  {
    area,
    what: 'a Mac, from which the services can be asked all the same',
    source: 'the product’s page on mounting: Linux only',
    world: onMachine({ machine: { platform: 'darwin', arch: 'arm64' } }),
    passes: [],
    warns: { 'host/platform': 'host/not-linux' },
    exitCode: 0,
  },
  {
    area,
    what: 'Linux on ARM, for which no program is released',
    source: 'github.com/indexable-inc/images, packages/tonbo-artifacts: x86_64-linux',
    world: onMachine({ machine: { platform: 'linux', arch: 'arm64' } }),
    passes: ['host/directories', 'host/fuse'],
    warns: { 'host/platform': 'host/not-x86-64' },
    exitCode: 0,
  },
]
