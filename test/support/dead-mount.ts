import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, openSync, readdirSync, readFileSync } from 'node:fs'
import { mkdir, rmdir } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { ensureInstalled } from './packages.ts'
import { atProcessEnd } from './process-end.ts'
import { temporaryDirectory } from './temporary-directory.ts'

/** A FUSE mount whose daemon a test may stop or kill. */
export interface FuseMount {
  readonly path: string
  /** The directory that shows through the mount. */
  readonly source: string
  readonly pid: number
  /** Kills the daemon: the mount stays and answers ENOTCONN. */
  kill(): Promise<void>
  /** Stops the daemon: whoever asks the mount hangs, this process too. */
  freeze(): void
  thaw(): void
  /** Removes the mount and all that belongs to it, in whatever state it is. */
  stop(): Promise<void>
}

/** How a mount looks in /proc/self/mountinfo; bindfs's own way unless given. */
export interface MountLook {
  /** The part behind `fuse.` of its type: `juicefs`. */
  readonly subtype?: string
  /** Its source: `Tonbo:demo`. */
  readonly name?: string
}

const MOUNT_MS = 5000
const STOP_MS = 5000

let possible: Promise<boolean> | undefined

/** Whether FUSE file systems can be mounted here, found out by mounting one. */
export function canMountFuse(): Promise<boolean> {
  possible ??= tryMount()
  return possible
}

async function tryMount(): Promise<boolean> {
  try {
    closeSync(openSync('/dev/fuse', 'r+'))
  } catch {
    return false
  }
  ensureInstalled({ command: 'bindfs', package: 'bindfs' })
  return mountFuse().then(
    (mount) => mount.stop().then(() => true),
    () => false,
  )
}

/** Mounts an empty directory with bindfs. */
export async function mountFuse({ subtype, name }: MountLook = {}): Promise<FuseMount> {
  ensureInstalled({ command: 'bindfs', package: 'bindfs' })
  const directory = await temporaryDirectory()
  // Only with a comma in the source's path does bindfs leave the name to the option.
  const source = join(directory.path, name === undefined ? 'source' : 'source,')
  const path = join(directory.path, 'mount')
  await mkdir(source)
  await mkdir(path)
  const look = [
    ...(subtype === undefined ? [] : ['-o', `subtype=${subtype}`]),
    ...(name === undefined ? [] : ['-o', `fsname=${name}`]),
  ]
  const child = spawn('bindfs', ['-f', ...look, source, path], {
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const exited = once(child, 'close')
  let said = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said += text
  })
  const ended = () => child.exitCode !== null || child.signalCode !== null
  const kill = async () => {
    // SIGKILL also ends a stopped process.
    child.kill('SIGKILL')
    await exited
  }
  const callOff = atProcessEnd(() => {
    child.kill('SIGKILL')
    unmount(path)
  })
  const stop = async () => {
    callOff()
    await kill()
    unmount(path)
    // Not recursively: were it still mounted, that would reach through it.
    await rmdir(path).catch(() => {})
    if (!isMounted(path)) await directory.remove()
  }

  for (const end = Date.now() + MOUNT_MS; !isMounted(path); await sleep(10)) {
    if (!ended() && Date.now() < end) continue
    await stop()
    throw new Error(`bindfs did not mount: ${said.trim()}`)
  }
  return {
    path,
    source,
    pid: child.pid ?? 0,
    kill,
    freeze: () => stopProcess(child.pid ?? 0),
    thaw: () => void child.kill('SIGCONT'),
    stop,
  }
}

/**
 * Stops a process, and waits until all its threads are: one that is still on its way would take a
 * last request, whose asker could then not even be killed.
 */
export function stopProcess(pid: number): void {
  process.kill(pid, 'SIGSTOP')
  const tasks = `/proc/${pid}/task`
  const pause = new Int32Array(new SharedArrayBuffer(4))
  const isStopped = (task: string) =>
    / T [^)]*$/.test(readFileSync(`${tasks}/${task}/stat`, 'utf8'))
  for (const end = Date.now() + STOP_MS; !readdirSync(tasks).every(isStopped); ) {
    if (Date.now() > end) throw new Error(`process ${pid} does not stop`)
    Atomics.wait(pause, 0, 0, 2)
  }
}

function isMounted(path: string): boolean {
  return readFileSync('/proc/self/mountinfo', 'utf8').includes(` ${path} `)
}

/** Detaches the mount; who is not root needs FUSE's helper for it. */
function unmount(path: string): void {
  for (const command of [
    ['umount', '-l'],
    ['fusermount3', '-uz'],
    ['fusermount', '-uz'],
  ]) {
    const [program = '', ...args] = command
    if (!isMounted(path)) return
    spawnSync(program, [...args, path])
  }
}
