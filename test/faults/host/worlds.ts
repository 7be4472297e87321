import type { World } from '../line.ts'
import { type Imagined, imaginedDisk, type Thing } from './imagined-disk.ts'

/** A machine of the grid: how it differs from one where nothing is wrong. */
export interface Differing extends Partial<Omit<Imagined, 'things'>> {
  /** In place of the healthy machine's; undefined removes one. */
  readonly things?: Readonly<Record<string, Thing | undefined>>
  readonly env?: Readonly<Record<string, string | undefined>>
  readonly flags?: World['flags']
  readonly machine?: World['machine']
}

/** The uid of the user of the grid's machines. */
export const ADA = 1000
export const HOME = '/home/ada'

/** All that a process of root's may do, and what a user's may: nothing at hand, all in reach. */
export const ALL = '000001ffffffffff'
export const NONE = '0000000000000000'
/** What Docker leaves to a container's root; CAP_SYS_ADMIN is not among it. */
export const DOCKERS = '00000000a80425fb'

/** /proc/self/status as far as it matters. */
export function status({
  uid = ADA,
  effective = NONE,
  bounding = ALL,
  noNewPrivs = 0,
  seccomp = 0,
}) {
  return [
    'Name:\tnode',
    `Uid:\t${uid}\t${uid}\t${uid}\t${uid}`,
    `Gid:\t${uid}\t${uid}\t${uid}\t${uid}`,
    `Groups:\t${uid} `,
    `CapEff:\t${effective}`,
    `CapBnd:\t${bounding}`,
    `NoNewPrivs:\t${noNewPrivs}`,
    `Seccomp:\t${seccomp}`,
    '',
  ].join('\n')
}

export const FUSE: Thing = {
  kind: 'character device',
  mode: 0o666,
  device: '10:229',
  opened: 'ok',
}
export const FUSERMOUNT: Thing = { kind: 'file', mode: 0o4755 }

const THINGS: Readonly<Record<string, Thing>> = {
  '/home': {},
  [HOME]: { mode: 0o750, uid: ADA },
  '/dev': {},
  '/dev/fuse': FUSE,
  '/usr': {},
  '/usr/bin': {},
  '/usr/bin/fusermount3': FUSERMOUNT,
  '/etc/os-release': { text: 'PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\nID=debian\n' },
}

const SAYS: Readonly<Record<string, string>> = {
  '/proc/sys/kernel/osrelease': '6.1.0-31-amd64\n',
  '/proc/version': 'Linux version 6.1.0-31-amd64 (debian-kernel@lists.debian.org) #1 SMP\n',
  '/proc/filesystems': 'nodev\tsysfs\n\text4\n\tfuseblk\nnodev\tfuse\nnodev\tfusectl\n',
  '/proc/self/status': status({}),
  '/proc/self/uid_map': '         0          0 4294967295\n',
  '/proc/1/cgroup': '0::/init.scope\n',
  '/proc/self/mountinfo': '22 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda1 rw\n',
}

/** The checks of this machine alone, which ask nobody. */
const ONLY = ['host/platform', 'host/directories', 'host/fuse']

/** Debian at home, where ada is about to mount; what differs from it is the line's. */
export function onMachine({ things, says, env, flags, machine, uid = ADA }: Differing = {}) {
  return async (): Promise<World> => ({
    flags: { intent: 'mount', ...flags },
    env: defined({ HOME, PATH: '/usr/local/bin:/usr/bin', ...env }),
    only: ONLY,
    machine: machine ?? { platform: 'linux', arch: 'x64' },
    files: imaginedDisk({
      things: defined({ ...THINGS, ...things }),
      says: { ...SAYS, ...says },
      uid,
    }),
    left: async () => [],
    stop: async () => {},
  })
}

/** The same in a container of Docker's whose root is not allowed more than it allows by itself. */
export function inDocker({ things, says, uid = 0, ...others }: Differing = {}) {
  return onMachine({
    ...others,
    uid,
    things: { '/.dockerenv': { text: '' }, '/root': { mode: 0o700 }, ...things },
    says: {
      '/proc/self/mountinfo': '22 1 0:40 / / rw,relatime - overlay overlay rw\n',
      '/proc/self/status': status({
        uid,
        effective: uid === 0 ? DOCKERS : NONE,
        bounding: DOCKERS,
        seccomp: 2,
      }),
      ...says,
    },
    env: { HOME: uid === 0 ? '/root' : HOME, ...others.env },
  })
}

/** The same in a pod of Kubernetes'. */
export function inKubernetes({ env, ...others }: Differing = {}) {
  return inDocker({
    ...others,
    env: { KUBERNETES_SERVICE_HOST: '10.96.0.1', ...env },
    things: { '/.dockerenv': undefined, ...others.things },
  })
}

function defined<Value>(given: Readonly<Record<string, Value | undefined>>): Record<string, Value> {
  const kept = Object.entries(given).filter(
    (entry): entry is [string, Value] => entry[1] !== undefined,
  )
  return Object.fromEntries(kept)
}
