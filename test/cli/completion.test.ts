import { mkdir, symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { doctorCommand, runDoctor, runProgram } from '../support/doctor.ts'
import { temporaryDirectory } from '../support/temporary-directory.ts'

/** What a real bash offers behind these words, the last of which is being typed. */
async function offered(...words: readonly string[]): Promise<string[]> {
  const directory = await temporaryDirectory()
  onTestFinished(() => directory.remove())
  const bin = join(directory.path, 'bin')
  await mkdir(bin)
  await symlink(doctorCommand[1], join(bin, 'artifacts-doctor'))
  const typed = ['artifacts-doctor', ...words].map((word) => `'${word}'`).join(' ')
  const script = [
    'source <(artifacts-doctor completion bash)',
    `COMP_WORDS=(${typed}) COMP_CWORD=${words.length}`,
    '_artifacts_doctor',
    `printf "%s\\n" "\${COMPREPLY[@]}"`,
  ].join('\n')
  const run = await runProgram(['bash', '-c', script], {
    env: { PATH: `${bin}:${process.env.PATH}` },
  })
  return run.stdout.split('\n').filter((word) => word !== '')
}

describe('completion', () => {
  it.each<[typed: string[], expected: string[]]>([
    [['ex'], ['explain', 'exec']],
    [['check', '--backe'], ['--backend']],
    [
      ['check', '--backend', ''],
      ['managed', 'byo'],
    ],
    [['graph', '--format', 'd'], ['dot']],
    [['list', 'ca'], ['causes']],
    [['list', 'nothing-of-the-kind'], []],
  ])('offers what may come behind %j', async (typed, expected) => {
    expect(await offered(...typed)).toEqual(expected)
  })

  it.each([
    ['/bin/bash', 'complete -o'],
    ['/usr/bin/zsh', '#compdef artifacts-doctor'],
    ['', 'complete -o'],
  ])('is for the shell that SHELL names: %s', async (SHELL, part) => {
    const run = await runDoctor(['completion'], { env: { SHELL } })
    expect(run).toMatchObject({ code: 0, stderr: '' })
    expect(run.stdout).toContain(part)
  })

  it('knows no other shell', async () => {
    const run = await runDoctor(['completion', 'fish'])
    expect(run).toMatchObject({ code: 2, stdout: '' })
    expect(run.stderr).toContain("'fish' is not a choice; expected bash, zsh")
  })
})
