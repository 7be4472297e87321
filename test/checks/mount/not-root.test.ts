import { spawnSync } from 'node:child_process'
import { chmod, chown, mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { canMountFuse } from '../../support/dead-mount.ts'
import { doctorCommand, reportOf, runProgram } from '../../support/doctor.ts'
import { directory, made } from './on-mounts.ts'

const NOBODY = 65_534
const ids = ['--reuid', String(NOBODY), '--regid', String(NOBODY), '--clear-groups']
const asNobody = ['setpriv', ...ids, '--']

/** access(2) asks for the real user: only a process of its own can be somebody else. */
const canBeNobody =
  process.geteuid?.() === 0 &&
  spawnSync('setpriv', [...ids, '--', 'test', '-r', doctorCommand[1]]).status === 0

/** The built doctor's word on a mount point, by check; `who` stands before its command. */
async function ask(mountpoint: string | undefined, who: readonly string[] = asNobody) {
  const point = mountpoint === undefined ? [] : ['--mountpoint', mountpoint]
  const args = ['check', '--only', 'mount/*', '--format', 'json', ...point]
  const run = await runProgram([...who, ...doctorCommand, ...args], { cwd: '/' })
  return Object.fromEntries(reportOf(run).checks.map((result) => [result.id, result]))
}

/** A directory of this mode and owner, in one that everybody may look into. */
async function below(mode: number, owner: number): Promise<string> {
  const home = await directory()
  await chmod(home, 0o755)
  const path = join(home, 'ws')
  await mkdir(path)
  await chmod(path, mode)
  await chown(path, owner, owner)
  return path
}

describe.skipIf(!canBeNobody)('who is not root', () => {
  it.each([
    ['its own', 0o755, NOBODY],
    ['everybody’s', 0o777, 0],
    ['its own, where only owners remove names', 0o1777, NOBODY],
  ])('may mount on a directory that is %s', async (_, mode, owner) => {
    const path = await below(mode, owner)
    expect(await ask(path)).toMatchObject({
      'mount/point': { status: 'pass', evidence: { path, writable: true } },
    })
  })

  it.each([
    ['root’s', 0o755, { writable: false, sticky: false }],
    ['everybody’s, where only owners remove names', 0o1777, { writable: true, sticky: true }],
  ])('is told mount/directory-not-writable on one that is %s', async (_, mode, evidence) => {
    const path = await below(mode, 0)
    expect(await ask(path)).toMatchObject({
      'mount/point': { status: 'fail', cause: 'mount/directory-not-writable', evidence },
    })
  })

  it('is told mount/path-not-creatable below one that is root’s', async () => {
    const home = await below(0o755, 0)
    expect(await ask(join(home, 'deep/ws'))).toMatchObject({
      'mount/point': {
        cause: 'mount/path-not-creatable',
        evidence: { ancestor: home, code: 'EACCES' },
      },
    })
  })

  it('is not told of another user’s dead mount, unless it is in the way', async () => {
    if (!(await canMountFuse())) return
    const at = await below(0o755, 0)
    const mount = await made({ at })
    await mount.kill()
    expect(await ask(undefined)).toMatchObject({ 'mount/stale': { status: 'pass' } })
    expect(await ask(at)).toMatchObject({
      'mount/stale': { cause: 'mount/stale', evidence: { path: at, user: 0 } },
      'mount/point': { status: 'blocked' },
    })
  })
})
