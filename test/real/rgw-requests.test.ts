import { expect, it } from 'vitest'
import { operation } from '../checks/storage/bucket.ts'
import { startFaultProxy } from '../support/fault-proxy.ts'
import { makeBucket } from '../support/rgw-s3.ts'
import { startRgw } from '../support/rgw-server.ts'
import { runReport } from '../support/run-check.ts'
import { started } from '../support/started.ts'

it('a healthy run asks nothing twice', async () => {
  const rgw = await started(startRgw())
  await makeBucket(rgw.s3(rgw.first), 'cases', ['held'])
  const proxy = await started(startFaultProxy(rgw, []))

  const { exitCode } = await runReport({
    only: ['storage/*', 'host/clock'],
    flags: { bucket: 'cases', endpoint: proxy.endpoint, prefix: 'acme/demo/' },
    env: {
      ARTIFACTS_S3_ACCESS_KEY_ID: rgw.first.accessKeyId,
      ARTIFACTS_S3_SECRET_ACCESS_KEY: rgw.first.secretAccessKey,
    },
  })
  const asked = proxy.requests.map(({ method, path }) => `${method} ${path}`)
  process.stdout.write(`A healthy run asks RGW:\n${asked.map((one) => `  ${one}\n`).join('')}`)

  expect(exitCode).toBe(0)
  expect(asked.filter((one, index) => asked.indexOf(one) < index)).toEqual([])
  const kinds = proxy.requests.map(operation)
  expect(kinds.toSorted()).toEqual([...new Set(kinds)].sort())
  expect(kinds).toEqual(expect.arrayContaining(['list', 'put', 'get', 'delete']))
  expect(kinds.slice(-3)).toEqual(['put', 'get', 'delete'])
})
