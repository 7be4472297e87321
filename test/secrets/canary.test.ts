import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import plugin from '../../checks/index.ts'
import type { Report } from '../../src/report.ts'
import { type S3Server, startS3 } from '../support/s3-server.ts'
import { BUCKET } from '../support/set-up.ts'
import { everyCanary, leaks, ofTheSetting, own } from './canaries.ts'
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

/** The secrets that each look at a stage shows, for those that show any. */
function shown({ args, env }: Stage): Promise<(readonly [string, string[]])[]> {
  return LOOKS.reduce<Promise<(readonly [string, string[]])[]>>(async (before, look) => {
    const earlier = await before
    const found = leaks((await runMain([...args, ...look], { env })).both)
    return found.length === 0 ? earlier : [...earlier, [look.join(' '), found]]
  }, Promise.resolve([]))
}

describe('with the redactor', () => {
  it('a healthy set-up shows no secret', async () => {
    expect(await on(await startHealthy(s3), shown)).toEqual([])
  })

  it.each(scenes)('no secret is shown of: $title', async (scene) => {
    expect(await on(await startScene(scene, s3), shown)).toEqual([])
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
    for (const name of found) seen.add(name)
    expect(found).not.toEqual([])
  })

  it('every canary was shown by one of them, and every check ran in one of the runs', async () => {
    await on(await startHealthy(s3), unredacted)
    const never = everyCanary.filter((one) => one !== ofTheSetting && !seen.has(one.name))
    expect(never).toEqual([])
    expect(plugin.checks.map(({ id }) => id).filter((id) => !ran.has(id))).toEqual([])
  })
})
