import { spawnSync } from 'node:child_process'
import { chmod, mkdir, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import directories from '../../../checks/host/directories.ts'
import type { Given } from '../../../src/settings/setting-sources.ts'
import { testContext } from '../../support/context.ts'
import { canMountFuse, mountFuse } from '../../support/dead-mount.ts'
import { onlyMounts } from '../../support/own-mounts.ts'
import { temporaryDirectory } from '../../support/temporary-directory.ts'
import { canLessen, lesser, NOBODY } from './lesser-doctor.ts'

const LINUX = { platform: 'linux', arch: 'x64' } as const
const canMount = await canMountFuse()

/** A home, anew for each test. */
let home = ''
beforeEach(async () => {
  const { path, remove } = await temporaryDirectory()
  home = path
  onTestFinished(remove)
})

async function check(
  env: Readonly<Record<string, string>> = { HOME: home },
  { settings = {}, own = [] }: { settings?: Given; own?: readonly string[] } = {},
) {
  const { context } = await testContext({
    env,
    settings,
    machine: LINUX,
    files: { ...onlyMounts(...own), look: async () => ({ found: false }) },
  })
  return directories.run(context)
}

const at = (name: string) => join(home, name)
const made = (name: string) => mkdir(at(name), { recursive: true })

describe('host/directories', () => {
  it('passes where nothing of it is there yet, and makes nothing', async () => {
    const outcome = await check()
    expect(outcome).toMatchObject({
      status: 'pass',
      evidence: {
        cache: at('.cache/tonbo/artifacts'),
        state: at('.local/state/tonbo/artifacts'),
        config: at('.config/tonbo/artifacts'),
        freeMiB: expect.any(Number),
        freePercent: expect.any(Number),
      },
    })
    expect(outcome).not.toHaveProperty('evidence.earlier')
    expect(spawnSync('ls', ['-A', home], { encoding: 'utf8' }).stdout).toBe('')
  })

  it('passes where all of it is there, and follows the XDG variables', async () => {
    await Promise.all([made('c/tonbo/artifacts'), made('s'), made('.config/artifacts')])
    expect(
      await check({
        HOME: home,
        XDG_CACHE_HOME: at('c'),
        XDG_STATE_HOME: at('s/'),
        XDG_CONFIG_HOME: '',
      }),
    ).toMatchObject({
      status: 'pass',
      evidence: {
        cache: at('c/tonbo/artifacts'),
        state: at('s/tonbo/artifacts'),
        config: at('.config/tonbo/artifacts'),
        earlier: at('.config/artifacts'),
      },
    })
  })

  it('does not apply where the product does not run', async () => {
    const { context } = await testContext({ machine: { platform: 'darwin', arch: 'arm64' } })
    expect(await directories.run(context)).toMatchObject({ status: 'skip' })
  })

  it('could not tell where a relative path leads', async () => {
    expect(await check({ HOME: home, XDG_STATE_HOME: 'state' })).toMatchObject({
      status: 'error',
      evidence: { variable: 'XDG_STATE_HOME', value: 'state' },
    })
  })

  describe('names host/directory-not-writable', () => {
    const refused = (evidence: object) => ({
      status: 'fail',
      cause: 'host/directory-not-writable',
      evidence,
    })

    it('without a home', async () => {
      const kept = 'cache, state, config'
      expect(await check({})).toEqual(refused({ kept, missing: 'HOME' }))
      expect(await check({ XDG_CACHE_HOME: home, XDG_STATE_HOME: home })).toEqual(
        refused({ kept: 'config', missing: 'HOME' }),
      )
    })

    it('for a file in the place of a directory, at its end or on the way', async () => {
      await made('.cache/tonbo')
      await writeFile(at('.cache/tonbo/artifacts'), '', { mode: 0o777 })
      await writeFile(at('.local'), '')
      expect(await check()).toMatchObject(
        refused({ kept: 'cache, state', code: 'ENOTDIR', at: at('.cache/tonbo/artifacts') }),
      )
      expect(await check({ HOME: home, XDG_CACHE_HOME: home })).toMatchObject(
        refused({ kept: 'state', code: 'ENOTDIR', at: at('.local') }),
      )
    })

    it('for a link that leads nowhere, and not for one that leads on', async () => {
      await symlink(at('elsewhere'), at('.cache'))
      expect(await check()).toMatchObject(refused({ code: 'EEXIST', at: at('.cache') }))
      await made('elsewhere')
      expect(await check()).toMatchObject({ status: 'pass' })
    })

    it.skipIf(!canMount)('on a disk that is read-only', async () => {
      mount('-t', 'tmpfs', '-o', 'ro,size=64k', 'none', home)
      expect(await check()).toMatchObject(
        refused({
          kept: 'cache, state, config',
          code: 'EROFS',
          at: home,
          variable: 'XDG_CACHE_HOME',
        }),
      )
      const settings = { token: await tokenFile() }
      expect(await check({ HOME: home }, { settings })).toMatchObject(
        refused({ kept: 'cache, state' }),
      )
    })

    it.skipIf(!canLessen)('below a directory of another user, who asks as nobody', async () => {
      const result = await lesser({
        args: ['--only', 'host/directories'],
        powers: NOBODY,
        env: { HOME: '/root/nobody' },
      })
      expect(result).toMatchObject({
        ...refused({ code: 'EACCES', ownerUid: 0, at: expect.stringMatching(/^\/(root)?$/) }),
      })
    })

    it.skipIf(!canLessen)('for what root made in a home of nobody’s', async () => {
      await chmod(home, 0o755)
      await made('.cache/tonbo')
      spawnSync('chown', ['65534', home, at('.cache')])
      const asked = { args: ['--only', 'host/directories'], powers: NOBODY, env: { HOME: home } }
      expect(await lesser(asked)).toMatchObject(
        refused({ code: 'EACCES', kept: 'cache', ownerUid: 0, own: at('.cache/tonbo') }),
      )
      spawnSync('chown', ['65534', at('.cache/tonbo')])
      expect(await lesser(asked)).toMatchObject({ status: 'pass' })
    })
  })

  describe.skipIf(!canMount)('names host/disk-full', () => {
    it.each([
      ['size=1m', 'space'],
      ['size=4g,nr_inodes=1', 'inodes'],
    ])('on a tmpfs with %s', async (options, short) => {
      mount('-t', 'tmpfs', '-o', options, 'none', home)
      expect(await check()).toMatchObject({
        status: 'fail',
        cause: 'host/disk-full',
        evidence: { short, freeMiB: expect.any(Number), freeInodes: expect.any(Number) },
      })
    })

    it('not on one with room', async () => {
      mount('-t', 'tmpfs', '-o', 'size=4g', 'none', home)
      expect(await check()).toMatchObject({ status: 'pass', evidence: { totalMiB: 4096 } })
    })
  })

  describe('names host/directory-exposed', () => {
    it.each(['.config/tonbo/artifacts', '.config/tonbo', '.config/artifacts'])(
      'for %s',
      async (name) => {
        await made(name)
        await chmod(at(name), 0o777)
        expect(await check()).toMatchObject({
          status: 'fail',
          cause: 'host/directory-exposed',
          evidence: { directory: at(name), mode: '0777' },
        })
        for (const mode of [0o755, 0o775, 0o1777]) {
          await chmod(at(name), mode)
          expect(await check()).toMatchObject({ status: 'pass' })
        }
      },
    )
  })

  it.skipIf(!canMount)('names mount/stale and mount/hung of a cache on such a mount', async () => {
    const fuse = await mountFuse()
    onTestFinished(() => fuse.stop())
    // Its home stays: the settings, too, are read from there.
    const asked = () => check({ HOME: home, XDG_CACHE_HOME: fuse.path }, { own: [fuse.path] })
    expect(await asked()).toMatchObject({ status: expect.stringMatching(/pass|fail/) })
    fuse.freeze()
    expect(await asked()).toMatchObject({
      status: 'fail',
      cause: 'mount/hung',
      evidence: {
        path: fuse.path,
        source: expect.any(String),
        type: expect.stringMatching(/^fuse/),
        at: expect.stringContaining(fuse.path),
        afterMs: 2000,
      },
    })
    await fuse.kill()
    expect(await asked()).toMatchObject({
      cause: 'mount/stale',
      evidence: { path: fuse.path, code: 'ENOTCONN' },
    })
  })
})

/** Mounts for the length of a test. */
function mount(...args: string[]): void {
  const { status, stderr } = spawnSync('mount', args, { encoding: 'utf8' })
  if (status !== 0) throw new Error(`mount ${args.join(' ')}: ${stderr.trim()}`)
  onTestFinished(() => void spawnSync('umount', ['-l', args.at(-1) ?? '']))
}

async function tokenFile(): Promise<string> {
  const { path, remove } = await temporaryDirectory()
  onTestFinished(remove)
  await writeFile(join(path, 'token'), `tbo_${'a'.repeat(32)}`, { mode: 0o600 })
  return join(path, 'token')
}
