import { spawnSync } from 'node:child_process'
import { mkdir, rmdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { canMountFuse } from '../../support/dead-mount.ts'
import { askChecks, directory, made, mounted } from './on-mounts.ts'

const canMount = (await canMountFuse()) && process.geteuid?.() === 0
const NOBODY = 65_534

describe.skipIf(!canMount)('a mount whose daemon was killed', () => {
  it('is mount/stale, before the kernel forgets its attributes and after', async () => {
    const mount = await made()
    const settings = { mountpoint: mount.path }
    expect(await askChecks([mount.path], settings)).toMatchObject({ point: { status: 'pass' } })
    await mount.kill()
    for (const pause of [0, 1200]) {
      await sleep(pause)
      expect((await askChecks([mount.path], settings)).stale).toMatchObject({
        cause: 'mount/stale',
        evidence: { path: mount.path, code: 'ENOTCONN', position: 'here' },
      })
    }
  })

  it('is told with where it lies from the mount point', async () => {
    const mount = await made()
    await mount.kill()
    for (const [mountpoint, position] of [
      [mount.path, 'here'],
      [join(mount.path, 'a/b'), 'above'],
      [await directory(), 'elsewhere'],
    ] as const) {
      expect((await askChecks([mount.path], { mountpoint })).stale).toMatchObject({
        cause: 'mount/stale',
        evidence: { position },
      })
    }
    const { stale } = await askChecks([mount.path])
    expect(stale).toMatchObject({ evidence: { path: mount.path } })
    expect(stale).not.toHaveProperty('evidence.position')
  })

  it('is told with how many lie on each other, and comes to light once it is on top', async () => {
    const mount = await made()
    await mount.kill()
    mounted(mount.path, '-t', 'tmpfs', '-o', 'size=64k', 'lid')
    const settings = { mountpoint: mount.path }
    expect(await askChecks([mount.path], settings)).toMatchObject({
      stale: { status: 'pass', evidence: { mounts: 0 } },
      point: {
        cause: 'mount/already-mounted',
        evidence: { source: 'lid', stack: 2, below: 'Tonbo:acme/demo', belowType: 'fuse.juicefs' },
      },
    })
    spawnSync('umount', [mount.path])
    expect((await askChecks([mount.path], settings)).stale).toMatchObject({ cause: 'mount/stale' })
  })

  it('is told with the healthy one that it lies on', async () => {
    const lower = await made()
    const upper = await made({ source: 'Tonbo:acme/other', at: lower.path })
    await upper.kill()
    expect((await askChecks([lower.path], { mountpoint: lower.path })).stale).toMatchObject({
      cause: 'mount/stale',
      evidence: { source: 'Tonbo:acme/other', stack: 2, below: 'Tonbo:acme/demo' },
    })
  })
})

describe.skipIf(!canMount)('a mount whose daemon answers with errors', () => {
  it('is mount/failing where it cannot say what it is', async () => {
    const { path } = await made({ errors: { statfs: 'EIO' } })
    expect((await askChecks([path])).stale).toMatchObject({
      cause: 'mount/failing',
      evidence: { path, code: 'EIO', daemonState: 'running' },
    })
  })

  it.each(['opendir', 'readdir'] as const)('is mount/failing where %s fails', async (operation) => {
    const { path, pid } = await made({ errors: { [operation]: 'EIO' } })
    expect(await askChecks([path], { mountpoint: path })).toMatchObject({
      stale: { status: 'pass', evidence: { mounts: 1 } },
      point: {
        cause: 'mount/failing',
        evidence: { path, code: 'EIO', operation, daemon: pid, position: 'here' },
      },
    })
  })

  it.each([
    ['ESTALE', 'mount/stale'],
    ['EIO', 'mount/failing'],
  ])('is told by the way to the mount point, of whatever kind it is (%s)', async (code, cause) => {
    const { path } = await made({ subtype: 'other', source: 'x', errors: { getattr: code } })
    for (const [mountpoint, position] of [
      [path, 'here'],
      [join(path, 'ws'), 'above'],
    ] as const) {
      expect((await askChecks([path], { mountpoint })).stale).toMatchObject({
        cause,
        evidence: { path, at: path, code, kind: 'fuse', position },
      })
    }
    expect(await askChecks([path])).toMatchObject({ stale: { status: 'pass' } })
  })

  it('is not known where the errno says nothing', async () => {
    const { path } = await made({ errors: { readdir: 'EMLINK' } })
    expect((await askChecks([path], { mountpoint: path })).point).toMatchObject({
      status: 'error',
      evidence: { path, code: 'EMLINK' },
    })
  })

  it('lives where it only may not be read', async () => {
    const { path } = await made({ errors: { opendir: 'EACCES' } })
    expect((await askChecks([path], { mountpoint: path })).point).toMatchObject({
      status: 'pass',
      evidence: { readable: false },
    })
  })
})

describe.skipIf(!canMount)('a mount that another user keeps to himself', () => {
  const mountOfNobody = () => made({ user: NOBODY })

  it('is not asked, and neither dead nor hung', async () => {
    const mount = await mountOfNobody()
    const due = { status: 'pass', evidence: { mounts: 0, notAsked: 1 } }
    expect((await askChecks([mount.path])).stale).toEqual(due)
    mount.freeze()
    expect((await askChecks([mount.path])).stale).toEqual(due)
    await mount.kill()
    expect((await askChecks([mount.path])).stale).toEqual(due)
  })

  it.each([
    [undefined, 'mount/of-another-user'],
    ['mount', 'mount/of-another-user'],
    ['create', 'mount/already-mounted'],
  ])('is, as the mount point (%s), %s', async (intent, cause) => {
    const { path } = await mountOfNobody()
    const settings = { mountpoint: path, workspace: 'acme/demo', ...(intent && { intent }) }
    expect((await askChecks([path], settings)).point).toMatchObject({
      cause,
      evidence: { path, user: NOBODY, type: 'fuse.juicefs' },
    })
  })

  it('is mount/of-another-user above the mount point', async () => {
    const { path } = await mountOfNobody()
    expect((await askChecks([path], { mountpoint: join(path, 'a/b') })).point).toMatchObject({
      cause: 'mount/of-another-user',
      evidence: { path, code: 'EACCES', user: NOBODY },
    })
  })
})

describe.skipIf(!canMount)('a mount point in a mount of the product', () => {
  it('is free, and says in which', async () => {
    const { path } = await made()
    expect((await askChecks([path], { mountpoint: join(path, 'ws') })).point).toMatchObject({
      cause: 'mount/path-missing',
      evidence: { inside: path, insideSource: 'Tonbo:acme/demo', on: 'fuse.juicefs' },
    })
  })
})

describe.skipIf(!canMount)('a bind', () => {
  it('of a mount of the product is that workspace, and says of what', async () => {
    const { path } = await made()
    const bind = await directory()
    mounted(bind, '--bind', path)
    const settings = { mountpoint: bind, workspace: 'acme/demo' }
    expect((await askChecks([path, bind], settings)).point).toMatchObject({
      status: 'pass',
      evidence: { path: bind, bindOf: path, mounted: true },
    })
  })

  it('of a directory that was removed takes no new directories', async () => {
    const [home, bind] = [await directory(), await directory()]
    const source = join(home, 'source')
    await mkdir(source)
    mounted(bind, '--bind', source)
    expect((await askChecks([], { mountpoint: join(bind, 'ws') })).point).toMatchObject({
      cause: 'mount/path-missing',
    })
    await rmdir(source)
    expect((await askChecks([], { mountpoint: bind })).point).toMatchObject({
      cause: 'mount/already-mounted',
      evidence: { deleted: true, root: expect.stringMatching(/source\/\/deleted$/) },
    })
    expect((await askChecks([], { mountpoint: join(bind, 'ws') })).point).toMatchObject({
      cause: 'mount/path-not-creatable',
      evidence: { code: 'ENOENT', deleted: true },
    })
  })
})

describe.skipIf(!canMount)('this workspace, mounted', () => {
  it('read-only says so', async () => {
    const { path } = await made({ readOnly: true })
    const settings = { mountpoint: path, workspace: 'acme/demo', intent: 'mount' }
    expect((await askChecks([path], settings)).point).toMatchObject({
      cause: 'mount/mounted-here',
      evidence: { readOnly: true },
    })
  })

  it('is perhaps what a volume with more behind its name is', async () => {
    const { path } = await made({ source: 'JuiceFS:acme-demo-1f2e' })
    const ask = async (settings: Record<string, string>) =>
      (await askChecks([path], { mountpoint: path, workspace: 'acme/demo', ...settings })).point
    expect(await ask({})).toMatchObject({ status: 'error' })
    expect(await ask({ intent: 'mount' })).toMatchObject({
      cause: 'mount/already-mounted',
      alternatives: ['mount/mounted-here'],
    })
  })
})

describe('a directory', () => {
  it('says whether it is empty', async () => {
    const path = await directory()
    const ask = async () => (await askChecks([], { mountpoint: path })).point
    expect(await ask()).toMatchObject({ status: 'pass', evidence: { empty: true } })
    await writeFile(join(path, 'file'), '')
    expect(await ask()).toMatchObject({ status: 'pass', evidence: { empty: false } })
  })

  it('that was removed under a relative path cannot be made', async () => {
    const before = process.cwd()
    const path = join(await directory(), 'gone')
    await mkdir(path)
    process.chdir(path)
    await rmdir(path)
    try {
      expect((await askChecks([], { mountpoint: 'ws' })).point).toMatchObject({
        cause: 'mount/path-not-creatable',
        evidence: { path: 'ws', code: 'ENOENT' },
      })
    } finally {
      process.chdir(before)
    }
  })
})
