import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readConfig } from '../../src/config/config-file.ts'
import type { Configuration } from '../../src/config/configuration.ts'
import { UsageError } from '../../src/usage-error.ts'
import { type TemporaryDirectory, temporaryDirectory } from '../support/temporary-directory.ts'
import { pasted, RUNS } from './pasted.ts'

let directory: TemporaryDirectory
beforeAll(async () => {
  directory = await temporaryDirectory()
})
afterAll(() => directory.remove())

/** What a file of this text is read as, or the one sentence that refuses it. */
async function read(text: string, source: '--config' | 'found' = '--config') {
  const path = join(directory.path, 'artifacts-doctor.config.yaml')
  await writeFile(path, text)
  try {
    return await readConfig({ path, source }, undefined)
  } catch (error) {
    expect(error).toBeInstanceOf(UsageError)
    const { message } = error as UsageError
    expect(message).toContain(path)
    expect(message).not.toMatch(/\n/)
    return message
  }
}

const names = fc.constantFrom(
  ...['settings', 'checks', 'timeouts', 'severities', 'waivers', 'plugins', 'profiles', 'failOn'],
  ...['bucket', 'endpoint', 'region', 'only', 'skip', 'probe', 'cause', 'reason', 'until'],
  ...['token', 'secretAccessKey', '__proto__', 'constructor', 'storage/access-denied'],
)
const leaf = fc.oneof(
  fc.jsonValue({ maxDepth: 1 }),
  fc.constantFrom('cases', '5s', 'warn', 'never', '2999-12-31', 'storage/*'),
)
const tree: fc.Arbitrary<unknown> = fc.letrec((tie) => ({
  node: fc.oneof(
    { depthSize: 'small' },
    leaf,
    fc.array(tie('node'), { maxLength: 3 }),
    fc.dictionary(names, tie('node'), { maxKeys: 4 }),
  ),
})).node
const document = fc.dictionary(names, tree, { maxKeys: 4 })

describe('a configuration', () => {
  it('of any text is read, or refused in one sentence that names the file', async () => {
    const text = pasted(
      ...['settings', 'checks', 'waivers', ':', ' ', '\n', '\n  ', '- ', '{', '}', '[', ']', ','],
      ...[
        '"',
        "'",
        '&a ',
        '*a',
        '!!js/function ',
        '<<',
        '---\n',
        '%YAML',
        '|',
        '\t',
        '#',
        '\ufeff',
      ],
    )
    await fc.assert(
      fc.asyncProperty(text, async (given) => void (await read(given))),
      RUNS,
    )
  })

  it('of any tree of names is read, or refused, and leaves no prototype changed', async () => {
    await fc.assert(
      fc.asyncProperty(document, fc.constantFrom('--config', 'found'), async (tree, source) => {
        await read(JSON.stringify(tree), source as '--config' | 'found')
        expect(Object.keys(Object.prototype)).toEqual([])
        expect(({} as Record<string, unknown>).bucket).toBeUndefined()
      }),
      RUNS,
    )
  })

  it('gives back the settings that were written into it, as JSON and as YAML', async () => {
    const value = fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9./_-]{0,20}$/)
    const settings = fc.record(
      { bucket: value, endpoint: value, region: value, prefix: value },
      { requiredKeys: [] },
    )
    await fc.assert(
      fc.asyncProperty(settings, async (given) => {
        const yaml = Object.entries(given).map(([name, one]) => `  ${name}: ${JSON.stringify(one)}`)
        for (const text of [
          JSON.stringify({ settings: given }),
          `settings:${yaml.length === 0 ? ' {}' : ''}\n${yaml.join('\n')}\n`,
        ])
          expect(((await read(text)) as Configuration).settings).toEqual({ ...given })
      }),
      { ...RUNS, numRuns: 200 },
    )
  })
})
