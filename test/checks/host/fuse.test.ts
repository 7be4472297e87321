import { copyFile, mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import fuse from '../../../checks/host/fuse.ts'
import type { Machine } from '../../../src/context.ts'
import type { Given } from '../../../src/settings/setting-sources.ts'
import { imaginedDisk } from '../../faults/host/imagined-disk.ts'
import { testContext } from '../../support/context.ts'
import { canMountFuse, mountFuse } from '../../support/dead-mount.ts'
import { onlyMounts } from '../../support/own-mounts.ts'
import { ensureInstalled } from '../../support/packages.ts'
import { temporaryDirectory } from '../../support/temporary-directory.ts'
import { canLessen, devWith, type Lesser, lesser, NOBODY, OPEN_DEVICE } from './lesser-doctor.ts'

const canMount = await canMountFuse()
const LINUX = { platform: 'linux', arch: 'x64' } as const

/** Asks the real program, as if to mount. */
const asked = (given: Omit<Lesser, 'args'> = {}) =>
  lesser({ args: ['--only', 'host/fuse', '--for', 'mount'], ...given })

const failed = (cause: string, evidence: object = {}) => ({ status: 'fail', cause, evidence })

describe('host/fuse', () => {
  async function check(settings: Given, machine: Machine = LINUX) {
    const { context } = await testContext({ settings, machine, files: onlyMounts() })
    return fuse.run(context)
  }

  it('does not apply where nothing is to be mounted, and on other systems', async () => {
    const skipped = { status: 'skip', reason: 'nothing is to be mounted', missing: 'mountpoint' }
    expect(await check({})).toEqual(skipped)
    expect(await check({ intent: 'create' })).toEqual(skipped)
    expect(await check({ intent: 'mount' }, { platform: 'darwin', arch: 'x64' })).toMatchObject({
      status: 'skip',
    })
  })

  it.skipIf(!canMount)(
    'passes where file systems can be mounted, with a mount point too',
    async () => {
      expect(await check({ intent: 'mount' })).toMatchObject({ status: 'pass' })
      expect(await check({ intent: 'create', mountpoint: '/nowhere' })).toMatchObject({
        status: 'pass',
      })
    },
  )

  it('could not tell without /proc', async () => {
    const fuseDevice = { kind: 'character device', device: '10:229', opened: 'ok' } as const
    const files = imaginedDisk({ things: { '/dev': {}, '/dev/fuse': fuseDevice }, uid: 0 })
    const { context } = await testContext({ settings: { intent: 'mount' }, machine: LINUX, files })
    expect(await fuse.run(context)).toMatchObject({ status: 'error' })
  })

  it.skipIf(!canMount)('does not apply where the workspace is mounted from outside', async () => {
    const mounted = await mountFuse({ subtype: 'juicefs', name: 'Tonbo:acme/demo' })
    onTestFinished(() => mounted.stop())
    const ask = async () => {
      const { context } = await testContext({
        settings: { mountpoint: mounted.path },
        machine: LINUX,
        files: { ...onlyMounts(mounted.path), survey: imaginedDisk({ things: {} }).survey },
      })
      return fuse.run(context)
    }
    expect(await ask()).toMatchObject({ status: 'skip' })
    await mounted.kill()
    expect(await ask()).toMatchObject({ cause: 'host/fuse-missing' })
  })
})

describe.skipIf(!canLessen)('host/fuse, asked of the real program with less', () => {
  it('passes as root with an open device, without any helper', async () => {
    const result = await asked({ prepare: OPEN_DEVICE, path: '/nowhere' })
    expect(result).toMatchObject({ status: 'pass', evidence: { mountedBy: 'itself', uid: 0 } })
  })

  it.each([
    ['without a device', devWith(':'), { found: 'nothing' }],
    ['with a directory in its place', devWith('mkdir /dev/fuse'), { found: 'directory' }],
    ['with a file in its place', devWith(': >/dev/fuse'), { found: 'file' }],
    [
      'with another device',
      devWith('mknod -m 666 /dev/fuse c 1 3'),
      { found: 'character device 1:3' },
    ],
  ])('names host/fuse-missing %s', async (_, prepare, evidence) => {
    expect(await asked({ prepare })).toMatchObject(failed('host/fuse-missing', evidence))
    const asNobody = await asked({ prepare, powers: NOBODY })
    expect(asNobody).toMatchObject(failed('host/fuse-missing', { ...evidence, uid: 65_534 }))
  })

  describe('names host/fuse-not-permitted', () => {
    const cause = 'host/fuse-not-permitted'

    it('as nobody, on a device of root’s', async () => {
      const prepare = devWith('mknod -m 600 /dev/fuse c 10 229')
      expect(await asked({ prepare, powers: NOBODY })).toMatchObject(
        failed(cause, { code: 'EACCES', mode: '0600' }),
      )
    })

    it('on a mount with nodev', async () => {
      const prepare = `${OPEN_DEVICE}; mount --bind /dev/fuse /dev/fuse; mount -o remount,bind,nodev /dev/fuse`
      expect(await asked({ prepare })).toMatchObject(
        failed(cause, { code: 'EACCES', nodev: '/dev/fuse', uid: 0 }),
      )
    })

    it('as root without CAP_SYS_ADMIN', async () => {
      const powers = ['--bounding-set=-sys_admin']
      expect(await asked({ prepare: OPEN_DEVICE, powers })).toMatchObject(
        failed(cause, { lacks: 'CAP_SYS_ADMIN', uid: 0 }),
      )
    })

    it('as nobody who cannot gain it', async () => {
      for (const power of ['--no-new-privs', '--bounding-set=-sys_admin']) {
        const powers = [...NOBODY, power]
        expect(await asked({ prepare: OPEN_DEVICE, powers })).toMatchObject(
          failed(cause, { lacks: 'CAP_SYS_ADMIN', uid: 65_534 }),
        )
      }
    })
  })

  it('passes as nobody who was given CAP_SYS_ADMIN', async () => {
    const powers = [...NOBODY, '--inh-caps=+sys_admin', '--ambient-caps=+sys_admin']
    expect(await asked({ prepare: OPEN_DEVICE, powers, path: '/nowhere' })).toMatchObject({
      status: 'pass',
    })
  })

  describe('with a helper of its own', () => {
    let bin = ''
    beforeEach(async () => {
      ensureInstalled({ command: 'setcap', package: 'libcap2-bin' })
      const { path, remove } = await temporaryDirectory()
      onTestFinished(remove)
      bin = join(path, 'bin')
      await mkdir(bin)
      await copyFile('/bin/true', join(bin, 'fusermount3'))
    })

    /** Nobody's PATH leads to a tmpfs with the helper, and /bin has none. */
    const helped = (change: string) => {
      const helper = join(bin, 'fusermount3')
      const away =
        'for f in /bin/fusermount /bin/fusermount3; do [ ! -e $f ] || mount --bind /dev/null $f; done'
      const own = `chmod 755 ${bin}/.. && mount -t tmpfs -o mode=755 none ${bin} && cp /bin/true ${helper}`
      return asked({
        prepare: `${OPEN_DEVICE}; ${away}; ${own}; ${change.replaceAll('HELPER', helper)}`,
        powers: NOBODY,
        path: `relative::${bin}`,
      })
    }

    it.each([
      ['its bit', 'chmod 4755 HELPER'],
      ['a capability', 'setcap cap_sys_admin+ep HELPER'],
    ])('passes where that has %s', async (_, change) => {
      expect(await helped(change)).toMatchObject({
        status: 'pass',
        evidence: { helper: join(bin, 'fusermount3'), mountedBy: 'fusermount' },
      })
    })

    it.each([
      ['no bit', 'chmod 755 HELPER', { mode: '0755' }],
      ['another owner', 'chown 1 HELPER; chmod 4755 HELPER', { ownerUid: 1 }],
      ['a disk with nosuid', 'chmod 4755 HELPER; mount -o remount,nosuid $(dirname HELPER)', {}],
    ])('names host/fusermount-not-setuid where that has %s', async (_, change, evidence) => {
      expect(await helped(change)).toMatchObject(
        failed('host/fusermount-not-setuid', { helper: join(bin, 'fusermount3'), ...evidence }),
      )
    })

    it.each([
      ['is gone', 'rm HELPER'],
      ['may not be run', 'chmod 4750 HELPER'],
      ['is a directory', 'rm HELPER; mkdir HELPER'],
    ])('names host/fusermount-missing where that %s', async (_, change) => {
      expect(await helped(change)).toMatchObject(failed('host/fusermount-missing', { uid: 65_534 }))
    })
  })
})
