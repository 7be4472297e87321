import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { repositoryRoot, runProgram } from '../support/doctor.ts'
import type { Fault, Line } from './line.ts'
import { listed, table } from './score.ts'

const accuracy = (...args: string[]) =>
  runProgram([process.execPath, join(repositoryRoot, 'dist/test/faults/accuracy.js'), ...args])

describe('npm run accuracy', () => {
  it('scores the lines that speak of a text, and exits 0 where all are right', async () => {
    const run = await accuracy('--only', 'storage/endpoint-missing')
    expect(run.stdout).toMatch(/^area +lines +right +share\nsettings +1 +1 +100\.0 %\n/)
    expect(run.stdout).toMatch(/\n1 of 1 lines right, in \d+\.\d s\n$/)
    expect(run.code).toBe(0)
  })

  it('shows that lines of a check are wrong without it', async () => {
    const run = await accuracy(
      '--only',
      'storage/endpoint-missing',
      '--without',
      'storage/settings',
    )
    expect(run.stdout).toContain('Without storage/settings:\n  1 lines of its own')
    expect(run.stdout).toContain('\nAs it must be')
    expect(run.code).toBe(0)
  })

  it.each([
    [['--without', 'storage/regoin'], "is not a check; the nearest is 'storage/region'"],
    [['--only', 'no such line'], "no line speaks of 'no such line'"],
    [['--nonsense'], "Unknown option '--nonsense'"],
    [['word'], "Unexpected argument 'word'"],
    [['--only'], 'argument missing'],
  ])('refuses %j with exit code 2', async (args, said) => {
    const run = await accuracy(...args)
    expect(run.stderr).toContain(said)
    expect(run.stdout).toBe('')
    expect(run.code).toBe(2)
  })
})

describe('the score', () => {
  const world = () => Promise.reject(new Error('not to be run'))
  const fault = (area: Line['area'], what: string): Fault => ({
    area,
    what,
    source: 'somewhere',
    world,
    root: 'storage/throttled',
    check: 'storage/reachable',
    seen: {},
  })
  const judged = [
    { line: fault('region', 'one'), wrong: [] },
    { line: fault('region', 'two'), wrong: ['named nothing', 'says it left x'] },
    { line: fault('keys', 'three'), wrong: [] },
    {
      line: { area: 'state', what: 'well', source: '', world, passes: [], exitCode: 0 },
      wrong: [],
    },
  ] as const

  it('counts faults by area, and the healthy for themselves', () => {
    expect(table(judged).split('\n')).toEqual([
      'area          lines    right    share',
      'region            2        1   50.0 %',
      'keys              1        1  100.0 %',
      'all faults        3        2   66.7 %',
      'healthy           1        1  100.0 %',
    ])
  })

  it('lists what is wrong below its line', () => {
    expect(listed(judged.slice(1, 2))).toBe(
      '  region: two\n      named nothing\n      says it left x',
    )
  })
})
