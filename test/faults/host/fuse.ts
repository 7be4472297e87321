import type { Line } from '../line.ts'
import {
  ALL,
  DOCKERS,
  FUSE,
  FUSERMOUNT,
  inDocker,
  inKubernetes,
  onMachine,
  status,
} from './worlds.ts'

const check = 'host/fuse'
const MISSING = { area: 'host', root: 'host/fuse-missing', check } as const
const FORBIDDEN = { area: 'host', root: 'host/fuse-not-permitted', check } as const
const HELPERLESS = { area: 'host', root: 'host/fusermount-missing', check } as const
const POWERLESS = { area: 'host', root: 'host/fusermount-not-setuid', check } as const

const LIBFUSE = 'libfuse lib/mount.c: fuse: device not found, try modprobe fuse first'
const UNLOADED = 'nodev\tsysfs\n\text4\n'
const ADMIN = '00000000a82425fb'
const withAdmin = status({ uid: 0, effective: ADMIN, bounding: ADMIN, seccomp: 2 })

/** Ways in which a machine or a container keeps one from mounting with FUSE. */
export const fuseLines: readonly Line[] = [
  {
    ...MISSING,
    what: 'a kernel that has not loaded FUSE',
    source: LIBFUSE,
    world: onMachine({
      things: { '/dev/fuse': undefined },
      says: { '/proc/filesystems': UNLOADED },
    }),
    seen: { found: 'nothing', loaded: false, container: 'none' },
  },
  {
    ...MISSING,
    what: 'a device without a driver behind it',
    source: 'open(2), ENODEV; libfuse lib/mount.c',
    world: onMachine({
      things: { '/dev/fuse': { ...FUSE, opened: 'ENODEV' } },
      says: { '/proc/filesystems': UNLOADED },
    }),
    seen: { code: 'ENODEV', loaded: false },
  },
  {
    ...MISSING,
    what: 'a /dev that was made by hand, without the device',
    source: 'the kernel’s Documentation/admin-guide/devices.txt',
    world: onMachine({ things: { '/dev/fuse': undefined } }),
    seen: { found: 'nothing', loaded: true },
  },
  {
    ...MISSING,
    what: 'a container of Docker’s without the device',
    source: 'docs.docker.com/reference/cli/docker/container/run, --device',
    world: inDocker({ things: { '/dev/fuse': undefined } }),
    seen: { container: 'docker', found: 'nothing', hostLoaded: true },
  },
  {
    ...MISSING,
    what: 'a directory that Docker made where its host had no device',
    source: 'docs.docker.com/engine/storage/bind-mounts: -v makes a directory of what is not there',
    world: inDocker({
      things: { '/dev/fuse': {} },
      says: { '/proc/filesystems': UNLOADED },
    }),
    seen: { found: 'directory', hostLoaded: false },
  },
  {
    ...MISSING,
    what: 'another device by that name',
    source: 'the kernel’s Documentation/admin-guide/devices.txt: 1:3 is null',
    world: onMachine({ things: { '/dev/fuse': { ...FUSE, device: '1:3' } } }),
    seen: { found: 'character device 1:3' },
  },
  {
    ...MISSING,
    what: 'a virtual machine whose image was a container’s once',
    source: 'docs.docker.com/reference/cli/docker/container/export: /.dockerenv stays in it',
    world: onMachine({
      things: { '/dev/fuse': undefined, '/.dockerenv': { text: '' } },
      says: { '/proc/filesystems': UNLOADED },
    }),
    seen: { container: 'none', loaded: false },
  },
  {
    ...MISSING,
    what: 'WSL 1, whose kernel is Windows',
    source: 'learn.microsoft.com/windows/wsl/compare-versions',
    world: onMachine({
      things: { '/dev/fuse': undefined },
      says: {
        '/proc/version': 'Linux version 4.4.0-19041-Microsoft (Microsoft@Microsoft.com) #1237\n',
        '/proc/filesystems': UNLOADED,
      },
    }),
    seen: { container: 'WSL1', found: 'nothing' },
  },
  {
    ...FORBIDDEN,
    what: 'a device that only its group may open',
    source: 'libfuse util/fusermount.c: failed to open /dev/fuse: Permission denied',
    world: onMachine({
      things: {
        '/dev/fuse': { ...FUSE, mode: 0o660, gid: 107, opened: 'EACCES' },
        '/etc/group': { text: 'root:x:0:\nfuse:x:107:\n' },
      },
    }),
    seen: { code: 'EACCES', group: 'fuse', mode: '0660' },
  },
  {
    ...FORBIDDEN,
    what: 'a device that only root may open',
    source: 'libfuse util/fusermount.c: failed to open /dev/fuse: Permission denied',
    world: onMachine({ things: { '/dev/fuse': { ...FUSE, mode: 0o600, opened: 'EACCES' } } }),
    seen: { code: 'EACCES', mode: '0600', uid: 1000 },
  },
  {
    ...FORBIDDEN,
    what: 'a device on a mount with nodev',
    source: 'mount(8), nodev',
    world: inDocker({
      things: { '/dev/fuse': { ...FUSE, opened: 'EACCES' } },
      says: {
        '/proc/self/mountinfo':
          '22 1 0:40 / / rw - overlay overlay rw\n23 22 0:41 / /dev rw,nosuid,nodev - tmpfs tmpfs rw\n',
      },
    }),
    seen: { code: 'EACCES', nodev: '/dev' },
  },
  {
    ...FORBIDDEN,
    what: 'a pod that has the device by hostPath alone',
    source: 'github.com/kubernetes/kubernetes/issues/137549',
    world: inKubernetes({
      things: { '/dev/fuse': { ...FUSE, opened: 'EPERM' } },
      says: { '/proc/self/status': withAdmin },
    }),
    seen: { code: 'EPERM', container: 'kubernetes' },
  },
  {
    ...FORBIDDEN,
    what: 'a container of Docker’s with the device, but without SYS_ADMIN',
    source: 'github.com/docker/for-linux/issues/321',
    world: inDocker(),
    seen: { lacks: 'CAP_SYS_ADMIN', container: 'docker', seccomp: true },
  },
  {
    ...FORBIDDEN,
    what: 'Docker’s AppArmor profile, which denies every mount',
    source: 'github.com/moby/moby/issues/16233',
    world: inDocker({
      says: {
        '/proc/self/status': withAdmin,
        '/proc/self/attr/current': 'docker-default (enforce)\n',
      },
    }),
    seen: { deniedBy: 'docker-default', container: 'docker' },
  },
  {
    ...FORBIDDEN,
    what: 'containerd’s AppArmor profile, on an Ubuntu node',
    source: 'github.com/squat/generic-device-plugin/issues/80',
    world: inKubernetes({
      says: {
        '/proc/self/status': withAdmin,
        '/proc/self/attr/apparmor/current': 'cri-containerd.apparmor.d (enforce)\n',
      },
    }),
    seen: { deniedBy: 'cri-containerd.apparmor.d', container: 'kubernetes' },
  },
  {
    ...FORBIDDEN,
    what: 'a pod whose user may not escalate',
    source: 'kubernetes.io/docs/tasks/configure-pod-container/security-context',
    world: inKubernetes({
      uid: 1000,
      says: { '/proc/self/status': status({ bounding: ADMIN, noNewPrivs: 1, seccomp: 2 }) },
    }),
    seen: { noNewPrivs: true, lacks: 'CAP_SYS_ADMIN' },
  },
  {
    ...FORBIDDEN,
    what: 'a service with NoNewPrivileges',
    source: 'systemd.exec(5), NoNewPrivileges=',
    world: onMachine({ says: { '/proc/self/status': status({ noNewPrivs: 1 }) } }),
    seen: { noNewPrivs: true, container: 'none' },
  },
  {
    ...FORBIDDEN,
    what: 'root of a service without SYS_ADMIN',
    source: 'systemd.exec(5), CapabilityBoundingSet=',
    world: onMachine({
      uid: 0,
      says: { '/proc/self/status': status({ uid: 0, effective: DOCKERS, bounding: DOCKERS }) },
    }),
    seen: { uid: 0, lacks: 'CAP_SYS_ADMIN' },
  },
  {
    ...HELPERLESS,
    what: 'a user of a Debian without fuse3',
    source: 'juicefs.com/docs/community/administration/troubleshooting: fusermount',
    world: onMachine({ things: { '/usr/bin/fusermount3': undefined } }),
    seen: { family: 'debian', uid: 1000 },
  },
  {
    ...HELPERLESS,
    what: 'an Alpine without fuse3',
    source: 'pkgs.alpinelinux.org/package/edge/main/x86_64/fuse3',
    world: onMachine({
      things: {
        '/usr/bin/fusermount3': undefined,
        '/etc/os-release': { text: 'NAME="Alpine Linux"\nID=alpine\nVERSION_ID=3.22.1\n' },
      },
    }),
    seen: { family: 'alpine' },
  },
  {
    ...HELPERLESS,
    what: 'a helper that may not be run',
    source:
      'juicefs.com/docs/community/administration/troubleshooting: fork/exec, permission denied',
    world: onMachine({ things: { '/usr/bin/fusermount3': { kind: 'file', mode: 0o4750 } } }),
    seen: { helper: '/usr/bin/fusermount3', mode: '4750' },
  },
  {
    ...HELPERLESS,
    what: 'a helper outside of PATH',
    source: 'go-fuse fuse/mount_linux.go: PATH, then /bin',
    world: onMachine({ env: { PATH: '/usr/local/bin' } }),
    seen: { container: 'none' },
  },
  {
    ...POWERLESS,
    what: 'a helper without its set-user-ID bit, as in a copied image',
    source: 'libfuse util/fusermount.c: mount failed: Operation not permitted',
    world: onMachine({ things: { '/usr/bin/fusermount3': { kind: 'file', mode: 0o755 } } }),
    seen: { helper: '/usr/bin/fusermount3', mode: '0755' },
  },
  {
    ...POWERLESS,
    what: 'a helper that is another user’s',
    source: 'execve(2): the set-user-ID bit gives the rights of the owner',
    world: onMachine({ things: { '/usr/bin/fusermount3': { ...FUSERMOUNT, uid: 1001 } } }),
    seen: { ownerUid: 1001 },
  },
  {
    ...POWERLESS,
    what: 'a helper on a mount with nosuid',
    source: 'mount(8), nosuid',
    world: onMachine({
      says: {
        '/proc/self/mountinfo':
          '22 1 254:0 / / rw - ext4 /dev/vda1 rw\n23 22 254:1 / /usr rw,nosuid - ext4 /dev/vda2 rw\n',
      },
    }),
    seen: { nosuid: '/usr' },
  },
]

