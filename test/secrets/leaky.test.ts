import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { formats } from '../../src/reporters/index.ts'
import { checkDocument } from '../support/documents.ts'
import { leaks, own, tokens } from './canaries.ts'
import { off, runMain, type Surroundings } from './in-process.ts'
import { leakyPlugin } from './leaky-plugin.ts'
import { homeOfSecrets, type Stage } from './set-up.ts'

const KNOWN = [tokens.jwt, ...Object.values(own)]
const loadChecks = async () => leakyPlugin(KNOWN.map(({ value }) => value))

let stage: Stage
beforeAll(async () => {
  const nowhere = 'http://127.0.0.1:9'
  stage = await homeOfSecrets({ orchestrator: nowhere, s3: nowhere, redisPort: 9 })
})
afterAll(() => stage.stop())

function run(args: readonly string[], given: Surroundings = {}) {
  const all = ['check', '--timeout', '1200ms', '--require', 'leaky/*', ...args]
  return runMain(all, { env: stage.env, loadChecks, ...given })
}

describe('a plug-in that tells all it knows', () => {
  it.each(formats)('shows no secret in a report as %s', async (format) => {
    const { both, stdout } = await run(['--format', format, '--verbose', '--skip', 'leaky/say'])
    expect(leaks(both)).toEqual([])
    await checkDocument(format, stdout)
  })

  it.each([24, 40, 200])('shows no secret, nor a part, on a terminal of %d columns', async (n) => {
    const { both } = await run([], { terminal: n })
    expect(leaks(both)).toEqual([])
  })

  it.each(formats)('shows them all as %s with the redactor switched off', async (how) => {
    const { both } = await run(['--format', how, '--verbose', '--skip', 'leaky/say'], {
      redactor: off,
    })
    const found = leaks(both)
    expect(KNOWN.filter(({ name }) => !found.includes(name))).toEqual([])
  })
})

describe('a doctor that fails itself', () => {
  const known = [tokens.jwt, own.accessKeyId, own.secretKey, own.sessionToken, own.password]
  const broken = async () => {
    throw new Error(known.map(({ value }) => value).join(' '))
  }

  it('shows no secret of the environment', async () => {
    const said = await run([], { loadChecks: broken })
    expect(said.code).toBe(3)
    expect(leaks(said.both)).toEqual([])
  })

  it('shows them with the redactor switched off', async () => {
    const said = await run([], { loadChecks: broken, redactor: off })
    expect(leaks(said.both)).toEqual(expect.arrayContaining(known.map(({ name }) => name)))
  })
})
