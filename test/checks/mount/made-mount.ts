import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, rmdir } from 'node:fs/promises'
import { join } from 'node:path'
import { stopProcess } from '../../support/dead-mount.ts'
import { atProcessEnd } from '../../support/process-end.ts'
import { temporaryDirectory } from '../../support/temporary-directory.ts'
import { DAEMON } from './daemon-script.ts'

/** A file of a made mount. */
export interface MadeFile {
  readonly text: string
  readonly mode: number
}

/** What a made mount looks like, and how it answers. */
export interface Making {
  /** What stands behind `fuse.` in its type; `juicefs` unless given. */
  readonly subtype?: string
  /** `Tonbo:acme/demo` unless given. */
  readonly source?: string
  /** The user it is for, by id; the superuser, and all others, unless given. */
  readonly user?: number
  readonly readOnly?: true
  readonly files?: Readonly<Record<string, MadeFile>>
  /** Operations that fail, each with its errno. */
  readonly errors?: Readonly<
    Partial<Record<'getattr' | 'lookup' | 'statfs' | 'opendir' | 'readdir', string>>
  >
  /** Where it is mounted; a directory of its own unless given. */
  readonly at?: string
  /** The daemon's arguments beside its own. */
  readonly args?: readonly string[]
}

/** A FUSE mount whose daemon is a program of the tests’ own, called `artifacts`. */
export interface MadeMount {
  readonly path: string
  readonly pid: number
  kill(): Promise<void>
  freeze(): void
  stop(): Promise<void>
}

/** Mounts what bindfs cannot: for another user, with files of any mode, failing as it is told. */
export async function makeMount(making: Making = {}): Promise<MadeMount> {
  const { subtype = 'juicefs', source = 'Tonbo:acme/demo', user, files = {}, errors = {} } = making
  const directory = await temporaryDirectory()
  const path = making.at ?? join(directory.path, 'mount')
  if (making.at === undefined) await mkdir(path)
  const options = [
    ...(user === undefined ? ['user_id=0', 'allow_other'] : [`user_id=${user}`]),
    'group_id=0',
    ...(making.readOnly ? ['ro'] : []),
  ]
  const told = JSON.stringify({ path, source, type: `fuse.${subtype}`, options, files, errors })
  const script = ['--input-type=commonjs', '-e', DAEMON, '--', told, ...(making.args ?? [])]
  const daemon = spawn(process.execPath, script, {
    argv0: 'artifacts',
    cwd: '/',
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const exited = once(daemon, 'close')
  const kill = async () => {
    daemon.kill('SIGKILL')
    await exited
  }
  const unmount = () => void spawnSync('umount', ['-l', path])
  const callOff = atProcessEnd(() => {
    daemon.kill('SIGKILL')
    unmount()
  })
  const stop = async () => {
    callOff()
    await kill()
    unmount()
    // Not recursively: were it still mounted, that would reach through it.
    if (making.at === undefined) await rmdir(path)
    await directory.remove()
  }
  let said = ''
  daemon.stderr.setEncoding('utf8').on('data', (text: string) => {
    said += text
  })
  const mounted = once(daemon.stdout, 'data').then(() => true)
  if (!(await Promise.race([mounted, exited.then(() => false)]))) {
    await stop()
    throw new Error(`it did not mount: ${said.trim()}`)
  }
  const { pid = 0 } = daemon
  return { path, pid, kill, freeze: () => stopProcess(pid), stop }
}
