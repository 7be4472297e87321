import { describe, expect, it } from 'vitest'
import { doctorCommand, runDoctor, runProgram } from '../support/doctor.ts'

const ESCAPE = '\u001b['
const ARGS = ['--offline', 'acme/demo']

/** Runs a command on a pseudo-terminal, which `script` of util-linux makes; its stdout is the screen. */
async function onTerminal(args: readonly string[], env: Record<string, string> = {}) {
  const command = ['stty cols 80 rows 24;', ...doctorCommand, ...args].join(' ')
  return runProgram(['script', '-qefc', command, '/dev/null'], {
    env: { TERM: 'xterm', SHELL: '/bin/sh', ...env },
  })
}

describe('standard output', () => {
  it('carries one JSON document, and nothing else', async () => {
    const run = await runDoctor([...ARGS, '--format', 'json'])
    expect(JSON.parse(run.stdout).schema).toBe('artifacts-doctor/report/v1')
    expect(run.stderr).toContain('✔')
  })

  it('has no sign of health before a check that warns', async () => {
    const { stderr } = await runDoctor(['--only', 'host/cli'], { env: { PATH: '/nowhere' } })
    expect(stderr).toContain(
      '› Program artifacts is here and is the right one [WARNING: host/cli-missing]',
    )
    expect(stderr).not.toContain('✔ Program artifacts')
  })

  it('says in its first line which region the endpoint overrules, of a bucket of one’s own', async () => {
    const aws = ['--endpoint', 'https://s3.eu-west-1.amazonaws.com', '--bucket', 'cases']
    const head = async (...args: string[]) =>
      (await runDoctor([...ARGS, ...aws, ...args])).stdout.split('\n\n')[0]?.replaceAll('\n', ' ')
    expect(await head('--region', 'eu-north-1')).toMatch(
      /· region eu-west-1 \(ignored: eu-north-1 from --region\)$/,
    )
    expect(await head('--region', 'eu-west-1')).not.toContain('ignored')
    expect(await head('--region', 'eu-north-1', '--backend', 'managed')).not.toContain('ignored')
  })

  it('has no progress beside it with --quiet', async () => {
    expect((await runDoctor([...ARGS, '--quiet'])).stderr).toBe('')
  })

  it('that is closed early is no error: the result decides the exit code', async () => {
    const command = `${doctorCommand.join(' ')} ${ARGS.join(' ')} --verbose 2>/dev/null | true; echo "\${PIPESTATUS[0]}"`
    const run = await runProgram(['bash', '-c', command])
    expect(run.stdout.trim()).toBe('1')
    expect(run.stderr).toBe('')
  })

  it.each(['--help', '--offline'])(
    'that cannot be written is exit code 2, in one line: %s',
    async (flag) => {
      const run = await runProgram([
        'bash',
        '-c',
        `${doctorCommand.join(' ')} ${flag} --quiet >/dev/full`,
      ])
      expect(run.code).toBe(2)
      expect(run.stderr).toBe('artifacts-doctor: the output cannot be written: ENOSPC\n')
    },
  )

  it('tells statuses in words, not by colour alone', async () => {
    const { stdout } = await runDoctor([...ARGS, '--verbose'])
    expect(stdout).not.toContain(ESCAPE)
    expect(stdout).toMatch(/✗ FAIL {3}\S/)
    expect(stdout).toMatch(/✓ PASS/)
    expect(stdout).toMatch(/- SKIP/)
  })
})

describe('colour', () => {
  it.each<[what: string, args: string[], env: Record<string, string>, coloured: boolean]>([
    ['a pipe has none', [], {}, false],
    ['FORCE_COLOR colours a pipe', [], { FORCE_COLOR: '1' }, true],
    ['FORCE_COLOR=0 does not', [], { FORCE_COLOR: '0' }, false],
    ['--color always colours a pipe', ['--color', 'always'], { NO_COLOR: '1' }, true],
    ['--color never beats FORCE_COLOR', ['--color', 'never'], { FORCE_COLOR: '1' }, false],
  ])('%s', async (_, args, env, coloured) => {
    const { stdout } = await runDoctor([...ARGS, '--quiet', ...args], { env })
    expect(stdout.includes(ESCAPE)).toBe(coloured)
  })

  it.each<[what: string, env: Record<string, string>, coloured: boolean]>([
    ['is used on a terminal', {}, true],
    ['is not used under NO_COLOR', { NO_COLOR: '1' }, false],
    ['is not used on a dumb terminal', { TERM: 'dumb' }, false],
  ])('%s', async (_, env, coloured) => {
    const { stdout } = await onTerminal([...ARGS, '--quiet'], env)
    expect(stdout).toContain('FAIL')
    expect(/\u001b\[\d+m/.test(stdout)).toBe(coloured)
  })
})

describe('progress', () => {
  it('is painted over on a terminal, and gone when the report comes', async () => {
    const { stdout } = await onTerminal(ARGS)
    const [painted, report = ''] = stdout.split('artifacts-doctor 0.')
    expect(painted).toMatch(/\d+ of \d+ checks/)
    expect(painted).toMatch(/\u001b\[\d+A\u001b\[0J$/)
    expect(report).not.toMatch(/\d+ of \d+ checks/)
  })

  it.each<Record<string, string>>([{ CI: 'true' }, { TERM: 'dumb' }])(
    'is plain lines under %j',
    async (env) => {
      const { stdout } = await onTerminal(ARGS, env)
      expect(stdout).not.toMatch(/\u001b\[\d+A/)
      expect(stdout).toMatch(/✔\S* Workspace name keeps the rules/)
    },
  )
})
