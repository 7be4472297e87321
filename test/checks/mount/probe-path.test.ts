import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it, onTestFinished } from 'vitest'
import {
  conditionOf,
  type Probe,
  probeByNode,
  probePath,
} from '../../../checks/mount/probe-path.ts'
import { askChild, askNode } from '../../../src/disk/ask-child.ts'
import { canMountFuse, mountFuse } from '../../support/dead-mount.ts'
import { repositoryRoot, runProgram } from '../../support/doctor.ts'
import { temporaryDirectory } from '../../support/temporary-directory.ts'

const canMount = await canMountFuse()
const never = new AbortController().signal
const FUSE = '65735546'

async function fuseMount() {
  const mount = await mountFuse({ subtype: 'juicefs', name: 'Tonbo:acme/demo' })
  onTestFinished(() => mount.stop())
  return mount
}

async function directory() {
  const { path, remove } = await temporaryDirectory()
  onTestFinished(remove)
  return path
}

/** The children of this process that ask `path`; a daemon that serves it is not among them. */
function asking(path: string): string {
  const line = `-- ${path}$`
  const args = ['-P', String(process.pid), '-f', '--', line]
  return spawnSync('pgrep', args, { encoding: 'utf8' }).stdout
}

describe.each([
  ['by stat', probePath],
  ['by Node', probeByNode],
])('a path probed %s', (_, probe) => {
  it('answers with the type of its file system', async () => {
    expect(await probe('/proc', never)).toEqual({ kind: 'ok', type: '9fa0' })
  })

  it('may hold any character', async () => {
    const path = join(await directory(), '-f %t $(x)\n\'"\\ #ü')
    await mkdir(path)
    expect(await probe(path, never)).toMatchObject({ kind: 'ok' })
  })

  it('answers with an errno', async () => {
    const path = await directory()
    await writeFile(join(path, 'file'), '')
    await symlink('loop', join(path, 'loop'))
    const ask = (name: string) => probe(join(path, name), never)
    expect(await ask('missing')).toEqual({ kind: 'error', code: 'ENOENT' })
    expect(await ask('file/below')).toEqual({ kind: 'error', code: 'ENOTDIR' })
    expect(await ask('loop')).toEqual({ kind: 'error', code: 'ELOOP' })
    expect(await ask('a'.repeat(300))).toEqual({ kind: 'error', code: 'ENAMETOOLONG' })
  })

  it('is not touched once the run is over', async () => {
    const over = AbortSignal.abort(new Error('deadline'))
    await expect(probe('/', over)).rejects.toThrow('deadline')
  })

  describe.skipIf(!canMount)('on FUSE', () => {
    it('answers while its daemon runs, and no more once it was killed', async () => {
      const mount = await fuseMount()
      expect(await probe(mount.path, never)).toEqual({ kind: 'ok', type: FUSE })
      await mount.kill()
      expect(await probe(mount.path, never)).toEqual({ kind: 'error', code: 'ENOTCONN' })
    })

    it('is given two seconds while its daemon is stopped', async () => {
      const mount = await fuseMount()
      mount.freeze()
      expect(await probe(mount.path, never)).toEqual({ kind: 'hung', afterMs: 2000 })
      expect(asking(mount.path)).toBe('')
      mount.thaw()
      expect(await probe(mount.path, never)).toEqual({ kind: 'ok', type: FUSE })
    })

    it('is left alone at once when the run ends', async () => {
      const mount = await fuseMount()
      mount.freeze()
      const run = new AbortController()
      const probed = probe(mount.path, run.signal)
      const refused = expect(probed).rejects.toThrow('deadline')
      await sleep(300)
      expect(asking(mount.path)).not.toBe('')
      run.abort(new Error('deadline'))
      await refused
      expect(asking(mount.path)).toBe('')
    })
  })
})

describe.skipIf(!canMount)('a child that cannot even be killed', () => {
  /** A mount whose daemon has read the request and waits for another that hangs. */
  async function deafMount() {
    const frozen = await fuseMount()
    const path = await directory()
    const daemon = spawn('bindfs', ['-f', frozen.path, path], { stdio: 'ignore' })
    const exited = once(daemon, 'exit')
    onTestFinished(async () => {
      await frozen.kill()
      daemon.kill('SIGKILL')
      await exited
      spawnSync('umount', ['-l', path])
    })
    while (((await probePath(path, never)) as { type?: string }).type !== FUSE) await sleep(20)
    frozen.freeze()
    return path
  }

  it('is left behind, and keeps neither the answer nor Node', async () => {
    const path = await deafMount()
    expect(await probePath(path, never)).toEqual({ kind: 'hung', afterMs: 2000 })
    // The negative control: it is there, so this was the hard case.
    expect(asking(path)).not.toBe('')
  })

  it('lets a program that asked end by itself', async () => {
    const path = await deafMount()
    const built = await directory()
    const program = join(built, 'ask.mjs')
    // What was built: a bare Node runs no TypeScript.
    const module = join(repositoryRoot, 'dist/checks/mount/probe-path.js')
    await writeFile(
      program,
      `import { probePath } from ${JSON.stringify(module)}
      console.log(JSON.stringify(await probePath(${JSON.stringify(path)}, new AbortController().signal)))`,
    )
    const run = await runProgram([process.execPath, program])
    expect(run).toMatchObject({ code: 0, stdout: '{"kind":"hung","afterMs":2000}\n', stderr: '' })
  })
})

describe('askChild', () => {
  it('tells a program that is not there', async () => {
    const reply = await askChild('/nowhere/stat', [], never)
    expect(reply).toEqual({ kind: 'unstarted', code: 'ENOENT' })
  })

  it('gives what a killed child had said', async () => {
    const script = `require('node:fs').writeSync(1, process.argv[1]); for (;;);`
    const reply = await askNode(script, 'so far', never)
    expect(reply).toEqual({ kind: 'hung', afterMs: 2000, output: 'so far' })
  })

  it('gives the child no environment', async () => {
    const reply = await askChild('/usr/bin/env', [], never)
    expect(reply).toEqual({ kind: 'ended', code: 0, output: '' })
  })

  it('may be asked many things at once without a warning', async () => {
    const warnings: unknown[] = []
    const warn = (warning: unknown) => warnings.push(warning)
    process.on('warning', warn)
    onTestFinished(() => void process.off('warning', warn))
    const { signal } = new AbortController()
    await Promise.all(Array.from({ length: 24 }, () => probePath('/', signal)))
    await sleep(10)
    expect(warnings).toEqual([])
  })
})

describe('conditionOf', () => {
  it.each<[Probe, string]>([
    [{ kind: 'ok', type: FUSE }, 'alive'],
    [{ kind: 'hung', afterMs: 2000 }, 'hung'],
    [{ kind: 'error', code: 'ENOTCONN' }, 'dead'],
    [{ kind: 'error', code: 'ESTALE' }, 'dead'],
    [{ kind: 'error', code: 'ECONNABORTED' }, 'dead'],
    [{ kind: 'error', code: 'EIO' }, 'failing'],
    [{ kind: 'error', code: 'EACCES' }, 'alive'],
    [{ kind: 'error', code: 'ENOSYS' }, 'alive'],
    [{ kind: 'error', code: 'ENOENT' }, 'unseen'],
    [{ kind: 'error', code: 'EUNKNOWN' }, 'unknown'],
  ])('takes %o for %s', (probe, condition) => {
    expect(conditionOf(probe)).toBe(condition)
  })
})
