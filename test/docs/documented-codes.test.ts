import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { causes } from '../../checks/causes/index.ts'
import builtIn from '../../checks/index.ts'
import { documentedCodes } from '../../checks/orchestrator/documented.ts'
import type { Catalogue } from '../../src/catalogue.ts'
import { explain } from '../../src/explain/explain.ts'
import { combine } from '../../src/plugins/plugin.ts'
import { repositoryRoot } from '../support/doctor.ts'

const catalogue: Catalogue = causes
const { checks } = combine([builtIn])
const PRINTED = 'only in what a command printed'

/** The rows of the table: what is documented, the cause, and what finds it. */
const rows = readFileSync(join(repositoryRoot, 'docs/documented-codes.md'), 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('| `'))
  .map((line) => line.split('|').map((cell) => cell.trim()))
  .map(([, said = '', cause = '', found = '']) => ({
    said: said.slice(1, -1),
    cause: cause.slice(1, -1),
    found,
  }))

/** The text of every check, without that of the causes. */
const sources = readdirSync(join(repositoryRoot, 'checks'), { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts') && !path.startsWith('causes/'))
  .map((path) => readFileSync(join(repositoryRoot, 'checks', path), 'utf8'))

describe('the table of documented errors', () => {
  it('has every documented cause, and no other', () => {
    const documented = Object.keys(catalogue).filter((id) => catalogue[id]?.documented)
    expect([...new Set(rows.map(({ cause }) => cause))].sort()).toEqual(documented.sort())
  })

  it('has every code of the orchestrator’s', () => {
    const told = rows.map(({ said }) => said)
    const missing = documentedCodes.filter((code) => !told.some((said) => said.includes(code)))
    expect(missing).toEqual([])
  })

  it.each(rows)('is right that $said leads to $cause', ({ said, cause }) => {
    expect(explain(said, catalogue).map((one) => one.cause)).toContain(cause)
  })

  it.each(rows)('names checks that are there for $said, or none', ({ found }) => {
    const known = checks.map(({ id }) => id)
    const named = [...found.matchAll(/`([a-z]+\/[a-z-]+)`/g)].map(([, id = '']) => id)
    if (found === PRINTED) return expect(named).toEqual([])
    expect(named.length).toBeGreaterThan(0)
    expect(named.filter((id) => !known.includes(id))).toEqual([])
  })

  const byCode = /^(auth|workspace|orchestrator)\//
  const elsewhere = rows.filter(({ cause, found }) => found !== PRINTED && !byCode.test(cause))

  it.each(elsewhere)('is right that a check names $cause', ({ cause }) => {
    expect(sources.some((text) => text.includes(`'${cause}'`))).toBe(true)
  })
})
