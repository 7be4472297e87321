import { stat } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { reportOf, runProgram } from './doctor.ts'

describe('programs', () => {
  it('find an empty home and nothing of our environment', async () => {
    const script = 'console.log(JSON.stringify([process.env, process.cwd()]))'
    const run = await runProgram([process.execPath, '-e', script], { env: { MORE: 'yes' } })
    const [env, cwd] = JSON.parse(run.stdout)
    expect(env).toEqual({ PATH: process.env.PATH, HOME: cwd, MORE: 'yes' })
    await expect(stat(cwd)).rejects.toThrow('ENOENT')
  })

  it('are given input and told apart by how they end', async () => {
    const cat = await runProgram(['sh', '-c', 'cat; echo no >&2; exit 3'], { stdin: 'in' })
    expect(cat).toMatchObject({ code: 3, signal: null, stdout: 'in', stderr: 'no\n' })
    expect(() => reportOf(cat)).toThrow('no report, exit 3')
    const slow = await runProgram(['sleep', '30'], { signalAfterMs: 200, signal: 'SIGTERM' })
    expect(slow).toMatchObject({ code: null, signal: 'SIGTERM' })
    expect(slow.ms).toBeLessThan(5000)
  })
})
