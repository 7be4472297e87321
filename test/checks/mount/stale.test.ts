import { spawnSync } from 'node:child_process'
import { symlink } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it, onTestFinished } from 'vitest'
import stale from '../../../checks/mount/stale.ts'
import { disk } from '../../../src/disk/disk.ts'
import type { Given } from '../../../src/settings/setting-sources.ts'
import { testContext } from '../../support/context.ts'
import { canMountFuse, type MountLook, mountFuse } from '../../support/dead-mount.ts'
import { onlyMounts } from '../../support/own-mounts.ts'
import { temporaryDirectory } from '../../support/temporary-directory.ts'

const canMount = await canMountFuse()
const PRODUCT = { subtype: 'juicefs', name: 'Tonbo:acme/demo' }
const AGAIN = { mountedOf: 'acme', mountedName: 'demo' }

async function fuseMount(look: MountLook = PRODUCT) {
  const mount = await mountFuse(look)
  onTestFinished(() => mount.stop())
  return mount
}

async function directory() {
  const { path, remove } = await temporaryDirectory()
  onTestFinished(remove)
  return path
}

/** Runs the check where no other FUSE mounts are seen than these. */
async function check(mounts: readonly { readonly path: string }[], settings: Given = {}) {
  const files = onlyMounts(...mounts.map(({ path }) => path))
  const { context } = await testContext({ settings, files })
  return stale.run(context)
}

/** Runs the check on a mountinfo of these lines. */
async function checkLines(...lines: string[]) {
  const read = async () => `${lines.join('\n')}\n`
  const { context } = await testContext({ files: { ...disk, read } })
  return stale.run(context)
}

const ROOT = '20 1 8:1 / / rw - ext4 /dev/a rw'

describe('mount/stale', () => {
  it('passes where nothing of the product is mounted', async () => {
    expect(await check([])).toEqual({ status: 'pass', evidence: { mounts: 0 } })
  })

  it.each(['ENOENT', 'ENOTDIR'])(
    'does not apply where nothing lists the mounts (%s)',
    async (code) => {
      const read = () => Promise.reject(Object.assign(new Error(code), { code }))
      const { context } = await testContext({ files: { ...disk, read } })
      expect(await stale.run(context)).toEqual({
        status: 'skip',
        reason: 'nothing lists the mounts here: no /proc/self/mountinfo',
      })
    },
  )

  it('claims nothing where the list may not be read', async () => {
    const read = () => Promise.reject(Object.assign(new Error('denied'), { code: 'EACCES' }))
    const { context } = await testContext({ files: { ...disk, read } })
    await expect(stale.run(context)).rejects.toThrow('denied')
  })

  it('reads the list until two reads agree, at most four times', async () => {
    const reads = async (...texts: string[]) => {
      let count = 0
      const read = async () => texts[count++] ?? texts.at(-1) ?? ''
      const { context } = await testContext({ files: { ...disk, read } })
      return { outcome: await stale.run(context), count }
    }
    const odd = (n: number) => `${ROOT}\n${'odd\n'.repeat(n)}`
    expect(await reads(odd(0))).toMatchObject({ count: 2 })
    expect(await reads(odd(1), odd(0), odd(0))).toEqual({
      outcome: { status: 'pass', evidence: { mounts: 0 } },
      count: 3,
    })
    expect(await reads(odd(1), odd(2), odd(3), odd(4), odd(5))).toEqual({
      outcome: { status: 'pass', evidence: { mounts: 0, unparsed: 4 } },
      count: 4,
    })
  })

  it('leaves out what was unmounted meanwhile', async () => {
    const gone = '30 20 0:9 / /nowhere/ws rw - fuse.juicefs Tonbo:demo rw'
    expect(await checkLines(ROOT, gone)).toEqual({ status: 'pass', evidence: { mounts: 0 } })
  })

  it('claims nothing of an answer it does not know', async () => {
    const strange = `30 20 0:9 / /${'a'.repeat(300)} rw - fuse.juicefs Tonbo:demo rw`
    expect(await checkLines(ROOT, strange)).toMatchObject({
      status: 'error',
      evidence: { code: 'ENAMETOOLONG', source: 'Tonbo:demo' },
    })
  })
})

