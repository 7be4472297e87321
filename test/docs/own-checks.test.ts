import { readFile, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { causes } from '../../checks/causes/index.ts'
import builtIn from '../../checks/index.ts'
import { configSchema, namedOnly } from '../../src/config/config-schema.ts'
import { glob } from '../../src/glob.ts'
import { schemaFault } from '../../src/schema-fault.ts'
import { type Packed, packedBeside } from '../examples/packed.ts'
import { repositoryRoot, runProgram } from '../support/doctor.ts'
import { listen } from '../support/free-port.ts'

const page = (name: string) => readFile(join(repositoryRoot, 'docs', name), 'utf8')

/** The blocks of a page in a language. */
const blocks = (text: string, language: string) =>
  [...text.matchAll(new RegExp(`^\`\`\`${language}\n([\\s\\S]*?)^\`\`\`$`, 'gm'))].map(
    ([, block = '']) => block,
  )

describe('the page on configuration', () => {
  it('shows files that count, of causes and checks that there are', async () => {
    const [found, named] = blocks(await page('configuration.md'), 'yaml').map((text) => parse(text))
    expect(schemaFault(found, configSchema)).toBeUndefined()
    expect(schemaFault(named, configSchema)).toBeUndefined()
    const ids = [
      ...Object.keys({ ...found.severities, ...found.profiles.ci.severities }),
      ...found.waivers.map(({ cause }: { cause: string }) => cause),
    ]
    for (const id of ids) expect(Object.keys(causes)).toContain(id)
    const patterns = [...found.checks.skip, ...found.checks.require]
    for (const pattern of patterns)
      expect(
        builtIn.checks.some(({ id }) => glob(pattern)(id)),
        pattern,
      ).toBe(true)
  })

  it('names what counts only with --config', async () => {
    const text = await page('configuration.md')
    for (const key of namedOnly) expect(text).toContain(`| \`${key}\` |`)
  })
})

describe('the page on writing a check', () => {
  let packed: Packed

  beforeAll(async () => {
    packed = await packedBeside('plugin-licence')
    for (const block of blocks(await page('writing-a-check.md'), 'js')) {
      const file = /^\/\/ (\S+)\n/.exec(block)?.[1]
      if (file === undefined) throw new Error('a block of code names no file')
      await writeFile(join(packed.path, file), block)
    }
  })
  afterAll(() => packed.remove())

  const node = (args: readonly string[], env = {}) =>
    runProgram([process.execPath, ...args], { cwd: packed.path, env })

  it('leads to the row that it shows', async () => {
    const doctor = join(packed.doctor, 'dist/bundle/artifacts-doctor.js')
    const run = await node([doctor, '--plugin', './checks.mjs', '--only', 'acme/*'], {
      ACME_VPN_DEVICE: 'wg0',
    })
    const [shown = ''] = blocks(await page('writing-a-check.md'), 'text')
    expect(shown).not.toBe('')
    expect(run.stdout).toContain(shown)
    expect(run.code).toBe(1)
  })

  it('shows a test that passes, and a program that runs', async () => {
    const tested = await node(['--test', 'vpn.test.mjs'])
    expect(tested.stdout).toMatch(/^# pass 2$/m)
    const asked = await node(['ask.mjs'])
    expect(asked.stdout).toBe('healthy\n')
  })

  it('shows a fact that can be fetched', async () => {
    const text =
      "import { devices } from './devices.mjs'; import { runCheck } from 'artifacts-doctor/testing'; console.log((await runCheck({ id: 'a/b', title: 't', run: async (c) => ({ status: 'pass', evidence: { lo: (await devices(c)).includes('lo:') } }) })).evidence.lo)"
    expect((await node(['--input-type=module', '-e', text])).stdout).toBe('true\n')
  })

  it('shows a check of a server that passes and turns red', async () => {
    const server = createServer(({ url }, response) =>
      response.writeHead(url === '/status' ? 200 : 404).end(),
    )
    const { port, stop } = await listen(server)
    const ask = (endpoint: string) =>
      node([
        '--input-type=module',
        '-e',
        `import { status } from './status.mjs'; import { runCheck } from 'artifacts-doctor/testing'; console.log((await runCheck(status, { settings: { endpoint: '${endpoint}' } })).status)`,
      ])
    expect((await ask(`http://127.0.0.1:${port}`)).stdout).toBe('pass\n')
    server
      .removeAllListeners('request')
      .on('request', (_, response) => response.writeHead(503).end())
    expect((await ask(`http://127.0.0.1:${port}`)).stdout).toBe('fail\n')
    await stop()
    expect((await ask(`http://127.0.0.1:${port}`)).stdout).toBe('error\n')
  })
})
