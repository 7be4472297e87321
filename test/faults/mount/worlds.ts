import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import type { Files } from '../../../src/disk/files.ts'
import type { Given } from '../../../src/settings/setting-sources.ts'
import { type MadeMount, type Making, makeMount } from '../../checks/mount/made-mount.ts'
import { canMountFuse } from '../../support/dead-mount.ts'
import { onlyMounts } from '../../support/own-mounts.ts'
import { temporaryDirectory } from '../../support/temporary-directory.ts'
import type { World } from '../line.ts'

/** What a world of mounts is built with; all of it goes with the world. */
export interface Bench {
  directory(): Promise<string>
  /** Mounts FUSE; the doctor sees it. */
  fuse(making?: Making): Promise<MadeMount>
  /** Mounts what the kernel serves itself: `mount <args> <path>`. */
  mount(path: string, ...args: string[]): void
  /** Runs a program that prints a line once it is ready, and lives as long as the world. */
  keep(cwd: string, program: string, ...args: string[]): Promise<number>
}

/** What is asked of the doctor in a world. */
export interface Built {
  readonly flags?: Given
  /** FUSE mounts that it sees beside those of the bench. */
  readonly sees?: readonly string[]
  /** Lines of mountinfo beside the real ones, each with `<root>` for the id of the root’s mount. */
  readonly lists?: readonly string[]
}

/** A world of mounts, of which the doctor sees no other FUSE mounts than its own. */
export function onMounts(build: (bench: Bench) => Promise<Built>): () => Promise<World> {
  return async () => {
    const undo: (() => unknown)[] = []
    const seen: string[] = []
    const stop = async () => {
      for (const one of undo.splice(0).reverse()) await one()
    }
    const bench: Bench = {
      directory: async () => {
        const { path, remove } = await temporaryDirectory()
        undo.push(remove)
        return path
      },
      fuse: async (making) => {
        const mount = await makeMount(making)
        undo.push(mount.stop)
        seen.push(mount.path)
        return mount
      },
      mount: (path, ...args) => {
        const { status, stderr } = spawnSync('mount', [...args, path], { encoding: 'utf8' })
        if (status !== 0) throw new Error(`mount ${path}: ${stderr.trim()}`)
        undo.push(() => spawnSync('umount', ['-l', path]))
      },
      keep: async (cwd, program, ...args) => {
        const child = spawn(program, args, { cwd, stdio: ['ignore', 'pipe', 'ignore'] })
        const ended = once(child, 'close')
        undo.push(async () => {
          child.kill('SIGKILL')
          await ended
        })
        await Promise.race([once(child.stdout, 'data'), ended])
        return child.pid ?? 0
      },
    }
    try {
      const { flags = {}, sees = [], lists = [] } = await build(bench)
      const files = listing(onlyMounts(...seen, ...sees), lists)
      return { flags, env: {}, only: ['mount/*'], files, left: async () => [], stop }
    } catch (error) {
      await stop()
      throw error
    }
  }
}

function listing(files: Files, lines: readonly string[]): Files {
  if (lines.length === 0) return files
  return {
    ...files,
    read: async (path) => {
      const text = await files.read(path)
      if (path !== '/proc/self/mountinfo') return text
      const [root = '1'] =
        text
          .split('\n')
          .findLast((line) => line.split(' ')[4] === '/')
          ?.split(' ') ?? []
      return `${text}${lines.map((line) => `${line.replace('<root>', root)}\n`).join('')}`
    },
  }
}

const root = process.geteuid?.() === 0

/** Whether lines that need a mount of the kernel’s can run here. */
export const canMount = root && spawnSync('unshare', ['--mount', 'true']).status === 0

/** Whether lines that need a FUSE mount can run here. */
export const canFuse = canMount && (await canMountFuse())
