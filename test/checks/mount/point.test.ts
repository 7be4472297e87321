import { execFileSync, spawnSync } from 'node:child_process'
import { mkdir, symlink, writeFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import point from '../../../checks/mount/point.ts'
import { disk } from '../../../src/disk/disk.ts'
import type { Given } from '../../../src/settings/setting-sources.ts'
import { testContext } from '../../support/context.ts'
import { canMountFuse, type MountLook, mountFuse } from '../../support/dead-mount.ts'
import { onlyMounts } from '../../support/own-mounts.ts'
import { temporaryDirectory } from '../../support/temporary-directory.ts'

const canMount = await canMountFuse()
const root = process.getuid?.() === 0

/** An empty directory, anew for each test. */
let here = ''
beforeEach(async () => {
  const { path, remove } = await temporaryDirectory()
  here = path
  onTestFinished(remove)
})

async function check(mountpoint: string, settings: Given = {}, own: readonly string[] = []) {
  const { context } = await testContext({
    settings: { mountpoint, ...settings },
    files: onlyMounts(...own),
  })
  return point.run(context)
}

/** Mounts for the length of a test. */
function mount(path: string, ...args: string[]): void {
  const { status, stderr } = spawnSync('mount', [...args, path], { encoding: 'utf8' })
  if (status !== 0) throw new Error(`mount ${args.join(' ')} ${path}: ${stderr.trim()}`)
  onTestFinished(() => void spawnSync('umount', ['-l', path]))
}

async function made(...names: string[]): Promise<string> {
  const path = join(here, ...names)
  await mkdir(path, { recursive: true })
  return path
}

describe('mount/point', () => {
  it('wants a mount point', async () => {
    const { context } = await testContext()
    expect(await point.run(context)).toEqual({
      status: 'skip',
      reason: 'no mount point was given',
      missing: 'mountpoint',
    })
  })

  it('does not apply where nothing lists the mounts', async () => {
    const read = () => Promise.reject(Object.assign(new Error('none'), { code: 'ENOENT' }))
    const { context } = await testContext({
      settings: { mountpoint: here },
      files: { ...disk, read },
    })
    expect(await point.run(context)).toMatchObject({ status: 'skip' })
  })

  it.each(['create', 'mount', undefined])('passes on a directory (%s)', async (intent) => {
    const outcome = await check(here, intent === undefined ? {} : { intent })
    expect(outcome).toMatchObject({ status: 'pass', evidence: { path: here, mounted: false } })
    expect(outcome).toHaveProperty('evidence.on', expect.stringMatching(/^[a-z0-9]+$/))
  })

  it('takes any spelling of the path', async () => {
    const ws = await made('a b', 'größe\n#\\')
    for (const mountpoint of [
      ws,
      `${ws}/`,
      `${ws}//.`,
      join(here, 'a b/../a b/größe\n#\\'),
      relative(process.cwd(), ws),
    ]) {
      expect(await check(mountpoint)).toMatchObject({ status: 'pass', evidence: { path: ws } })
    }
  })

  it('follows links, of parents and of the mount point itself', async () => {
    const ws = await made('real', 'deep', 'ws')
    await symlink('real/deep', join(here, 'relative'))
    await symlink(ws, join(here, 'absolute'))
    await symlink('../relative/../deep/./ws', join(here, 'real/up'))
    for (const name of ['relative/ws', 'absolute', 'real/up']) {
      expect(await check(join(here, name))).toMatchObject({
        status: 'pass',
        evidence: { path: ws },
      })
    }
  })

  it('names mount/not-a-directory on what is there and is none', async () => {
    await writeFile(join(here, 'file'), '')
    await symlink('file', join(here, 'link'))
    const path = join(here, 'file')
    const given = join(here, 'link')
    const outcome = { status: 'fail', cause: 'mount/not-a-directory' }
    expect(await check(path)).toEqual({ ...outcome, evidence: { path } })
    expect(await check(given)).toEqual({ ...outcome, evidence: { path, given } })
    const pipe = join(here, 'pipe')
    execFileSync('mkfifo', [pipe])
    expect(await check(pipe)).toMatchObject({ cause: 'mount/not-a-directory' })
  })

  it('names mount/path-missing where it can be created', async () => {
    await symlink(here, join(here, 'link'))
    const missing = (path: string, given?: string) => ({
      status: 'fail',
      cause: 'mount/path-missing',
      evidence: { path, ancestor: here, on: expect.any(String), ...(given && { given }) },
    })
    expect(await check(join(here, 'ws'))).toEqual(missing(join(here, 'ws')))
    expect(await check(join(here, 'deep/ws'))).toEqual(missing(join(here, 'deep/ws')))
    expect(await check(join(here, 'link/ws'))).toEqual(
      missing(join(here, 'ws'), join(here, 'link/ws')),
    )
  })

  it('names mount/not-a-directory below a file', async () => {
    const file = join(here, 'file')
    await writeFile(file, '')
    expect(await check(join(file, 'a/ws'))).toEqual({
      status: 'fail',
      cause: 'mount/not-a-directory',
      evidence: { path: join(file, 'a/ws'), at: file },
    })
  })

  describe('names mount/path-not-creatable', () => {
    const refused = (path: string, ancestor: string, code: string) => ({
      status: 'fail',
      cause: 'mount/path-not-creatable',
      evidence: { path, ancestor, on: expect.any(String), code },
    })

    it('through a link that leads nowhere, which mkdir does not follow', async () => {
      const link = join(here, 'link')
      await symlink('nowhere/a', link)
      await symlink('link', join(here, 'outer'))
      const nowhere = join(here, 'nowhere/a')
      for (const [given, path, ancestor] of [
        [link, nowhere, link],
        [join(link, 'ws'), join(nowhere, 'ws'), link],
        [join(here, 'outer'), nowhere, join(here, 'outer')],
      ] as const) {
        expect(await check(given)).toMatchObject(refused(path, ancestor, 'EEXIST'))
      }
      expect(spawnSync('mkdir', ['-p', join(link, 'ws')]).status).not.toBe(0)
    })

    it('through links that go in a circle', async () => {
      await symlink('there', join(here, 'back'))
      await symlink('back', join(here, 'there'))
      expect(await check(join(here, 'there/ws'))).toMatchObject({
        cause: 'mount/path-not-creatable',
        evidence: { code: 'ELOOP' },
      })
    })

    it('by a name that is too long', async () => {
      const path = join(here, 'a'.repeat(300))
      expect(await check(path)).toEqual(refused(path, here, 'ENAMETOOLONG'))
    })

    it.each([
      ['/proc/ws', '/proc', 'proc'],
      ['/sys/a/ws', '/sys', 'sysfs'],
    ])('at %s, where the kernel alone makes files', async (path, ancestor, on) => {
      const outcome = await check(path)
      expect(outcome).toMatchObject({
        cause: 'mount/path-not-creatable',
        evidence: { path, ancestor, on },
      })
    })

    it.skipIf(!canMount)('on a file system that is read-only', async () => {
      mount(here, '-t', 'tmpfs', '-o', 'ro,size=64k', 'none')
      expect(await check(join(here, 'ws'))).toEqual(refused(join(here, 'ws'), here, 'EROFS'))
      spawnSync('mount', ['-o', 'remount,rw', here])
      expect(await check(join(here, 'ws'))).toMatchObject({ cause: 'mount/path-missing' })
    })

    it.skipIf(root)('below a directory that is not ours', async () => {
      expect(await check('/ws')).toEqual(refused('/ws', '/', 'EACCES'))
    })
  })

  describe('names mount/already-mounted', () => {
    it('on /proc', async () => {
      expect(await check('/proc')).toMatchObject({
        cause: 'mount/already-mounted',
        evidence: { path: '/proc', type: 'proc' },
      })
    })

    it.skipIf(!canMount)(
      'on any mount, however it is reached, and not below or beside it',
      async () => {
        const ws = await made('ws')
        await symlink(here, join(here, 'parent'))
        await symlink(ws, join(here, 'last'))
        mount(ws, '-t', 'tmpfs', '-o', 'size=64k', 'some#thing')
        for (const path of [ws, `${ws}/`, join(here, 'parent/ws'), join(here, 'last')]) {
          expect(await check(path, { workspace: 'demo' })).toEqual({
            status: 'fail',
            cause: 'mount/already-mounted',
            evidence: { path: ws, source: 'some#thing', type: 'tmpfs', kind: 'other' },
          })
        }
        expect(await check(join(ws, 'sub'))).toMatchObject({ cause: 'mount/path-missing' })
        expect(await check(`${ws}x`)).toMatchObject({ cause: 'mount/path-missing' })
        spawnSync('umount', [ws])
        expect(await check(ws)).toMatchObject({ status: 'pass' })
      },
    )

    it.skipIf(!canMount)('on binds, of a directory to itself and of files', async () => {
      const [self, name] = [await made('self'), await made('name \\040')]
      const [from, to] = [join(here, 'from'), join(here, 'to')]
      await Promise.all([writeFile(from, ''), writeFile(to, '')])
      mount(self, '--bind', self)
      mount(name, '--bind', self)
      mount(to, '--bind', from)
      for (const path of [self, name, to]) {
        expect(await check(path)).toMatchObject({
          cause: 'mount/already-mounted',
          evidence: { path, bindOf: expect.any(String), root: expect.any(String) },
        })
      }
      expect(await check(from)).toMatchObject({ cause: 'mount/not-a-directory' })
    })

    it.skipIf(!canMount)('on a stack, with its topmost mount', async () => {
      mount(here, '-t', 'tmpfs', '-o', 'size=64k', 'lower')
      mount(here, '-t', 'tmpfs', '-o', 'size=64k', 'upper')
      expect(await check(here)).toMatchObject({
        evidence: { source: 'upper', stack: 2, below: 'lower', belowType: 'tmpfs' },
      })
    })

    it.skipIf(!canMount)('on a mount that another hides, as the product does', async () => {
      const ws = await made('lid/ws')
      mount(ws, '-t', 'tmpfs', '-o', 'size=64k', 'lower')
      mount(join(here, 'lid'), '-t', 'tmpfs', '-o', 'size=64k', 'lid')
      expect(await check(ws)).toMatchObject({
        cause: 'mount/already-mounted',
        evidence: { source: 'lower', hidden: true, hiddenBy: join(here, 'lid') },
      })
    })
  })
})

describe.skipIf(!canMount)('mount/point on a mount of the product', () => {
  async function checkOn(look: MountLook, settings: Given) {
    const fuse = await mountFuse(look)
    try {
      return await check(fuse.path, settings, [fuse.path])
    } finally {
      await fuse.stop()
    }
  }
  const tonbo = { subtype: 'juicefs', name: 'Tonbo:acme/demo' }
  const workspace = 'acme/demo'

  it.each<[settings: Given, outcome: object]>([
    [{ workspace }, { status: 'pass', evidence: { mounted: true, source: tonbo.name } }],
    [{}, { status: 'pass', evidence: { mounted: true, source: tonbo.name } }],
    [{ workspace, intent: 'mount' }, { cause: 'mount/mounted-here' }],
    [{ workspace, intent: 'create' }, { cause: 'mount/already-mounted' }],
    [{ intent: 'mount' }, { cause: 'mount/already-mounted' }],
    [{ workspace: 'other' }, { cause: 'mount/already-mounted' }],
    [{ workspace: 'other', intent: 'mount' }, { cause: 'mount/already-mounted' }],
  ])('with %o gives %o', async (settings, outcome) => {
    expect(await checkOn(tonbo, settings)).toMatchObject(outcome)
  })

  it.each([
    ['Tonbo:demo', 'demo', true],
    ['Tonbo:demo', 'acme/demo', true],
    ['Tonbo:acme/demo', 'demo', true],
    ['Tonbo:acme/demo', 'else/demo', false],
    ['Tonbo:acme/demo', 'acme', false],
    ['Tonbo:demo-2', 'demo', false],
    ['Tonbo:Demo', 'demo', false],
    ['JuiceFS:demo', 'demo', true],
    ['JuiceFS:acme-demo', 'acme/demo', true],
    ['JuiceFS:demo-2', 'demo', false],
    ['demo', 'demo', false],
  ])('takes %s for %s: %s', async (name, workspace, same) => {
    const outcome = await checkOn({ subtype: 'juicefs', name }, { workspace })
    expect(outcome).toMatchObject(same ? { status: 'pass' } : { cause: 'mount/already-mounted' })
  })

  it('looks at directories below it without hanging', async () => {
    const fuse = await mountFuse(tonbo)
    onTestFinished(() => fuse.stop())
    const path = join(fuse.path, 'ws')
    expect(await check(path, {}, [fuse.path])).toMatchObject({
      cause: 'mount/path-missing',
      evidence: { path, ancestor: fuse.path, on: 'fuse.juicefs' },
    })
    fuse.freeze()
    expect(await check(path, {}, [fuse.path])).toMatchObject({
      status: 'fail',
      cause: 'mount/hung',
      evidence: {
        path: fuse.path,
        at: expect.stringContaining(fuse.path),
        position: 'above',
        afterMs: 2000,
      },
    })
  })
})
