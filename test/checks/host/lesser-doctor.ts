import { spawnSync } from 'node:child_process'
import type { Result } from '../../../src/run/result.ts'
import { doctorCommand, reportOf, runProgram } from '../../support/doctor.ts'

/** Under what the real doctor is run. */
export interface Lesser {
  readonly args: readonly string[]
  /** What root does first, in a mount namespace of the doctor's own. */
  readonly prepare?: string
  /** What setpriv takes from it. */
  readonly powers?: readonly string[]
  readonly env?: Readonly<Record<string, string>>
  /** Its PATH alone: what is done before is found as ever. */
  readonly path?: string
}

/** Nobody's ids, which setpriv takes on. */
export const NOBODY = ['--reuid=65534', '--regid=65534', '--clear-groups'] as const

/** Whether this process may make namespaces and give up powers, and has FUSE to take away. */
export const canLessen =
  spawnSync('unshare', ['-m', 'setpriv', ...NOBODY, 'true']).status === 0 &&
  spawnSync('unshare', ['-m', 'sh', '-ec', 'mknod /dev/shm/fuse-$$ c 10 229; rm /dev/shm/fuse-$$'])
    .status === 0

/** A /dev of the doctor's own, with what Node needs and this FUSE device. */
export const devWith = (fuse: string) =>
  `mount -t tmpfs -o mode=755 none /dev; mknod -m 666 /dev/null c 1 3; mknod -m 666 /dev/urandom c 1 9; ${fuse}`

/** A device that everybody may open. */
export const OPEN_DEVICE = devWith('mknod -m 666 /dev/fuse c 10 229')

/** Runs the real program with less than there is, and answers with what became of the one check. */
export async function lesser({
  args,
  prepare = ':',
  powers = [],
  env = {},
  path = process.env.PATH ?? '',
}: Lesser): Promise<Result> {
  const script = `${prepare}\nexec setpriv ${powers.join(' ')} -- env PATH="$DOCTORS_PATH" "$@"`
  const run = await runProgram(
    [
      ...['unshare', '-m', 'sh', '-ec', script, 'sh'],
      ...doctorCommand,
      ...['check', '--offline', '--format', 'json', ...args],
    ],
    { env: { ...env, DOCTORS_PATH: path } },
  )
  const { checks } = reportOf(run)
  const [result] = checks
  if (result === undefined) throw new Error(`no check ran: ${run.stderr}`)
  return result
}
