import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { OWN, probeKey } from '../../checks/storage/probe-key.ts'
import { operation } from '../checks/storage/bucket.ts'
import { reportOf, runDoctor, runProgram } from '../support/doctor.ts'
import { startFaultProxy } from '../support/fault-proxy.ts'
import { isOnPath } from '../support/packages.ts'
import { makeBucket, versionsIn } from '../support/rgw-s3.ts'
import { type Rgw, startRgw } from '../support/rgw-server.ts'
import { started } from '../support/started.ts'

let rgw: Rgw
beforeAll(async () => {
  rgw = await startRgw()
})
afterAll(() => rgw.stop())

const HOUR = 3_600_000
const PREFIX = 'acme/demo/'
/** More than the doctor lists, and in their order before what it writes itself. */
const FILES = Array.from({ length: 40 }, (_, index) => `${PREFIX}chunks/0/${100 + index}`)
const NOTES = `${PREFIX}testing/notes.txt`
const ago = (hours: number) => probeKey(PREFIX, Date.now() - hours * HOUR)

/** Has the built doctor look at a bucket, and what it listed. */
async function diagnosed(bucket: string) {
  const proxy = await started(startFaultProxy(rgw, []))
  const env = {
    ARTIFACTS_S3_ACCESS_KEY_ID: rgw.first.accessKeyId,
    ARTIFACTS_S3_SECRET_ACCESS_KEY: rgw.first.secretAccessKey,
  }
  const words = ['check', 'acme/demo', '--only', 'storage/*', '--quiet', '--format', 'json']
  const where = ['--bucket', bucket, '--endpoint', proxy.endpoint]
  const run = await runDoctor([...words, ...where], { env })
  const { rootCauses, checks, verdict } = reportOf(run)
  const listed = proxy.requests
    .filter((request) => operation(request) === 'list')
    .map(({ path }) => new URL(path, 'http://s3').searchParams.get('prefix'))
  const evidence = checks.flatMap((check) =>
    check.id === 'storage/leftovers' && 'evidence' in check ? [check.evidence ?? {}] : [],
  )
  const steps = rootCauses.flatMap(({ fix }) => fix.flatMap(({ run: typed }) => typed ?? []))
  const type = (step: string) => runProgram(['bash', '-c', step], { env })
  return {
    code: run.code,
    verdict,
    causes: rootCauses.map(({ cause }) => cause),
    evidence: evidence[0],
    steps,
    listed,
    type,
  }
}

const keysIn = async (bucket: string) =>
  (await versionsIn(rgw.s3(rgw.root), bucket)).map((one) => one.split('@')[0]).sort()

const NO_AWS = 'there is no aws program, whose command is to be typed'

describe('what an earlier run left, behind more files than are listed', () => {
  it('is found by a listing of its own, and gone once the step is typed', async ({ skip }) => {
    const left = ago(3)
    await makeBucket(rgw.s3(rgw.first), 'one-left', [...FILES, NOTES, left])
    const sick = await diagnosed('one-left')
    expect(sick).toMatchObject({
      code: 0,
      verdict: 'warnings',
      causes: ['storage/leftover'],
      evidence: { key: left },
    })
    expect(sick.listed).toEqual([PREFIX, `${PREFIX}${OWN}`])
    expect(sick.steps).toHaveLength(1)

    if (!isOnPath('aws')) return skip(NO_AWS)
    expect(await sick.type(sick.steps[0] ?? '')).toMatchObject({ code: 0, stderr: '' })
    expect(await keysIn('one-left')).toEqual([...FILES, NOTES])
    expect(await diagnosed('one-left')).toMatchObject({ code: 0, verdict: 'healthy', causes: [] })
  })

  it('is more than that listing holds: the second step removes all, and nothing else', async ({
    skip,
  }) => {
    const all = Array.from({ length: 30 }, (_, index) => ago(60 - index))
    await makeBucket(rgw.s3(rgw.first), 'many-left', [...FILES, NOTES, ...all])
    const sick = await diagnosed('many-left')
    expect(sick.causes).toEqual(['storage/leftover'])
    expect(sick.evidence).toMatchObject({ key: all[0], folder: `${PREFIX}testing/`, more: true })
    expect(sick.listed).toEqual([PREFIX, `${PREFIX}${OWN}`])
    expect(sick.steps).toHaveLength(2)

    if (!isOnPath('aws')) return skip(NO_AWS)
    expect(await sick.type(sick.steps[1] ?? '')).toMatchObject({ code: 0, stderr: '' })
    expect(await keysIn('many-left')).toEqual([...FILES, NOTES])
    expect(await diagnosed('many-left')).toMatchObject({ code: 0, verdict: 'healthy', causes: [] })
  })

  it('is nothing where what is there is young, or somebody’s', async () => {
    const young = ago(0.5)
    await makeBucket(rgw.s3(rgw.first), 'none-left', [...FILES, NOTES, young])
    const well = await diagnosed('none-left')
    expect(well).toMatchObject({ code: 0, verdict: 'healthy', causes: [] })
    expect(well.listed).toEqual([PREFIX, `${PREFIX}${OWN}`])
  })
})