const everything = ['host/platform', 'host/directories', 'host/fuse']

/** Machines that look as if they could not mount, and can. */
export const healthyFuse: readonly Line[] = [
  well('root without fusermount', 'mount(2): CAP_SYS_ADMIN is enough', {
    uid: 0,
    env: { HOME: '/root' },
    things: { '/root': { mode: 0o700 }, '/usr/bin/fusermount3': undefined },
    says: { '/proc/self/status': status({ uid: 0, effective: ALL }) },
  }),
  well('a user with fusermount alone, of FUSE 2', 'go-fuse fuse/mount_linux.go', {
    things: { '/usr/bin/fusermount3': undefined, '/usr/bin/fusermount': FUSERMOUNT },
  }),
  well('a helper with a capability in place of the bit', 'capabilities(7), file capabilities', {
    things: { '/usr/bin/fusermount3': { kind: 'file', mode: 0o755, capable: true } },
  }),
  well('a user who was given CAP_SYS_ADMIN', 'capabilities(7), ambient capabilities', {
    things: { '/usr/bin/fusermount3': undefined },
    says: { '/proc/self/status': status({ effective: '0000000000200000', noNewPrivs: 1 }) },
  }),
  {
    ...well(
      'a container of Docker’s that was given all it takes',
      'github.com/moby/moby/issues/16233',
    ),
    world: inDocker({
      things: { '/usr/bin/fusermount3': undefined },
      says: { '/proc/self/status': withAdmin, '/proc/self/attr/current': 'unconfined\n' },
    }),
  },
  {
    ...well(
      'rootless Podman, root in a user namespace',
      'user_namespaces(7): FUSE since Linux 4.18',
    ),
    world: inDocker({
      things: {
        '/.dockerenv': undefined,
        '/run/.containerenv': { text: 'engine="podman-5.4.2"\n' },
        '/dev/fuse': { ...FUSE, uid: 65_534, gid: 65_534 },
      },
      says: {
        '/proc/self/status': withAdmin,
        '/proc/self/uid_map': '0 1000 1\n1 100000 65536\n',
        '/proc/self/attr/current': 'unconfined\n',
      },
    }),
  },
  {
    ...well('a label of SELinux, which is no AppArmor profile', 'selinux(8)'),
    world: onMachine({
      says: {
        '/proc/self/attr/current': 'unconfined_u:unconfined_r:unconfined_t:s0-s0:c0.c1023\0',
      },
    }),
  },
]

function well(what: string, source: string, differing = {}): Line {
  return {
    area: 'host',
    what,
    source,
    world: onMachine(differing),
    passes: everything,
    exitCode: 0,
  }
}
