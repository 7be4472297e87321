import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { describe, expect, it, onTestFinished } from 'vitest'
import { fail, pass } from '../../src/index.ts'
import { runMain } from '../secrets/in-process.ts'
import { doctorCommand, runProgram } from '../support/doctor.ts'
import { readEvents } from '../support/documents.ts'
import { ACCESS_KEY_ID, SECRET_ACCESS_KEY } from '../support/set-up.ts'
import { startSilent } from '../support/silent-server.ts'
import { outcomes, pluginOf } from './outcomes-plugin.ts'

const KEYS = {
  ARTIFACTS_S3_ACCESS_KEY_ID: ACCESS_KEY_ID,
  ARTIFACTS_S3_SECRET_ACCESS_KEY: SECRET_ACCESS_KEY,
}

const check = (id: string, more: object) => ({ id, title: `${id} is well`, ...more }) as never

function events(checks: readonly never[], ...args: readonly string[]) {
  return runMain(['check', '--format', 'ndjson', '--quiet', ...args], {
    loadChecks: async () => pluginOf(checks),
  })
}

describe('events', () => {
  it('are told one after the other, in the order of the run', async () => {
    const said = await events(outcomes.blocked as never)
    const told = readEvents(said.stdout).map(({ event, id }) => (id ? `${event} ${id}` : event))
    expect(told).toEqual([
      'run.start',
      ...['check.start made/first', 'check.start other/idle'],
      ...['check.end made/first', 'check.end other/idle'],
      ...['check.end made/needy', 'check.end other/needy'],
      'run.end',
    ])
  })

  it('carry each check as the report does, and the report at the end', async () => {
    const told = readEvents((await events(outcomes.blocked as never)).stdout)
    const ended = new Map(
      told.flatMap(({ event, id = '', check }) => (event === 'check.end' ? [[id, check]] : [])),
    )
    const report = told.at(-1)?.report
    expect(report?.checks).toHaveLength(4)
    for (const one of report?.checks ?? []) expect(ended.get(one.id)).toEqual(one)
    expect(report?.checks.some((one) => one.needs?.includes('made/first'))).toBe(true)
    expect(told.map(({ at }) => at)).toEqual(told.map(({ at }) => at).sort())
  })

  it('tell of each attempt that is made again', async () => {
    let tries = 0
    const slow = check('made/slow', {
      run: () => {
        tries += 1
        return tries < 3 ? fail('made/transient', { tries }) : pass({ tries })
      },
    })
    const told = readEvents((await events([slow], '--wait', '10s')).stdout)
    expect(
      told.flatMap(({ event, check }) =>
        check === undefined ? [] : [[event, check.status, 'attempts' in check && check.attempts]],
      ),
    ).toEqual([
      ['check.retry', 'fail', 1],
      ['check.retry', 'fail', 2],
      ['check.end', 'pass', 3],
    ])
  })
})

describe('a reader of events', () => {
  const doctor = `${doctorCommand.join(' ')} --offline --quiet --format ndjson`

  it('gets each line when it is told, not when the run has ended', async () => {
    const server = await startSilent()
    onTestFinished(() => server.stop())
    const [program, script] = doctorCommand
    const bucket = ['--bucket', 'b', '--endpoint', `http://127.0.0.1:${server.port}`]
    const child = spawn(program, [script, 'check', ...bucket, '--quiet', '--format', 'ndjson'], {
      env: { ...KEYS, PATH: process.env.PATH },
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    let text = ''
    child.stdout.setEncoding('utf8').on('data', (more: string) => {
      text += more
      // It is asking this server, which will never answer: only the signal ends the run.
      if (
        text.includes('"check.start"') &&
        text.includes('"id":"storage/reachable"') &&
        !child.killed
      )
        child.kill('SIGTERM')
    })
    const [code] = await once(child, 'close')
    const told = readEvents(text)
    expect(code).toBe(143)
    expect(told.at(-1)?.report).toMatchObject({ interrupted: 'SIGTERM', exitCode: 143 })
  })

  it('that goes away is no error: the result decides', async () => {
    const run = await runProgram([
      'bash',
      '-c',
      `${doctor} | head -1 >/dev/null; echo "\${PIPESTATUS[0]}"`,
    ])
    expect([run.stdout.trim(), run.stderr]).toEqual(['1', ''])
  })

  it('whose disk is full makes it exit code 2, in one line', async () => {
    const run = await runProgram(['bash', '-c', `${doctor} >/dev/full`])
    expect([run.code, run.stderr]).toEqual([
      2,
      'artifacts-doctor: the output cannot be written: ENOSPC\n',
    ])
  })

  it('that reads slowly gets every line', async () => {
    const run = await runProgram([
      'bash',
      '-c',
      `${doctor} --report ndjson=$HOME/all | (sleep 3; cat) >$HOME/seen; cmp $HOME/seen $HOME/all`,
    ])
    expect([run.code, run.stdout]).toEqual([0, ''])
  })
})
