import { existsSync } from 'node:fs'
import { symlink } from 'node:fs/promises'
import { delimiter, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { doctorCommand, type Run, runProgram } from '../support/doctor.ts'
import { canUnshare } from '../support/silent-name-server.ts'
import { type TemporaryDirectory, temporaryDirectory } from '../support/temporary-directory.ts'

let programs: TemporaryDirectory
beforeAll(async () => {
  programs = await temporaryDirectory()
  for (const name of ['sh', 'head', 'readlink']) {
    const place = (process.env.PATH ?? '')
      .split(delimiter)
      .map((directory) => join(directory, name))
      .find(existsSync)
    if (place === undefined) throw new Error(`there is no ${name}`)
    await symlink(place, join(programs.path, name))
  }
})
afterAll(() => programs.remove())

/** A script of bash that wraps `"$@"`, and what it does to the doctor's pipes. */
const WAYS: readonly (readonly [what: string, script: string, apart: boolean])[] = [
  ['there is no mkfifo', 'PATH=$PROGRAMS exec "$@"', false],
  ['there is no directory for temporary files', 'TMPDIR=/nowhere exec "$@"', false],
  [
    'nothing may be written to the directory for temporary files',
    'mkdir no; mount -t tmpfs -o ro t no; TMPDIR=$PWD/no "$@"',
    true,
  ],
]

function exec(script: string, apart: boolean, line: string): Promise<Run> {
  const namespace = apart ? ['unshare', '--mount'] : []
  const words = ['exec', '--only', 'host/platform', '--quiet', '--', 'sh', '-c', line]
  return runProgram([...namespace, 'bash', '-c', script, 'bash', ...doctorCommand, ...words], {
    env: { PROGRAMS: programs.path },
  })
}

const OWN = 'readlink /proc/self/fd/1; readlink /proc/self/fd/2 >&2'

describe.each(WAYS)('where %s, exec', (_, script, apart) => {
  it('gives the command what Node has in place of pipes', async ({ skip }) => {
    if (apart && !canUnshare()) skip()
    const run = await exec(script, apart, OWN)
    expect(run).toMatchObject({ code: 0, stdout: expect.stringMatching(/^socket:\[\d+\]\n$/) })
    expect(run.stderr).toMatch(/^socket:\[\d+\]\n$/)
  })

  it('passes on what is printed, and explains how it fails', async ({ skip }) => {
    if (apart && !canUnshare()) skip()
    const line = 'head -c 1000000 /dev/zero; echo "api error NoSuchBucket: gone" >&2; exit 7'
    const { code, stdout, stderr } = await exec(script, apart, line)
    expect({ code, bytes: stdout.length }).toEqual({ code: 7, bytes: 1_000_000 })
    expect(stderr).toMatch(/^api error NoSuchBucket: gone\n[\s\S]*storage\/no-such-bucket/)
  })
})

describe('elsewhere, exec', () => {
  it('gives the command pipes', async () => {
    const line = '[ -p /dev/stdout ] && echo pipe; [ -p /dev/stderr ] && echo pipe >&2'
    expect(await exec('exec "$@"', false, line)).toMatchObject({
      stdout: 'pipe\n',
      stderr: 'pipe\n',
    })
  })
})
