import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest'
import { formats } from '../../src/reporters/index.ts'
import { type S3Server, startS3 } from '../support/s3-server.ts'
import { BUCKET } from '../support/set-up.ts'
import { temporaryDirectory } from '../support/temporary-directory.ts'
import { own } from './canaries.ts'
import { ESCAPES } from './echoes.ts'
import { runMain } from './in-process.ts'
import { scenes } from './scenes.ts'
import { startScene } from './set-up.ts'

/** Controls but the line feed, and what hides or reorders text (Unicode TR36). */
const HIDDEN =
  /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g
/** Colours, which the doctor makes itself where it is told to. */
const COLOURS = /\u001b\[\d+m/g

const hidden = (text: string) => [...new Set(text.match(HIDDEN)?.map(escape))]

let s3: S3Server
beforeAll(async () => {
  s3 = await startS3({ keys: { [own.accessKeyId.value]: own.secretKey.value }, buckets: [BUCKET] })
  // The progress colours for the process, not for its stream.
  vi.stubEnv('NO_COLOR', '1')
})
afterAll(async () => {
  vi.unstubAllEnvs()
  await s3.stop()
})

async function say(index: number, ...args: readonly string[]) {
  const scene = scenes[index]
  if (scene === undefined) throw new Error(`there is no scene ${index}`)
  const stage = await startScene(scene, s3)
  onTestFinished(() => stage.stop())
  return runMain([...stage.args, ...args], stage)
}

const each = scenes.map(({ title }, index) => [title, index] as const)

describe.each(each)('of what servers say, nothing works on a terminal: %s', (_, index) => {
  it.each(['--color=never', '--verbose', '--quiet'])('as text with %s', async (look) => {
    const { stdout, stderr } = await say(index, look)
    expect(hidden(stdout)).toEqual([])
    expect(hidden(stderr)).toEqual([])
  })

  it('as text in colours', async () => {
    const { stdout } = await say(index, '--verbose', '--color', 'always')
    expect(hidden(stdout.replace(COLOURS, ''))).toEqual([])
  })

  it.each(formats)('as %s', async (format) => {
    const { stdout } = await say(index, '--format', format)
    expect(hidden(stdout)).toEqual([])
  })
})

describe('what hides is shown', () => {
  it('as text', async () => {
    const { stdout } = await say(0, '--verbose')
    const joined = stdout.replace(/\s+/g, '')
    expect(joined).toContain('\\u{1b}[31mred\\u{1b}[0m\\u{1b}]0;title\\u{7}\\u{9b}2J\\u{202e}gnp')
  })

  it('as JSON, where it can be read back', async () => {
    const { stdout } = await say(0, '--format', 'json')
    expect(stdout).toContain('\\u001b[31mred')
    const { checks } = JSON.parse(stdout) as { checks: { evidence?: { code?: string } }[] }
    expect(checks.some(({ evidence }) => evidence?.code?.includes(ESCAPES))).toBe(true)
  })
})

describe('what a file of settings says', () => {
  it('works on no terminal either', async () => {
    const home = await temporaryDirectory()
    onTestFinished(home.remove)
    const path = join(home.path, 'settings.json')
    const settings = {
      backend: 'byo',
      bucket: `b${ESCAPES}`,
      prefix: ESCAPES,
      endpoint: 'http://127.0.0.1:9',
    }
    await writeFile(path, JSON.stringify({ settings }))
    const { stdout, stderr } = await runMain(['check', '--config', path, '--verbose'], {
      env: { ARTIFACTS_S3_ACCESS_KEY_ID: 'id', ARTIFACTS_S3_SECRET_ACCESS_KEY: 'secret' },
    })
    expect(hidden(stdout)).toEqual([])
    expect(hidden(stderr)).toEqual([])
  })
})
