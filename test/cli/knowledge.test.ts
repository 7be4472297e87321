import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, it } from 'vitest'
import { causes } from '../../checks/causes/index.ts'
import { reportOf, runDoctor } from '../support/doctor.ts'

const validator = async () => {
  const { stdout } = await runDoctor(['schema'])
  return new Ajv2020({ strict: false, validateFormats: false }).compile(JSON.parse(stdout))
}

describe('what the doctor knows', () => {
  it('is listed: checks in report order, and causes', async () => {
    const checks = JSON.parse((await runDoctor(['list', '--format', 'json'])).stdout)
    expect(checks.slice(0, 2)).toMatchObject([{ id: 'host/platform' }, { id: 'host/cli' }])
    expect(checks).toContainEqual(
      expect.objectContaining({ id: 'storage/put', needs: ['storage/bucket'], writes: true }),
    )
    const causes = (await runDoctor(['list', 'causes'])).stdout
    expect(causes).toMatch(/^storage\/region-mismatch {2,}\S/m)
  })

  it.each([
    [
      'mermaid',
      /^flowchart LR\n[\s\S]*storage_bucket --> storage_put[\s\S]*storage_put -\.-> storage_list/,
    ],
    ['dot', /^digraph checks \{[\s\S]*"storage\/bucket" -> "storage\/put";/],
    ['json', /"from": "storage\/bucket",\s+"to": "storage\/put"/],
  ])('is drawn as %s', async (format, drawn) => {
    const run = await runDoctor(['graph', '--format', format])
    expect(run.code).toBe(0)
    expect(run.stdout).toMatch(drawn)
  })

  it('has a schema that its own reports keep, failing and passing', async () => {
    const valid = await validator()
    for (const args of [
      [],
      ['--offline'],
      ['acme/demo', '--offline', '--bucket', 'b', '--endpoint', 'http://127.0.0.1:1'],
    ]) {
      const report = reportOf(await runDoctor([...args, '--format', 'json']))
      valid(report)
      expect(valid.errors).toBeNull()
    }
  })

  it('does not take anything for a report', async () => {
    const valid = await validator()
    expect(valid({ schema: 'artifacts-doctor/report/v1' })).toBe(false)
    const report = reportOf(await runDoctor(['--offline', '--format', 'json']))
    expect(valid({ ...report, verdict: 'fine' })).toBe(false)
    expect(
      valid({ ...report, checks: [{ id: 'a/b', title: '', status: 'blocked', blockedBy: [] }] }),
    ).toBe(false)
  })
})

describe('explain', () => {
  it('names the cause of a code, with exit code 0', async () => {
    const run = await runDoctor(['explain', 'unauthorized', '--format', 'json'])
    expect(run.code).toBe(0)
    expect(JSON.parse(run.stdout)).toMatchObject({
      schema: 'artifacts-doctor/explanation/v1',
      matches: [
        { cause: 'auth/unauthorized', matched: 'unauthorized', documented: true, owner: 'you' },
      ],
    })
  })

  it('gives every step of a cause, and only what there is to do and to type', async () => {
    const run = await runDoctor(['explain', 'NoSuchBucket', '--format', 'json'])
    const { fix } = JSON.parse(run.stdout).matches[0]
    const steps = causes['storage/no-such-bucket'].fix
    expect(fix).toHaveLength(steps.length)
    expect(steps.some((step) => 'when' in step)).toBe(true)
    expect([...new Set(fix.flatMap(Object.keys))].sort()).toEqual(['do', 'run'])
  })

  it('takes a status for text, and reads standard input', async () => {
    expect((await runDoctor(['explain', '401'])).stdout).toContain('auth/unauthorized')
    const piped = await runDoctor(['explain', '-'], {
      stdin: '{"code":"setting_key_missing","message":"no setting key"}',
    })
    expect(piped.stdout).toContain('metadata/setting-missing')
  })

  it('gives both readings of a bare invalid_request', async () => {
    const run = await runDoctor(['explain', 'invalid_request', '--format', 'json'])
    const causes = JSON.parse(run.stdout).matches.map((match: { cause: string }) => match.cause)
    expect(causes.sort()).toEqual(['metadata/setting-missing', 'orchestrator/invalid-request'])
  })

  it('says that it does not know a text, asks about the nearest, and exits 1', async () => {
    const run = await runDoctor(['explain', 'NoSuchBuckt'])
    expect(run.code).toBe(1)
    expect(run.stdout).toMatch(/Did you mean NoSuchBucket\?/)
  })
})
