import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { formats } from '../../src/reporters/index.ts'
import { runDoctor } from '../support/doctor.ts'
import { checkDocument, readReport } from '../support/documents.ts'
import { type TemporaryDirectory, temporaryDirectory } from '../support/temporary-directory.ts'

let directory: TemporaryDirectory
beforeEach(async () => {
  directory = await temporaryDirectory()
})
afterEach(() => directory.remove())

const path = (name: string) => join(directory.path, name)
const WELL = ['exec', '--quiet', '--only', 'workspace/name'] as const
const SICK = ['exec', '--quiet', '--only', 'auth/credentials', '--for', 'create'] as const

describe('the reports of exec', () => {
  it('go to files in every format; standard output and the exit code are the command’s', async () => {
    const reports = formats.map((format) => `${format}=${path(format)}`).join(',')
    const run = await runDoctor([...WELL, '--report', reports, '--', 'sh', '-c', 'echo hi; exit 7'])
    expect([run.code, run.stdout]).toEqual([7, 'hi\n'])
    for (const format of formats) await checkDocument(format, await readFile(path(format), 'utf8'))
    expect(readReport(await readFile(path('json'), 'utf8'))).toMatchObject({ verdict: 'healthy' })
  })

  it('tell why the command was kept from being run', async () => {
    const run = await runDoctor([
      ...SICK,
      '--report',
      `json=${path('x')}`,
      '--',
      'touch',
      path('y'),
    ])
    expect(run.code).toBe(125)
    expect(readReport(await readFile(path('x'), 'utf8'))).toMatchObject({
      exitCode: 1,
      rootCauses: [{ cause: 'auth/not-logged-in' }],
    })
    expect(await readdir(directory.path)).toEqual(['x'])
  })

  it.each([
    ['a place that is not there', () => path('no/x'), /cannot be written: \S+\/no is not there/],
    ['a full disk', () => '/dev/full', /the report cannot be written to '\/dev\/full': ENOSPC/],
  ])(
    'that cannot be written are exit code 2, and the command is not run: %s',
    async (_, file, says) => {
      const run = await runDoctor([...WELL, '--report', `json=${file()}`, '--', 'touch', path('y')])
      expect(run.code).toBe(2)
      expect(run.stderr).toMatch(says)
      expect(await readdir(directory.path)).toEqual([])
    },
  )

  it('tell of a run that could not start', async () => {
    const run = await runDoctor([
      ...WELL,
      '--timeout',
      'soon',
      '--report',
      `json=${path('x')}`,
      '--',
      'true',
    ])
    expect(run.code).toBe(2)
    expect(readReport(await readFile(path('x'), 'utf8'))).toMatchObject({ exitCode: 2, checks: [] })
  })
})
