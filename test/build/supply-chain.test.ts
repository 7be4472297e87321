import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { BundledPackage } from '../../build/bundled-packages.ts'
import { notices } from '../../build/notices.ts'
import { repositoryRoot } from '../support/doctor.ts'

const read = (name: string) => readFileSync(join(repositoryRoot, name), 'utf8')
const packages: BundledPackage[] = JSON.parse(read('dist/bundled-packages.json'))
const manifest = JSON.parse(read('package.json'))
const lock = JSON.parse(read('package-lock.json'))

/** Those that let a program carry their code, under whichever licence of its own. */
const ALLOWED = ['0BSD', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', 'ISC', 'MIT']

/** What running the lock file's packages in production would bring, and what runs when they are installed. */
function brought(entries: Record<string, { dev?: boolean; hasInstallScript?: boolean }>) {
  const others = Object.entries(entries).filter(([path]) => path !== '')
  return {
    installed: others.filter(([, { dev }]) => dev !== true).map(([path]) => path),
    scripts: others.filter(([, one]) => one.hasInstallScript === true).map(([path]) => path),
  }
}

describe('what is installed with the doctor', () => {
  it('is the doctor alone', () => {
    expect(manifest.dependencies).toBeUndefined()
    expect(manifest.optionalDependencies).toBeUndefined()
    // The types of Node: optional, and nothing that runs.
    expect(manifest.peerDependenciesMeta).toEqual({ '@types/node': { optional: true } })
    expect(Object.keys(manifest.peerDependencies)).toEqual(['@types/node'])
  })

  it('runs nothing while it is installed', () => {
    const run = ['preinstall', 'install', 'postinstall', 'prepare']
    expect(Object.keys(manifest.scripts).filter((name) => run.includes(name))).toEqual([])
  })

  it('would be seen, had it a dependency or a script', () => {
    expect(
      brought({
        '': {},
        'node_modules/a': {},
        'node_modules/b': { dev: true, hasInstallScript: true },
      }),
    ).toEqual({ installed: ['node_modules/a'], scripts: ['node_modules/b'] })
  })

  it('is in the lock file as in package.json, and each package with its hash', () => {
    const own = lock.packages['']
    for (const kind of ['devDependencies', 'peerDependencies', 'engines', 'version', 'bin'])
      expect(own[kind]).toEqual(manifest[kind])
    expect(brought(lock.packages).installed).toEqual([])
    const hashless = Object.entries<{ integrity?: string; inBundle?: boolean }>(lock.packages)
      .filter(([path, { integrity, inBundle }]) => path !== '' && !integrity && !inBundle)
      .map(([path]) => path)
    expect(hashless).toEqual([])
  })
})

describe('what is bundled', () => {
  it('has packages in it', () => {
    expect(packages.map(({ name }) => name)).toContain('@aws-sdk/client-s3')
    expect(packages.length).toBeGreaterThan(20)
  })

  it.each(packages)('$name may be carried along: $licence', ({ licence }) => {
    expect(ALLOWED).toContain(licence)
  })

  it('runs nothing while it is built', () => {
    const names = new Set(packages.map(({ name }) => `/${name}`))
    const { scripts } = brought(lock.packages)
    expect(scripts.filter((path) => [...names].some((name) => path.endsWith(name)))).toEqual([])
  })

  it('is named in the notices, each licence word for word', () => {
    const text = read('THIRD-PARTY-NOTICES.txt')
    for (const { name, version, licence, texts } of packages) {
      expect(text).toContain(`- ${name} ${version}, ${licence}`)
      for (const one of Object.values(texts)) {
        expect(text, name).toContain(one.replaceAll('\r\n', '\n').trim())
      }
    }
  })

  it('is refused where its licence has no text', () => {
    const bare = {
      name: 'acme',
      version: '1.0.0',
      licence: 'MIT',
      texts: {},
      importedBy: [],
      direct: true,
    }
    const own = { licence: 'Apache-2.0', text: 'Apache' }
    expect(() => notices([bare], own)).toThrow(/^acme comes without the text of its licence, MIT$/)
    expect(notices([{ ...bare, licence: 'Apache-2.0' }], own)).toContain('acme 1.0.0\n')
  })
})

describe('the table in CONTRIBUTING', () => {
  // | `undici` | 1 | why |
  const rows = [...read('CONTRIBUTING.md').matchAll(/^\| (`[^|]+`) \| (\d+) \| [^|]+ \|$/gm)]
  const named = rows.map(([, names = '']) =>
    [...names.matchAll(/`([^`]+)`/g)].map(([, name]) => name),
  )

  it('has every package that is bundled, once', () => {
    expect(named.flat().sort()).toEqual([...new Set(packages.map(({ name }) => name))].sort())
  })

  it('counts them', () => {
    for (const [index, [row, , count]] of rows.entries())
      expect(Number(count), row).toBe(
        packages.filter(({ name }) => named[index]?.includes(name)).length,
      )
    expect(read('CONTRIBUTING.md')).toContain(`${packages.length} packages are bundled`)
  })
})
