import { mkdir, symlink, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { loadPlugins } from '../../../src/plugins/load-plugin.ts'
import { resolveModule } from '../../../src/plugins/resolve-module.ts'
import { UsageError } from '../../../src/usage-error.ts'
import { type TemporaryDirectory, temporaryDirectory } from '../../support/temporary-directory.ts'

let home: TemporaryDirectory

const object = (name: string) => `{ name: '${name}', checks: [], causes: {} }`

beforeAll(async () => {
  home = await temporaryDirectory()
  const files = {
    'esm.mjs': `export default ${object('esm')}`,
    'module.mjs': `export const name = 'module', checks = [], causes = {}`,
    'cjs.cjs': `module.exports = ${object('cjs')}`,
    'compiled.cjs': `Object.defineProperty(exports, '__esModule', { value: true }); exports.default = ${object('compiled')}`,
    'typed.ts': `export default ${object('typed')} as const`,
    'beside.js': '',
    'node_modules/plain/package.json': '{"name":"plain","main":"main.js"}',
    'node_modules/plain/main.js': `module.exports = ${object('plain')}`,
    'node_modules/@acme/import-only/package.json':
      '{"name":"@acme/import-only","type":"module","exports":{".":{"browser":"./no.js","import":{"types":"./no.d.ts","default":"./index.js"}},"./extra":"./extra.js"}}',
    'node_modules/@acme/import-only/index.js': `export default ${object('import-only')}`,
    'node_modules/@acme/import-only/extra.js': `export default ${object('extra')}`,
    'node_modules/broken/package.json': '{"name":"broken","main":"away.js"}',
    'node_modules/needy/package.json': '{"name":"needy","main":"main.mjs"}',
    'node_modules/needy/main.mjs': "import 'artifacts-doctor'",
    'below/here/empty.js': '',
  }
  for (const [path, text] of Object.entries(files)) {
    const file = join(home.path, path)
    await mkdir(dirname(file), { recursive: true })
    await writeFile(file, text)
  }
  await symlink('esm.mjs', join(home.path, 'link.mjs'))
})

afterAll(() => home.remove())

const place = (spec: string, below = '') => ({
  spec,
  directory: join(home.path, below),
  from: `--plugin ${spec}`,
})
const names = async (...specs: string[]) =>
  (
    await loadPlugins(
      specs.map((spec) => place(spec)),
      5000,
    )
  ).map(({ name }) => name)

async function refusal(spec: string): Promise<string> {
  const error = await names(spec).then(
    () => expect.unreachable(),
    (reason: unknown) => reason,
  )
  expect(error).toBeInstanceOf(UsageError)
  return (error as Error).message
}

describe('loadPlugins', () => {
  it.each([
    ['./esm.mjs', 'esm'],
    ['./below/../esm.mjs', 'esm'],
    ['./link.mjs', 'esm'],
    ['./module.mjs', 'module'],
    ['./cjs.cjs', 'cjs'],
    ['./compiled.cjs', 'compiled'],
    ['plain', 'plain'],
    ['@acme/import-only', 'import-only'],
    ['@acme/import-only/extra', 'extra'],
  ])('loads %s', async (spec, name) => {
    expect(await names(spec)).toEqual([name])
  })

  it('loads a path from the root, and a file URL', async () => {
    const path = join(home.path, 'esm.mjs')
    expect(await names(path)).toEqual(['esm'])
    expect(await names(pathToFileURL(path).href)).toEqual(['esm'])
  })

  it('finds a package from a directory below', async () => {
    const [one] = await loadPlugins([place('plain', 'below/here')], 5000)
    expect(one?.name).toBe('plain')
  })

  it('loads what is given twice once, in the order given', async () => {
    expect(await names('plain', './esm.mjs', './cjs.cjs', './esm.mjs')).toEqual([
      'plain',
      'esm',
      'cjs',
    ])
  })

  it.each([
    ['./nope.mjs', /^--plugin \.\/nope\.mjs: cannot be read \(ENOENT\); looked at \//],
    ['./below', /is a directory; expected the file in it that exports the plug-in/],
    ['/dev/null', /is not a file; expected a JavaScript module/],
    ['nope', /there is no such package, seen from \/.*/],
    ['beside.js', /no such package, .*; for the file, write '\.\/beside\.js'/],
    ['a b', /is neither a path nor a package; expected one such as \.\/checks\.js or acme-checks/],
    ['https://example.com/x.js', /is neither a path nor a package/],
    ['data:text/javascript,1', /is neither a path nor a package/],
    ['node:fs', /is neither a path nor a package/],
    ['file://%', /is not the URL of a file/],
    ['fs', /is one of Node's own modules, not a plug-in/],
    ['@acme/import-only/none', /no such package/],
    ['broken', /cannot be resolved: .*away\.js|no such package/],
    [
      'needy',
      /cannot be loaded: .*'artifacts-doctor'.*; install artifacts-doctor beside the plug-in$/,
    ],
    ['./beside.js', /does not export a plug-in/],
  ])('refuses %s', async (spec, says) => {
    expect(await refusal(spec)).toMatch(says)
  })

  it.skipIf('typescript' in process.features && process.features.typescript)(
    'says that this Node loads no TypeScript',
    async () => {
      expect(await refusal('./typed.ts')).toMatch(/loads no TypeScript; expected a \.js, \.mjs/)
    },
  )
})

describe('resolveModule', () => {
  it('finds what an import would, by the conditions of Node', () => {
    expect(resolveModule('@acme/import-only', home.path)).toBe(
      join(home.path, 'node_modules/@acme/import-only/index.js'),
    )
    expect(resolveModule('nope', home.path)).toBeUndefined()
  })
})
