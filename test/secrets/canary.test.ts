import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import plugin from '../../checks/index.ts'
import type { Report } from '../../src/report.ts'
import { type S3Server, startS3 } from '../support/s3-server.ts'
import { BUCKET } from '../support/set-up.ts'
import { type Canary, everyCanary, leaks, ofTheSetting, own } from './canaries.ts'
import { off, runMain } from './in-process.ts'
import { scenes } from './scenes.ts'
import { type Stage, startHealthy, startScene } from './set-up.ts'

const LOOKS = ['text', 'json'].flatMap((format) =>
  [[], ['--verbose'], ['--quiet']].map((detail) => ['--format', format, ...detail]),
)

let s3: S3Server
beforeAll(async () => {
  s3 = await startS3({ keys: { [own.accessKeyId.value]: own.secretKey.value }, buckets: [BUCKET] })
})
afterAll(() => s3.stop())

async function on<T>(stage: Stage, work: (stage: Stage) => Promise<T>): Promise<T> {
  try {
    return await work(stage)
  } finally {
    await stage.stop()
  }
}

/** What each look at a stage shows that it must not, for those that show any. */
async function shown({ args, env }: Stage): Promise<Record<string, string[]>> {
  const found: Record<string, string[]> = {}
  for (const look of LOOKS) {
    const { stdout, both } = await runMain([...args, ...look], { env })
    const broken = look.includes('json') && !isJson(stdout) ? ['text that is no JSON'] : []
    const all = [...broken, ...leaks(both)]
    if (all.length > 0) found[look.join(' ')] = all
  }
  return found
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

describe('with the redactor', () => {
  it('a healthy set-up shows no secret', async () => {
    expect(await on(await startHealthy(s3), shown)).toEqual({})
  })

  it.each(scenes)('no secret is shown of: $title', async (scene) => {
    expect(await on(await startScene(scene, s3), shown)).toEqual({})
  })
})

describe('with the redactor switched off', () => {
  const seen = new Set<string>()
  const ran = new Set<string>()

  async function unredacted({ args, env }: Stage): Promise<string[]> {
    const said = await runMain([...args, '--format', 'json'], { env, redactor: off })
    const { checks } = JSON.parse(said.stdout) as Report
    for (const { id, status } of checks) {
      if (status !== 'skip' && status !== 'blocked') ran.add(id)
    }
    return leaks(said.both)
  }

  it.each(scenes)('secrets are shown of: $title', async (scene) => {
    const found = await on(await startScene(scene, s3), unredacted)
    for (const what of found) seen.add(what)
    expect(found).not.toEqual([])
  })

  it('every canary was shown by one of them, and every check ran in one of the runs', async () => {
    await on(await startHealthy(s3), unredacted)
    const isSeen = ({ name }: Canary) => seen.has(name) || seen.has(`${name} in Base64`)
    expect(everyCanary.filter((one) => !isSeen(one))).toEqual([ofTheSetting])
    expect(plugin.checks.map(({ id }) => id).filter((id) => !ran.has(id))).toEqual([])
  })
})
