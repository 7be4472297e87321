import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startBrowser, type TestBrowser } from '../support/browser.ts'
import { type RunOptions, runDoctor } from '../support/doctor.ts'
import { startFaultProxy } from '../support/fault-proxy.ts'
import {
  ACCESS_KEY_ID,
  REDIS_PASSWORD,
  SECRET_ACCESS_KEY,
  type SetUp,
  startSetUp,
} from '../support/set-up.ts'

let setUp: SetUp
let browser: TestBrowser
beforeAll(async () => {
  ;[setUp, browser] = await Promise.all([startSetUp(), startBrowser()])
})
afterAll(async () => {
  await Promise.all([setUp.stop(), browser.stop()])
})

/** Runs the built doctor, opens the page that it prints, and reads what stands where. */
async function pageOf(args: readonly string[], { env, ...options }: RunOptions = {}) {
  const all = { ...setUp.env, ...env }
  const run = await runDoctor([...setUp.args, ...args, '--format', 'html', '--quiet'], {
    ...options,
    env: all,
  })
  const secrets = [ACCESS_KEY_ID, SECRET_ACCESS_KEY, REDIS_PASSWORD, setUp.env.TONBO_API_KEY ?? '']
  expect(secrets.filter((secret) => run.stdout.includes(secret))).toEqual([])
  return browser.visit(run.stdout, async ({ page, requests, noise, violations }) => {
    const texts = (selector: string) => page.locator(selector).allInnerTexts()
    // What the script does, it does only if the policy still knows it.
    await page.getByLabel('Text').fill('storage/')
    expect({ requests, noise, violations: await violations() }).toEqual({
      requests: [],
      noise: [],
      violations: [],
    })
    expect(await texts('#filter-count')).toEqual([expect.stringMatching(/^\d+ of \d+ checks$/)])
    return {
      code: run.code,
      bytes: Buffer.byteLength(run.stdout),
      verdict: (await texts('h1')).join().replace(/\s+/g, ' '),
      causes: await texts('.cause .kicker code'),
      commands: await texts('.command code'),
      early: await texts('.early'),
      unsure: await texts('.unsure li'),
      blocking: await page.locator('.edge.blocks').count(),
    }
  })
}

describe('the page of a real run', () => {
  it('that is healthy', async () => {
    const page = await pageOf([])
    expect(page).toMatchObject({ code: 0, causes: [], commands: [], unsure: [], blocking: 0 })
    expect(page.verdict).toMatch(/Healthy$/)
  })

  it('that fails, with much that waits for it', async () => {
    const page = await pageOf([], { env: { ARTIFACTS_S3_REGION: 'us-east-1' } })
    expect(page).toMatchObject({ code: 1, causes: ['storage/region-mismatch'] })
    expect(page.verdict).toMatch(/Not healthy$/)
    expect(page.commands).toEqual(['export ARTIFACTS_S3_REGION=eu-west-3'])
    expect(page.blocking).toBe(7)
    expect(page.bytes).toBeLessThan(60_000)
  })

  it('that warns', async () => {
    const { redis } = setUp
    await redis.cli('CONFIG', 'SET', 'maxmemory', '100mb', 'maxmemory-policy', 'allkeys-lru')
    try {
      const page = await pageOf([])
      expect(page).toMatchObject({ code: 0, causes: ['metadata/eviction-enabled'], blocking: 0 })
      expect(page.verdict).toMatch(/Healthy, with warnings$/)
    } finally {
      await redis.cli('CONFIG', 'SET', 'maxmemory', '0', 'maxmemory-policy', 'noeviction')
    }
  })

  it('that could not tell', async () => {
    const page = await pageOf(['--offline', '--require', 'storage/put'])
    expect(page).toMatchObject({ code: 3, causes: [], blocking: 0 })
    expect(page.verdict).toMatch(/Could not tell$/)
    expect(page.unsure).toEqual([expect.stringContaining('storage/put was required')])
  })

  it('that was interrupted', async () => {
    const hanging = await startFaultProxy({ host: setUp.s3.host, port: setUp.s3.port }, [
      { when: ({ method }) => method === 'PUT', do: { forwardThen: 'hang' } },
    ])
    try {
      const env = { ARTIFACTS_S3_ENDPOINT: hanging.endpoint }
      const written = (async () => {
        while (!hanging.requests.some(({ method }) => method === 'PUT')) await sleep(20)
      })()
      const page = await pageOf([], { env, signalOn: written })
      expect(page.code).toBe(130)
      expect(page.early).toEqual([expect.stringContaining('Interrupted by SIGINT')])
    } finally {
      await hanging.stop()
    }
  })
})
