import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { otherDatabases, otherPrefixes } from '../../../checks/metadata/elsewhere.ts'

describe('the other forms of a prefix', () => {
  it.each([
    ['{u_1_w_1}:', 0, ['{u_1_w_1}', 'u_1_w_1:', 'u_1_w_1', '', '{0}']],
    ['{u_1_w_1}', 7, ['{u_1_w_1}:', 'u_1_w_1:', 'u_1_w_1', '', '{7}', '{0}']],
    ['u_1_w_1:', 0, ['{u_1_w_1}:', '{u_1_w_1}', 'u_1_w_1', '', '{0}']],
    ['{u_1_w_1}:setting', 0, ['{u_1_w_1}:', '{u_1_w_1}', 'u_1_w_1:', 'u_1_w_1', '', '{0}']],
    ['', 3, ['{3}', '{0}']],
  ])('of %j in database %d are %j', (prefix, database, forms) => {
    expect(otherPrefixes(prefix, database)).toEqual(forms)
  })

  it('begin with what stands between quotes or blanks', () => {
    expect(otherPrefixes("'{a}:'", 0)[0]).toBe('{a}:')
    expect(otherPrefixes('{a}: ', 0)[0]).toBe('{a}:')
  })

  it('are few, each there once, and never that which was given', () => {
    fc.assert(
      fc.property(fc.string(), fc.nat(15), (prefix, database) => {
        const forms = otherPrefixes(prefix, database)
        expect(forms.length).toBeLessThan(9)
        expect(new Set(forms).size).toBe(forms.length)
        expect(forms).not.toContain(prefix)
      }),
    )
  })
})

describe('the other databases', () => {
  it('are those that INFO counts keys of, in order', () => {
    const fields = new Map([
      ['db10', 'keys=1,expires=0'],
      ['db2', 'keys=4,expires=0'],
      ['db0', 'keys=9,expires=0'],
      ['dbsize', '9'],
    ])
    expect(otherDatabases(fields, 0)).toEqual([2, 10])
    expect(otherDatabases(undefined, 0)).toEqual([])
  })
})
