import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { packedBeside } from '../examples/packed.ts'
import { reportOf, runProgram } from '../support/doctor.ts'
import { otherNode } from '../support/other-node.ts'
import { type SetUp, startSetUp } from '../support/set-up.ts'

let setUp: SetUp
let packed: Awaited<ReturnType<typeof packedBeside>>

beforeAll(async () => {
  ;[setUp, packed] = await Promise.all([startSetUp(), packedBeside('plugin-licence')])
})
afterAll(() => Promise.all([setUp.stop(), packed.remove()]))

/** The oldest that is promised runs every other test. */
const MAJORS = [22, 24]

describe.each(MAJORS)('on Node %i, the packed doctor', (major) => {
  it('does what it does on the oldest', { timeout: 180_000 }, async ({ skip }) => {
    const found = await otherNode(major)
    if ('reason' in found) return skip(found.reason)
    const doctor = join(packed.doctor, 'dist/bundle/artifacts-doctor.js')
    const run = (args: readonly string[], env = {}) =>
      runProgram([found.node, doctor, ...args], { cwd: packed.path, env })

    const own = await runProgram([found.node, '--version'])
    expect(own.stdout).toMatch(new RegExp(`^v${major}\\.`))

    expect(await run(['--version'])).toMatchObject({ code: 0, stderr: '' })
    const help = await run(['--help'])
    expect(help).toMatchObject({ code: 0, stderr: '' })
    expect(help.stdout).toContain('artifacts-doctor explain')
    const explained = await run(['explain', 'unauthorized'])
    expect(explained).toMatchObject({ code: 0, stderr: '' })
    expect(explained.stdout).toContain('auth/unauthorized')

    const healthy = await run([...setUp.args, '--quiet', '--format', 'json'], setUp.env)
    const { verdict, rootCauses } = reportOf(healthy)
    expect({ code: healthy.code, verdict, rootCauses, stderr: healthy.stderr }).toEqual({
      code: 0,
      verdict: 'healthy',
      rootCauses: [],
      stderr: '',
    })
    const wrong = { ...setUp.env, ARTIFACTS_S3_REGION: 'us-east-1' }
    const sick = await run([...setUp.args, '--quiet', '--format', 'json'], wrong)
    expect(sick.code).toBe(1)
    expect(reportOf(sick).rootCauses[0]?.cause).toBe('storage/region-mismatch')

    const log = join(packed.path, 'run.log')
    await writeFile(log, 'ERROR api error NoSuchBucket: The specified bucket does not exist\n')
    const triage = await run(['triage', log])
    expect(triage).toMatchObject({ code: 0, stderr: '' })
    expect(triage.stdout).toContain('storage/no-such-bucket')

    const plugin = await run(['--plugin', './index.js', '--only', 'acme/*', '--format', 'json'])
    expect(reportOf(plugin).checks.map(({ id }) => id)).toEqual(['acme/licence'])
  })
})
