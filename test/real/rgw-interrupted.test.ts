import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { setTimeout as sleep } from 'node:timers/promises'
import { PutBucketVersioningCommand } from '@aws-sdk/client-s3'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { operation } from '../checks/storage/bucket.ts'
import { doctorCommand } from '../support/doctor.ts'
import { type Action, type FaultProxy, type Rule, startFaultProxy } from '../support/fault-proxy.ts'
import { makeBucket, versionsIn } from '../support/rgw-s3.ts'
import { type Rgw, startRgw } from '../support/rgw-server.ts'
import { started } from '../support/started.ts'

let rgw: Rgw
beforeAll(async () => {
  rgw = await startRgw()
})
afterAll(() => rgw.stop())

let buckets = 0

async function versionedBucket(): Promise<string> {
  buckets += 1
  const Bucket = `interrupted-${buckets}`
  const s3 = rgw.s3(rgw.first)
  await makeBucket(s3, Bucket)
  const VersioningConfiguration = { Status: 'Enabled' as const }
  await s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration }))
  return Bucket
}

/** Runs the built doctor on `bucket`, and sends it `signal` as soon as `when` holds. */
async function interrupted(
  proxy: FaultProxy,
  bucket: string,
  signal: NodeJS.Signals,
  when: () => Promise<boolean>,
) {
  const [program, script] = doctorCommand
  const where = ['--bucket', bucket, '--endpoint', proxy.endpoint]
  const child = spawn(program, [script, '--only', 'storage/*', '--format', 'json', ...where], {
    env: {
      PATH: process.env.PATH,
      ARTIFACTS_S3_ACCESS_KEY_ID: rgw.first.accessKeyId,
      ARTIFACTS_S3_SECRET_ACCESS_KEY: rgw.first.secretAccessKey,
    },
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const said = text(child.stdout)
  const ended = once(child, 'close')
  while (!(await when())) {
    if (child.exitCode !== null) throw new Error(`it ended too early: ${await said}`)
    await sleep(20)
  }
  child.kill(signal)
  const [code] = await ended
  return { code, report: JSON.parse(await said) }
}

function on(name: string, action: Action): Rule {
  return { when: (request) => operation(request) === name, do: action }
}

it.each<[what: string, signal: NodeJS.Signals, code: number, until: string, rules: Rule[]]>([
  [
    'its write is stored, and not answered yet',
    'SIGINT',
    130,
    'stored',
    [on('put', { forwardThen: 'hang' })],
  ],
  [
    'its write is stored, and not answered yet',
    'SIGTERM',
    143,
    'stored',
    [on('put', { forwardThen: 'hang' })],
  ],
  ['it reads', 'SIGINT', 130, 'get', [on('get', { hang: true })]],
  ['it removes', 'SIGINT', 130, 'delete', [on('delete', { delayMs: 500 })]],
])('leaves nothing in a versioned bucket when %s, by %s', async (_, signal, code, until, rules) => {
  const bucket = await versionedBucket()
  const root = rgw.s3(rgw.root)
  const proxy = await started(startFaultProxy(rgw, rules))
  const when = async () =>
    until === 'stored'
      ? (await versionsIn(root, bucket)).length > 0
      : proxy.requests.some((request) => operation(request) === until)

  const run = await interrupted(proxy, bucket, signal, when)

  expect({ code: run.code, interrupted: run.report.interrupted }).toEqual({
    code,
    interrupted: signal,
  })
  expect(proxy.requests.map(operation)).toEqual(expect.arrayContaining(['put', 'delete']))
  expect(run.report.leftovers).toBeUndefined()
  expect(await versionsIn(root, bucket)).toEqual([])
})
