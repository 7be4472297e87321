import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it, onTestFinished } from 'vitest'
import {
  daemonEvidence,
  holderEvidence,
  namespaceEvidence,
  processesAt,
} from '../../../checks/mount/processes.ts'
import { disk } from '../../../src/disk/disk.ts'
import { type Mount, parseMountinfo } from '../../../src/disk/mountinfo.ts'
import { canMountFuse } from '../../support/dead-mount.ts'
import { askChecks, directory, made } from './on-mounts.ts'

const canMount = (await canMountFuse()) && process.geteuid?.() === 0
const never = new AbortController().signal

const mountsNow = async () => parseMountinfo(await disk.read('/proc/self/mountinfo')).mounts

async function mountAt(path: string): Promise<Mount> {
  const mount = (await mountsNow()).findLast((one) => one.path === path)
  if (mount === undefined) throw new Error(`nothing is mounted on ${path}`)
  return mount
}

/** A shell that prints a word once it is where it is to be, and then sleeps for the test's length. */
async function sleeper(script: string, cwd = '/', wrapper: readonly string[] = []) {
  const [program = '', ...args] = [...wrapper, 'sh', '-c', `${script}; echo there; exec sleep 600`]
  const child: ChildProcess = spawn(program, args, { cwd, stdio: ['ignore', 'pipe', 'inherit'] })
  const exited = once(child, 'exit')
  onTestFinished(async () => {
    child.kill('SIGKILL')
    await exited
  })
  if (child.stdout !== null) await once(child.stdout, 'data')
  return child.pid ?? 0
}

describe.skipIf(!canMount)('the processes of a mount', () => {
  it('are its daemon, and those that have their directory or a file in it', async () => {
    const text = { text: 'x', mode: 0o444 }
    const mount = await made({ files: { file: text } })
    const inside = await sleeper(':', mount.path)
    const reading = await sleeper(`exec 9<${mount.path}/file`)
    await sleeper(':', await directory())
    const processes = await processesAt({ mount: await mountAt(mount.path) }, never)
    expect(daemonEvidence(processes)).toEqual({
      daemon: mount.pid,
      daemonName: 'node',
      daemonState: 'running',
    })
    const held = String(holderEvidence(processes, mount.path, await mountsNow()).heldBy)
    expect(held.split(', ').sort()).toEqual([`sleep (${inside})`, `sleep (${reading})`].sort())
  })

  it('are found while it hangs, and once it is dead', async () => {
    const mount = await made()
    const inside = await sleeper(':', mount.path)
    mount.freeze()
    const settings = { mountpoint: mount.path }
    expect((await askChecks([mount.path], settings)).stale).toMatchObject({
      cause: 'mount/hung',
      evidence: {
        daemon: mount.pid,
        daemonState: 'stopped',
        heldBy: `sleep (${inside})`,
        unmounter: expect.stringMatching(/^fusermount3?$/),
      },
    })
    await mount.kill()
    const { stale } = await askChecks([mount.path], settings)
    expect(stale).toMatchObject({
      cause: 'mount/stale',
      evidence: { heldBy: `sleep (${inside})` },
    })
    expect(stale).not.toHaveProperty('evidence.daemon')
  })

  it('are named three at most, and counted', async () => {
    const mount = await made()
    for (let count = 0; count < 5; count += 1) await sleeper(':', mount.path)
    const { point } = await askChecks([mount.path], {
      mountpoint: mount.path,
      workspace: 'other',
    })
    expect(point).toMatchObject({
      cause: 'mount/already-mounted',
      evidence: {
        heldBy: expect.stringMatching(/^(sleep \(\d+\)(, )?){3}$/),
        heldByMore: 2,
        daemon: mount.pid,
      },
    })
  })

  it('are not those of a mount that lies in it', async () => {
    const outer = await made({ files: {} })
    const path = await directory()
    const inner = await made({ at: path })
    await sleeper(':', inner.path)
    const processes = await processesAt({ mount: await mountAt(outer.path) }, never)
    expect(holderEvidence(processes, outer.path, await mountsNow())).toEqual({})
    const all = parseMountinfo('1 0 0:1 / / rw - t s rw\n2 1 0:2 / /a rw - t s rw\n').mounts
    const holders = [{ pid: 7, name: 'sh', at: '/a/b' }]
    const seen = { daemons: [], holders, namespaces: [] }
    expect(holderEvidence(seen, '/a', all)).toEqual({ heldBy: 'sh (7)' })
    expect(holderEvidence(seen, '/', all)).toEqual({})
  })
})

