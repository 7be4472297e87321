import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { causes } from '../../checks/causes/index.ts'
import builtIn from '../../checks/index.ts'
import type { Catalogue } from '../../src/catalogue.ts'
import { pagesOf } from '../../src/cli/write-pages.ts'
import { combine } from '../../src/plugins/plugin.ts'
import { grid } from '../faults/grid.ts'
import { repositoryRoot } from '../support/doctor.ts'

const catalogue: Catalogue = causes
const directory = join(repositoryRoot, 'docs/causes')
const pages = pagesOf(catalogue)
const { checks } = combine([builtIn])
const PAGE = 'https://github.com/tonbo-io/artifacts-doctor/blob/main/docs/causes/'

describe('the pages of the causes', () => {
  it('are those of the catalogue, and no others', () => {
    expect(readdirSync(directory).sort()).toEqual([...pages.keys()].sort())
  })

  it.each([...pages.keys()])('%s is fresh (npm run docs:causes makes it anew)', (name) => {
    expect(readFileSync(join(directory, name), 'utf8')).toBe(pages.get(name))
  })

  it.each(Object.keys(catalogue))('are where %s says they are', (id) => {
    const { docs = '', documented } = catalogue[id] ?? {}
    if (!documented) expect(pages.has(docs.replace(PAGE, ''))).toBe(true)
  })

  it('lead to pages that are there', () => {
    for (const text of pages.values()) {
      for (const [, target = ''] of text.matchAll(/\]\(([^)]+)\)/g))
        expect([...pages.keys()]).toContain(target)
    }
  })

  it.each([...pages.keys()].filter((name) => name !== 'README.md'))(
    '%s says what it must',
    (name) => {
      for (const title of ['What you see', 'Why', 'How to be sure', 'What to do', 'Whose it is']) {
        expect(pages.get(name)).toContain(`\n## ${title}\n\n`)
      }
    },
  )
})

describe('the checks that are said to find a cause', () => {
  const known = checks.map(({ id }) => id)

  it.each(Object.keys(catalogue))('are there for %s', (id) => {
    const { foundBy } = catalogue[id] ?? {}
    expect(foundBy).toBeDefined()
    expect(foundBy?.filter((check) => !known.includes(check))).toEqual([])
  })

  const faults = grid.flatMap((line) => ('root' in line ? [line] : []))

  it('are those that do on the grid', () => {
    const other = faults.filter(({ root, check }) => {
      const { foundBy = [] } = catalogue[root] ?? {}
      return foundBy.length > 0 && !foundBy.includes(check)
    })
    expect(other.map(({ root, check }) => `${root} by ${check}`)).toEqual([])
  })
})
