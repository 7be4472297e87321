import { describe, expect, it } from 'vitest'
import { container } from '../../../checks/host/container.ts'
import { distribution } from '../../../checks/host/distribution.ts'
import platform from '../../../checks/host/platform.ts'
import type { Machine } from '../../../src/context.ts'
import type { Files } from '../../../src/disk/files.ts'
import { testContext } from '../../support/context.ts'

const LINUX: Machine = { platform: 'linux', arch: 'x64' }

async function on(machine: Machine, given: { env?: Record<string, string>; files?: Files } = {}) {
  const { context } = await testContext({ machine, ...given })
  return platform.run(context)
}

/** A disk of these texts alone, which can be looked at and read. */
function holding(texts: Readonly<Record<string, string>>): Files {
  return {
    look: async (path) => {
      const text = texts[path]
      return text === undefined ? { found: false } : { found: true, text, mode: 0o644, uid: 0 }
    },
    read: async (path) => {
      const text = texts[path]
      if (text !== undefined) return text
      throw Object.assign(new Error(`no file ${path}`), { code: 'ENOENT' })
    },
  }
}

describe('host/platform', () => {
  it.runIf(process.platform === 'linux' && process.arch === 'x64')(
    'passes on this machine, and says what it is',
    async () => {
      expect(await on(process)).toMatchObject({
        status: 'pass',
        evidence: {
          platform: 'linux',
          arch: 'x64',
          kernel: expect.stringMatching(/^\d+\.\d+/),
          container: expect.any(String),
        },
      })
    },
  )

  it.each(['darwin', 'win32', 'freebsd'] as const)('names host/not-linux on %s', async (name) => {
    expect(await on({ platform: name, arch: 'x64' }, { files: holding({}) })).toEqual({
      status: 'fail',
      cause: 'host/not-linux',
      evidence: { platform: name, arch: 'x64' },
    })
  })

  it.each(['arm64', 'ia32', 'riscv64'] as const)('names host/not-x86-64 on %s', async (arch) => {
    expect(await on({ platform: 'linux', arch }, { files: holding({}) })).toEqual({
      status: 'fail',
      cause: 'host/not-x86-64',
      evidence: { platform: 'linux', arch, container: 'none' },
    })
  })

  it('passes where nothing but Node tells what the machine is', async () => {
    expect(await on(LINUX, { files: holding({}) })).toEqual({
      status: 'pass',
      evidence: { ...LINUX, container: 'none' },
    })
  })
})

describe('the distribution', () => {
  it.each([
    [
      'PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\nID=debian\n',
      'Debian GNU/Linux 12 (bookworm)',
      'debian',
    ],
    ['NAME="Alpine Linux"\nID=alpine\n', 'Alpine Linux', 'alpine'],
    [
      "ID=rocky\nID_LIKE='rhel centos fedora'\nPRETTY_NAME='Rocky Linux 9.5'\n",
      'Rocky Linux 9.5',
      'fedora',
    ],
    [
      'PRETTY_NAME="openSUSE Leap 15.6"\nID="opensuse-leap"\nID_LIKE="suse opensuse"\n',
      'openSUSE Leap 15.6',
      'suse',
    ],
    ['# nothing\n', undefined, undefined],
  ])('of %j is %s', async (text, name, family) => {
    const { context } = await testContext({ files: holding({ '/usr/lib/os-release': text }) })
    expect(await distribution(context)).toEqual({
      ...(name === undefined ? {} : { name }),
      ...(family === undefined ? {} : { family }),
    })
  })
})

describe('the container', () => {
  const kernel = (version: string) => ({ '/proc/version': `Linux version ${version}\n` })

  it.each<[kind: string, texts: Record<string, string>, env: Record<string, string>]>([
    ['none', kernel('6.1.0-31-amd64 (debian-kernel@lists.debian.org)'), {}],
    ['docker', { '/.dockerenv': '' }, {}],
    ['docker', { '/proc/1/cgroup': '12:pids:/docker/0123456789abcdef\n' }, {}],
    ['podman', { '/run/.containerenv': '' }, {}],
    ['podman', {}, { container: 'podman' }],
    ['kubernetes', { '/.dockerenv': '' }, { KUBERNETES_SERVICE_HOST: '10.96.0.1' }],
    ['kubernetes', { '/proc/1/cgroup': '0::/kubepods.slice/kubepods-pod1.slice\n' }, {}],
    ['kubernetes', { '/var/run/secrets/kubernetes.io/serviceaccount/namespace': 'default' }, {}],
    ['lxc', { '/proc/1/cgroup': '0::/lxc.payload.web/init.scope\n' }, {}],
    ['lxc', { '/run/systemd/container': 'lxc\n' }, {}],
    ['systemd-nspawn', { '/run/systemd/container': 'systemd-nspawn\n' }, {}],
    ['gVisor', { ...kernel('4.4.0 #1 SMP Sun Jan 10 15:06:54 PST 2016'), '/.dockerenv': '' }, {}],
    ['WSL1', kernel('4.4.0-19041-Microsoft (Microsoft@Microsoft.com)'), {}],
    ['WSL2', kernel('6.6.87.2-microsoft-standard-WSL2 (root@a)'), {}],
    [
      'none',
      {
        '/.dockerenv': '',
        '/proc/self/mountinfo': '27 1 254:0 / / rw,relatime - ext4 /dev/vda rw\n',
      },
      {},
    ],
    [
      'docker',
      {
        '/.dockerenv': '',
        '/proc/self/mountinfo':
          '27 1 0:52 /docker/btrfs/subvolumes/0a1b / rw - btrfs /dev/sda2 rw\n',
      },
      {},
    ],
    ['docker', { ...kernel('6.6.87.2-microsoft-standard-WSL2'), '/.dockerenv': '' }, {}],
  ])('is %s by %o and %o', async (kind, texts, env) => {
    const { context } = await testContext({ files: holding(texts), env })
    expect(await container(context)).toBe(kind)
  })
})
