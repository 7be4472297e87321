import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { canMountFuse } from '../support/dead-mount.ts'
import { reportOf, runDoctor } from '../support/doctor.ts'
import { BUCKET, type SetUp, startSetUp } from '../support/set-up.ts'

const ARGS = ['check', 'acme/demo', '--backend', 'byo', '--for', 'mount']

let setUp: SetUp
beforeAll(async () => {
  setUp = await startSetUp()
})
afterAll(() => setUp.stop())

/** What is asked of the servers from now on. */
function marks() {
  const { gate, orchestrator } = setUp
  const [first, second] = [gate.requests.length, orchestrator.requests.length]
  return {
    gate: () => gate.requests.slice(first),
    orchestrator: () => orchestrator.requests.slice(second),
  }
}

describe('a healthy set-up', () => {
  it('is called healthy, everything required of it, and its bucket is as before', async () => {
    const before = await setUp.s3.keys(BUCKET)
    const args = [...setUp.args, '--require', 'auth/*,storage/*,metadata/*', '--format', 'json']
    const run = await runDoctor(args, { env: setUp.env })
    const { verdict, rootCauses, summary, settings } = reportOf(run)
    expect({ code: run.code, verdict, rootCauses }).toEqual({
      code: 0,
      verdict: 'healthy',
      rootCauses: [],
    })
    expect(summary).toMatchObject({ fail: 0, warn: 0, error: 0, blocked: 0 })
    expect(settings.secretAccessKey).toEqual({
      present: true,
      source: 'ARTIFACTS_S3_SECRET_ACCESS_KEY',
    })
    expect(await setUp.s3.keys(BUCKET)).toEqual(before)
    expect(setUp.orchestrator.violations).toEqual([])
  })

  it('is called healthy with this machine, where a workspace can be mounted here', async ({
    skip,
  }) => {
    if (process.arch !== 'x64' || !(await canMountFuse())) return skip('none can be')
    const args = [...ARGS, '--skip', 'mount/*', '--require', 'host/*', '--format', 'json']
    const run = await runDoctor(args, { env: setUp.env })
    expect({ code: run.code, rootCauses: reportOf(run).rootCauses }).toEqual({
      code: 0,
      rootCauses: [],
    })
  })

  it('is asked once for each thing, on S3 as on the orchestrator', async () => {
    const since = marks()
    await runDoctor(setUp.args, { env: setUp.env })
    const asked = since.gate().map(({ method, path }) => {
      const { pathname, searchParams } = new URL(path, 'http://s3')
      if (pathname.endsWith('/juicefs_uuid')) return `${method} juicefs_uuid`
      const bucket = ['list-type', 'object-lock'].find((name) => searchParams.has(name))
      return `${method} ${bucket ?? 'object'}`
    })
    const object = ['DELETE object', 'GET object', 'PUT object']
    const others = ['GET list-type', 'GET object-lock', 'GET juicefs_uuid']
    expect(asked.sort()).toEqual([...object, ...others].sort())
    expect(
      since
        .orchestrator()
        .map(({ path }) => path)
        .sort(),
    ).toEqual(['/workspaces', '/workspaces/acme/demo'])
  })

  it('is told of by nobody else: packages that log for DEBUG would show what they send', async () => {
    const run = await runDoctor([...setUp.args, '--quiet'], { env: { ...setUp.env, DEBUG: '*' } })
    expect({ code: run.code, stderr: run.stderr }).toEqual({ code: 0, stderr: '' })
  })

  it('is asked nothing at all with --offline', async () => {
    const since = marks()
    const run = await runDoctor([...setUp.args, '--offline', '--format', 'json'], {
      env: setUp.env,
    })
    expect(run.code).toBe(0)
    expect([...since.gate(), ...since.orchestrator()]).toEqual([])
  })

  it('is written nothing to with --read-only, and the report says what was left out', async () => {
    const since = marks()
    const run = await runDoctor([...setUp.args, '--read-only', '--format', 'json'], {
      env: setUp.env,
    })
    const report = reportOf(run)
    expect(run.code).toBe(0)
    expect([...new Set(since.gate().map(({ method }) => method))]).toEqual(['GET'])
    expect(report.checks.find(({ id }) => id === 'storage/put')).toMatchObject({
      status: 'skip',
      ruledOut: true,
    })
    expect(report.writes).toBeUndefined()
  })

  it('is not healthy where something required was ruled out', async () => {
    const args = [...setUp.args, '--read-only', '--require', 'storage/put', '--format', 'json']
    const run = await runDoctor(args, { env: setUp.env })
    expect({ code: run.code, verdict: reportOf(run).verdict }).toEqual({
      code: 3,
      verdict: 'undetermined',
    })
  })

  it('can be diagnosed twice at once', async () => {
    // s3rver removes a directory that it finds empty, also under an object just being written;
    // it takes requests without a signature.
    const held = 'acme/demo/testing/held'
    const url = `${setUp.s3.endpoint}/${BUCKET}/${held}`
    await fetch(url, { method: 'PUT', body: 'held' })
    // Three are slower than one, and how slow is not what is asked.
    const args = [...setUp.args, '--timeout', '60s']
    const runs = await Promise.all([1, 2, 3].map(() => runDoctor(args, { env: setUp.env })))
    expect(runs.map(({ code }) => code)).toEqual([0, 0, 0])
    expect(await setUp.s3.keys(BUCKET)).toEqual([held])
    await fetch(url, { method: 'DELETE' })
  })

  it('says in its first line what it writes', async () => {
    const { stdout } = await runDoctor(setUp.args, { env: setUp.env })
    expect(stdout.replace(/\n/g, ' ')).toMatch(
      /^artifacts-doctor \S+ .*writes and removes one object of 100 bytes/,
    )
  })
})