describe.skipIf(!canMount)('mount/stale on real mounts', () => {
  it.each<[what: string, look: MountLook, again: object]>([
    ['the product', PRODUCT, AGAIN],
    ['the earlier product', { subtype: 'juicefs', name: 'JuiceFS:demo' }, {}],
    ['a product that names itself otherwise', { subtype: 'juicefs', name: 'something' }, {}],
    ['a type that is not its own', { subtype: 'other', name: 'Tonbo:demo' }, { mounted: 'demo' }],
  ])('passes while %s answers, and names mount/stale once killed', async (_, look, again) => {
    const mount = await fuseMount(look)
    expect(await check([mount])).toEqual({ status: 'pass', evidence: { mounts: 1 } })
    await mount.kill()
    expect(await check([mount])).toEqual({
      status: 'fail',
      cause: 'mount/stale',
      evidence: {
        path: mount.path,
        source: look.name,
        type: `fuse.${look.subtype}`,
        kind: 'artifacts',
        ...again,
        code: 'ENOTCONN',
        unmounter: expect.stringMatching(/^fusermount3?$/),
      },
    })
  })

  it('names mount/hung while the daemon is stopped, and passes when it goes on', async () => {
    const mount = await fuseMount()
    mount.freeze()
    expect(await check([mount])).toEqual({
      status: 'fail',
      cause: 'mount/hung',
      evidence: {
        path: mount.path,
        source: PRODUCT.name,
        type: 'fuse.juicefs',
        kind: 'artifacts',
        ...AGAIN,
        afterMs: 2000,
        daemon: mount.pid,
        daemonName: 'bindfs',
        daemonState: 'stopped',
        unmounter: expect.stringMatching(/^fusermount3?$/),
      },
    })
    mount.thaw()
    expect(await check([mount])).toMatchObject({ status: 'pass' })
  })

  it('counts the other sick mounts, and asks all at once', async () => {
    const mounts = [await fuseMount(), await fuseMount(), await fuseMount(), await fuseMount()]
    await mounts[0]?.kill()
    mounts[1]?.freeze()
    mounts[2]?.freeze()
    expect(await check(mounts)).toMatchObject({
      cause: 'mount/stale',
      evidence: { path: mounts[0]?.path, others: 2 },
    })
  })

  it('names the mount that is in the way first', async () => {
    const [first, second] = [await fuseMount(), await fuseMount()]
    await Promise.all([first.kill(), second.kill()])
    for (const { path } of [first, second]) {
      expect(await check([first, second], { mountpoint: path })).toMatchObject({
        cause: 'mount/stale',
        evidence: { path, others: 1 },
      })
    }
  })

  it('asks a foreign FUSE mount only where the mount point lies on it', async () => {
    const mount = await fuseMount({})
    await mount.kill()
    expect(await check([mount])).toEqual({ status: 'pass', evidence: { mounts: 0 } })
    expect(await check([mount], { mountpoint: await directory() })).toMatchObject({
      status: 'pass',
    })
    for (const mountpoint of [mount.path, join(mount.path, 'below/it')]) {
      expect(await check([mount], { mountpoint })).toMatchObject({
        cause: 'mount/stale',
        evidence: { path: mount.path, type: 'fuse', code: 'ENOTCONN' },
      })
    }
  })

  it.each([
    ['dead', 'mount/stale', { code: 'ENOTCONN' }],
    ['hung', 'mount/hung', { afterMs: 2000 }],
  ] as const)('follows links to a %s mount', async (how, cause, evidence) => {
    const mount = await fuseMount({})
    const link = join(await directory(), 'link')
    await symlink(mount.path, link)
    const mountpoint = join(link, 'ws')
    expect(await check([mount], { mountpoint })).toMatchObject({ status: 'pass' })
    if (how === 'dead') await mount.kill()
    else mount.freeze()
    expect(await check([mount], { mountpoint })).toMatchObject({
      cause,
      evidence: { path: mount.path, ...evidence },
    })
  })

  it('does not ask a mount that another one hides', async () => {
    const mount = await fuseMount()
    const parent = dirname(mount.path)
    await mount.kill()
    spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'lid', parent])
    try {
      expect(await check([mount])).toEqual({ status: 'pass', evidence: { mounts: 0 } })
    } finally {
      spawnSync('umount', [parent])
    }
    expect(await check([mount])).toMatchObject({ cause: 'mount/stale' })
  })

  it('ends with the run, and leaves no child behind', async () => {
    const mount = await fuseMount()
    mount.freeze()
    const run = new AbortController()
    const { context } = await testContext({
      settings: { mountpoint: join(mount.path, 'ws') },
      files: onlyMounts(mount.path),
      signal: run.signal,
    })
    const ended = expect(stale.run(context)).rejects.toThrow('deadline')
    const children = () =>
      spawnSync('pgrep', ['-P', String(process.pid), '-f', '--', `-- ${mount.path}`], {
        encoding: 'utf8',
      }).stdout.split('\n')
    await sleep(300)
    expect(children()).toHaveLength(3)
    run.abort(new Error('deadline'))
    await ended
    await sleep(50)
    expect(children()).toEqual([''])
  })
})
