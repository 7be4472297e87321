import { spawn, spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { Given } from '../../../src/settings/setting-sources.ts'
import { canMountFuse } from '../../support/dead-mount.ts'
import { onlyMounts } from '../../support/own-mounts.ts'
import { runReport } from '../../support/run-check.ts'
import { directory, made, mounted } from './on-mounts.ts'

const canMount = (await canMountFuse()) && process.geteuid?.() === 0

/** The commands of the first root cause. */
async function commands(own: readonly string[], flags: Given, files = onlyMounts(...own)) {
  const { rootCauses } = await runReport({ only: ['mount/*'], flags, files })
  return (rootCauses[0]?.fix ?? []).flatMap(({ run }) => run ?? [])
}

describe.skipIf(!canMount)('the commands that free a mount point', () => {
  it('are, of a dead mount of the product, its own, FUSE’s and the superuser’s', async () => {
    const mount = await made()
    await mount.kill()
    const { path } = mount
    const [own, fuse, ...others] = await commands([path], {
      mountpoint: path,
      workspace: 'acme/asked',
    })
    expect(own).toBe(`artifacts unmount ${path}`)
    expect(fuse).toMatch(new RegExp(`^fusermount3? -u -z ${path}$`))
    expect(others).toEqual([`sudo umount -l ${path}`, `artifacts mount acme/demo ${path}`])
  })

  it('are, of a dead one of another’s, not the product’s', async () => {
    const mount = await made({ subtype: 'sshfs', source: 'host:' })
    await mount.kill()
    const { path } = mount
    expect(await commands([path], { mountpoint: path })).toEqual([
      expect.stringMatching(/^fusermount3? -u -z /),
      `sudo umount -l ${path}`,
    ])
  })

  it('mount again what was there, and nothing that its source makes up', async () => {
    for (const [source, again] of [
      ['Tonbo:demo', 'demo'],
      ['Tonbo:--debug', undefined],
      ['Tonbo:a/b/c', undefined],
      ['JuiceFS:demo', undefined],
    ] as const) {
      const mount = await made({ source })
      await mount.kill()
      const found = await commands([mount.path], { workspace: 'acme/asked' })
      const mounts = found.filter((one) => one.startsWith('artifacts mount'))
      expect(mounts).toEqual(again === undefined ? [] : [`artifacts mount ${again} ${mount.path}`])
    }
  })

  it('quote the path', async () => {
    const path = join(await directory(), "it's $(a) path")
    await mkdir(path)
    const mount = await made({ at: path })
    await mount.kill()
    const escaped = path.replaceAll(' ', '\\040')
    const found = await commands([escaped], { mountpoint: path })
    const quoted = `'${path.replace("'", "'\\''")}'`
    expect(found[0]).toBe(`artifacts unmount ${quoted}`)
    expect(found).toContain(`sudo umount -l ${quoted}`)
  })

  it('say how many are to be unmounted', async () => {
    const lower = await made()
    await lower.kill()
    const upper = await made({ at: lower.path })
    await upper.kill()
    expect(await commands([lower.path], { mountpoint: lower.path })).toContain(
      `for n in $(seq 2); do sudo umount -l ${lower.path}; done`,
    )
  })

  it('let a stopped daemon go on', async () => {
    const mount = await made()
    mount.freeze()
    const { path, pid } = mount
    expect(await commands([path], { mountpoint: path })).toEqual([
      `kill -CONT ${pid}`,
      `kill -KILL ${pid}`,
      `sudo umount -f ${path} || sudo umount -l ${path}`,
      `artifacts mount acme/demo ${path}`,
    ])
  })

  it('unmount what is not the product’s as the superuser, and what hides it first', async () => {
    const lid = await directory()
    const path = join(lid, 'ws')
    await mkdir(path)
    mounted(path, '-t', 'tmpfs', '-o', 'size=64k', 'lower')
    const flags = { mountpoint: path }
    expect(await commands([], flags)).toEqual([
      `findmnt ${path}`,
      `sudo umount ${path}`,
      `fuser -vm ${path}`,
    ])
    mounted(lid, '-t', 'tmpfs', '-o', 'size=64k', 'lid')
    expect(await commands([], flags)).toContain(`sudo umount ${lid}`)
  })
})

describe.skipIf(!canMount)('what is to be typed, once it was typed,', () => {
  /** Runs the first command that fits, as root, who needs no sudo. */
  async function type(path: string, fits: RegExp): Promise<void> {
    const found = (await commands([path], { mountpoint: path })).find((one) => fits.test(one))
    const typed = spawnSync('sh', ['-c', String(found).replaceAll('sudo ', '')])
    expect(typed.status, String(typed.stderr)).toBe(0)
  }
  const isListed = (path: string) => readFileSync('/proc/self/mountinfo', 'utf8').includes(path)

  it.each([/^fusermount/, /^sudo umount -l/])('frees a dead mount (%s)', async (fits) => {
    const mount = await made()
    await mount.kill()
    await type(mount.path, fits)
    expect(isListed(mount.path)).toBe(false)
  })

  it('frees a stack of dead mounts', async () => {
    const lower = await made()
    await lower.kill()
    await (await made({ at: lower.path })).kill()
    await type(lower.path, /^for n in/)
    expect(isListed(lower.path)).toBe(false)
  })

  it('lets a stopped one answer again', async () => {
    const mount = await made()
    mount.freeze()
    await type(mount.path, /^kill -CONT/)
    expect(await commands([mount.path], { mountpoint: mount.path })).toEqual([])
  })

  it('cuts off one that hangs, and that a shell stands in', async () => {
    const mount = await made()
    const shell = spawn('sleep', ['600'], { cwd: mount.path, stdio: 'ignore' })
    onTestFinished(() => void shell.kill('SIGKILL'))
    mount.freeze()
    await type(mount.path, /umount -f/)
    expect(isListed(mount.path)).toBe(false)
  })

  it('frees what another user keeps to himself', async () => {
    const mount = await made({ user: 65_534 })
    await type(mount.path, /^sudo umount/)
    expect(isListed(mount.path)).toBe(false)
  })
})

describe('the command for a mount point', () => {
  it('that can be made makes it', async () => {
    const home = await directory()
    expect(await commands([], { mountpoint: join(home, 'a b') })).toEqual([
      `mkdir -p '${join(home, 'a b')}'`,
    ])
    expect(await commands([], { mountpoint: '/proc/ws' })).toEqual([])
  })

  it('of a network mount, here only listed, is unmounted by the superuser', async () => {
    const text = readFileSync('/proc/self/mountinfo', 'utf8')
    const path = await directory()
    const line = `999 ${idOfRoot(text)} 0:999 / ${path} rw - nfs4 server:/export rw\n`
    const files = onlyMounts()
    const read = async (file: string) => {
      const there = await files.read(file)
      return file === '/proc/self/mountinfo' ? `${there.trimEnd()}\n${line}` : there
    }
    expect(await commands([], { mountpoint: path }, { ...files, read })).toContain(
      `sudo umount ${path}`,
    )
  })
})

function idOfRoot(mountinfo: string): string {
  return (
    mountinfo
      .split('\n')
      .find((line) => line.split(' ')[4] === '/')
      ?.split(' ')[0] ?? '1'
  )
}
