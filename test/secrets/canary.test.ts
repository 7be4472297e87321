import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import plugin from '../../checks/index.ts'
import type { Report } from '../../src/report/report.ts'
import { type Format, formats } from '../../src/reporters/index.ts'
import { checkDocument } from '../support/documents.ts'
import { type S3Server, startS3 } from '../support/s3-server.ts'
import { BUCKET } from '../support/set-up.ts'
import { temporaryDirectory } from '../support/temporary-directory.ts'
import { type Canary, everyCanary, leaks, ofTheSetting, own } from './canaries.ts'
import { off, runMain } from './in-process.ts'
import { scenes } from './scenes.ts'
import { type Stage, startHealthy, startScene } from './set-up.ts'

const STEP = 'summary-of-the-step'

/** Every format on standard output; those that have more than one way to show a report, in each. */
const LOOKS = formats.flatMap((format) =>
  (['text', 'json', 'markdown'].includes(format)
    ? [[], ['--verbose'], ['--quiet']]
    : [['--quiet']]
  ).map((detail) => ({ format, args: ['--format', format, ...detail] })),
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
  for (const { format, args: look } of LOOKS) {
    const { stdout, both } = await runMain([...args, ...look], { env })
    const all = [...(await broken(format, stdout)), ...leaks(both)]
    if (all.length > 0) found[look.join(' ')] = all
  }
  for (const [file, text] of Object.entries(await written({ args, env }))) {
    const format = (file === STEP ? 'markdown' : file) as Format
    const all = [...(await broken(format, text)), ...leaks(text)]
    if (all.length > 0) found[`in the file ${file}`] = all
  }
  return found
}

/** What a run in a step of GitHub Actions writes to files: every format, and the summary of the step. */
async function written({
  args,
  env,
}: Pick<Stage, 'args' | 'env'>): Promise<Record<string, string>> {
  const home = await temporaryDirectory()
  try {
    const path = (name: string) => join(home.path, name)
    const reports = formats.flatMap((format) => ['--report', `${format}=${path(format)}`])
    const step = { GITHUB_ACTIONS: 'true', GITHUB_STEP_SUMMARY: path(STEP) }
    await runMain([...args, ...reports, '--verbose'], { env: { ...env, ...step } })
    const files = await readdir(home.path)
    expect(files).toHaveLength(formats.length + 1)
    const texts = files.map(async (file) => [file, await readFile(path(file), 'utf8')])
    return Object.fromEntries(await Promise.all(texts))
  } finally {
    await home.remove()
  }
}

/** What is wrong with a document that a redactor went over. */
async function broken(format: Format, text: string): Promise<string[]> {
  try {
    await checkDocument(format, text)
    return []
  } catch (error) {
    return [`is no ${format}: ${error}`]
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