describe.skipIf(!canMount)('a mount in another namespace', () => {
  it('is told where nothing is mounted in ours', async () => {
    const path = await directory()
    const ask = async () => (await askChecks([], { mountpoint: path })).point
    expect(await ask()).not.toHaveProperty('evidence.namespaceOf')
    const script = `mount -i -t fuse.juicefs -o fd=9,rootmode=40000,user_id=0,group_id=0 Tonbo:acme/demo '${path}' 9<>/dev/fuse`
    // The mount lives as long as the namespace; nobody serves it, and nobody asks it.
    const pid = await sleeper(script, '/', ['unshare', '--mount', '--propagation', 'private'])
    expect(await ask()).toMatchObject({
      status: 'pass',
      evidence: { mounted: false, namespaceOf: pid, namespaceSource: 'Tonbo:acme/demo' },
    })
  })

  it('is not told where it is not the product’s', async () => {
    const path = await directory()
    const script = `mount -t tmpfs -o size=64k Tonbo:acme/demo '${path}'`
    await sleeper(script, '/', ['unshare', '--mount', '--propagation', 'private'])
    const { point } = await askChecks([], { mountpoint: path })
    expect(point).toMatchObject({ status: 'pass' })
    expect(point).not.toHaveProperty('evidence.namespaceOf')
  })
})

describe('a kernel that does not number its connections', () => {
  /** A process as /proc shows it. */
  async function processIn(
    proc: string,
    pid: number,
    { name = 'sh', args = [] as string[], links = {} as Record<string, string>, fds = true } = {},
  ) {
    const home = join(proc, String(pid))
    await mkdir(join(home, 'fdinfo'), { recursive: true })
    if (fds) await mkdir(join(home, 'fd'))
    await writeFile(join(home, 'comm'), `${name}\n`)
    await writeFile(join(home, 'cmdline'), [name, ...args, ''].join('\0'))
    await writeFile(join(home, 'stat'), `${pid} (${name} ) T) S 1 1`)
    for (const [link, target] of Object.entries(links)) await symlink(target, join(home, link))
  }
  const fuse = { 'fd/4': '/dev/fuse' }
  const mount = parseMountinfo('1 0 0:39 / /mnt/ws rw - fuse.juicefs Tonbo:demo rw\n')
    .mounts[0] as Mount

  it('shows the daemon by its arguments', async () => {
    const proc = await directory()
    await processIn(proc, 10, { args: ['mount', '/mnt/ws'] })
    await processIn(proc, 11, { args: ['mount', 'ws'], links: { ...fuse, cwd: '/mnt' } })
    await processIn(proc, 12, { args: ['mount', '/mnt/other'], links: fuse })
    await processIn(proc, 13, { name: 'artifacts', args: ['mount', '/mnt/ws'], fds: false })
    await processIn(proc, 14, { name: 'vi', args: ['/mnt/ws'], fds: false })
    await processIn(proc, 15, { args: ['mount', '/mnt/ws'], links: fuse })
    await writeFile(join(proc, '15/fdinfo/4'), 'pos:\t0\nfuse_connection:\t40\n')
    const { daemons, holders } = await processesAt({ mount }, never, proc)
    expect(daemons.map(({ pid }) => pid)).toEqual([11, 13])
    expect(daemonEvidence({ daemons, holders: [], namespaces: [] })).toMatchObject({
      daemon: 11,
      daemonState: 'running',
    })
    expect(holders).toEqual([])
  })

  it('shows it by what the mount says of itself', async () => {
    const proc = await directory()
    await processIn(proc, 21, { links: fuse })
    await processIn(proc, 22, { links: fuse })
    const { daemons } = await processesAt({ mount, hint: 22 }, never, proc)
    expect(daemons.map(({ pid }) => pid)).toEqual([22])
  })

  it('shows nothing where there is no /proc', async () => {
    const proc = join(await directory(), 'none')
    const none = { daemons: [], holders: [], namespaces: [] }
    expect(await processesAt({ mount }, never, proc)).toEqual(none)
  })
})

describe('what is said of processes', () => {
  it('is a stopped daemon before another', () => {
    const daemons = ['S', 'T', 't'].map((state, pid) => ({ pid, name: 'juicefs', state }))
    expect(daemonEvidence({ daemons, holders: [], namespaces: [] })).toEqual({
      daemon: 1,
      daemonName: 'juicefs',
      daemonState: 'stopped',
    })
  })

  it.each([
    ['D', 'waiting for a disk or a network'],
    ['Z', 'ended'],
    ['R', 'running'],
    ['', 'running'],
  ])('reads the state %s as %s', (state, daemonState) => {
    const daemons = [{ pid: 1, name: 'juicefs', state }]
    expect(daemonEvidence({ daemons, holders: [], namespaces: [] })).toMatchObject({ daemonState })
  })

  it('is flat, and never more than three names', () => {
    const holder = fc.record({ pid: fc.nat(), name: fc.string(), at: fc.constant('/mnt/ws/x') })
    fc.assert(
      fc.property(fc.array(holder), (holders) => {
        const seen = holderEvidence({ daemons: [], holders, namespaces: [] }, '/mnt/ws', [])
        const named = Math.min(holders.length, 3)
        expect('heldBy' in seen).toBe(holders.length > 0)
        expect(Number(seen.heldByMore ?? 0) + named).toBe(holders.length)
      }),
    )
  })

  it('is nothing of namespaces where no mount is the product’s', () => {
    const line = '1 0 0:39 / /mnt/ws rw - tmpfs Tonbo:demo rw'
    const { mounts } = parseMountinfo(line)
    const namespaces = [{ pid: 9, name: 'sh', mounts }]
    expect(namespaceEvidence({ daemons: [], holders: [], namespaces })).toEqual({})
  })
})
