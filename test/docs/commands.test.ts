import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { doctorCommand, repositoryRoot, runDoctor, runProgram } from '../support/doctor.ts'
import { type SetUp, startSetUp } from '../support/set-up.ts'
import { type TemporaryDirectory, temporaryDirectory } from '../support/temporary-directory.ts'
import { commandsIn, stable } from './commands.ts'

const docs = await readdir(join(repositoryRoot, 'docs'))
const names = [
  'README.md',
  ...docs.filter((name) => name.endsWith('.md')).map((name) => `docs/${name}`),
]
const pages = await Promise.all(
  names.map(async (name) => ({ name, text: await readFile(join(repositoryRoot, name), 'utf8') })),
)

/** What the pages speak of: logs, a configuration, a plug-in. */
const FILES: Readonly<Record<string, string>> = {
  'run.log': [
    '2026-01-01T00:00:00Z Phase 1: reserving artifacts://acme/demo on the orchestrator',
    'Error: {"code":"unauthorized","message":"api key has been revoked"}',
    'error: something odd 17',
    '',
  ].join('\n'),
  'ci.log': 'api error NoSuchBucket: The specified bucket does not exist\n',
  'named.yaml': 'failOn: warn\n',
  'checks.mjs':
    "export default { name: 'acme-checks', checks: [{ id: 'acme/vpn', title: 'VPN is up', run: () => ({ status: 'pass', evidence: {} }) }], causes: {} }\n",
}

let setUp: SetUp
let home: TemporaryDirectory

beforeAll(async () => {
  setUp = await startSetUp()
  home = await temporaryDirectory()
  await mkdir(join(home.path, 'bin'))
  const program = `#!/bin/sh\nexec "${doctorCommand[0]}" "${doctorCommand[1]}" "$@"\n`
  await writeFile(join(home.path, 'bin/artifacts-doctor'), program, { mode: 0o755 })
  // Of a package that is not installed here, the name is all that is left of it.
  await writeFile(join(home.path, 'bin/npx'), '#!/bin/sh\nexec "$@"\n', { mode: 0o755 })
  for (const [name, text] of Object.entries(FILES)) await writeFile(join(home.path, name), text)
})
afterAll(async () => {
  await setUp.stop()
  await home.remove()
})

const shell = (line: string, env: NodeJS.ProcessEnv = {}) =>
  runProgram(['bash', '-c', line], {
    cwd: home.path,
    env: { ...setUp.env, ...env, PATH: `${home.path}/bin:${setUp.env.PATH}` },
  })

const withCommands = pages
  .map(({ name, text }) => ({ name, commands: commandsIn(text) }))
  .filter(({ commands }) => commands.length > 0)

describe.each(withCommands)('$name shows', ({ name, commands }) => {
  it.each(commands)('a command line that can be used: $line', async ({ line, output }) => {
    const broken = name === 'README.md' && output.length > 0
    const run = await shell(line, broken ? { ARTIFACTS_S3_REGION: 'us-east-1' } : {})
    // Nothing on this machine is the subject, and `artifacts` is a stand-in that cannot create.
    expect([2, 126, 127, null], run.stderr).not.toContain(run.code)
    // How much else passed is this machine's.
    const fixed = output.filter((shown) => !/^(✓ PASS {3}|. (NOT )?HEALTHY)/.test(shown))
    if (broken)
      expect(stable(run.stdout)).toContain(
        stable(fixed.join('\n').split('✗ FAIL   storage:')[0] ?? ''),
      )
    else for (const shown of fixed) expect(stable(run.stdout)).toContain(stable(shown))
  })
})

describe('a command line that cannot be used', () => {
  it.each(['artifacts-doctor --weight', 'artifacts-doctor list effects', 'no-doctor'])(
    'would be found: %s',
    async (line) => {
      expect([2, 127]).toContain((await shell(line)).code)
    },
  )

  it('is looked for where commands stand', () => {
    const page =
      '```sh\nnpm ci\nA=1 artifacts-doctor x \\\n  --y\n```\n\n```console\n$ artifacts-doctor z\nout\n```\n'
    expect(commandsIn(page)).toEqual([
      { line: 'A=1 artifacts-doctor x    --y', output: [] },
      { line: 'artifacts-doctor z', output: ['out'] },
    ])
  })
})

describe('links', () => {
  it.each(pages)('of $name lead somewhere', async ({ name, text }) => {
    const targets = [...text.matchAll(/\]\(([^)#]+)[^)]*\)/g)].map(([, target = '']) => target)
    for (const target of targets) {
      if (/^https:/.test(target)) continue
      const place = join(repositoryRoot, name, '..', target)
      expect((await runProgram(['test', '-e', place])).code, target).toBe(0)
    }
  })

  it('lead to every page from the index', () => {
    const index = pages.find(({ name }) => name === 'docs/README.md')?.text ?? ''
    for (const name of docs.filter((one) => one.endsWith('.md') && one !== 'README.md'))
      expect(index).toContain(`](${name})`)
  })
})

describe('the page on the graph', () => {
  it('shows the graph as it is (paste what `artifacts-doctor graph` prints)', async () => {
    const page = pages.find(({ name }) => name === 'docs/graph.md')?.text ?? ''
    const [, shown] = /^```mermaid\n([\s\S]*?)^```$/m.exec(page) ?? []
    expect(shown).toBe((await runDoctor(['graph'])).stdout)
  })
})
