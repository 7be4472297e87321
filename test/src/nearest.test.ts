import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { nearby, nearest } from '../../src/nearest.ts'

const COMMANDS = ['check', 'explain', 'triage', 'list']

describe('nearest', () => {
  it.each([
    ['chekc', 'check'],
    ['explian', 'explain'],
    ['lst', 'list'],
    ['', 'list'],
    ['check', 'check'],
  ])('to %j is %s', (word, choice) => {
    expect(nearest(word, COMMANDS)).toBe(choice)
  })

  it('is nothing where there is no choice', () => {
    expect(nearest('check', [])).toBeUndefined()
  })

  it('is one of the choices', () => {
    const choices = fc.array(fc.string(), { minLength: 1 })
    fc.assert(
      fc.property(fc.string(), choices, (word, all) => all.includes(nearest(word, all) ?? '')),
    )
  })
})

describe('nearby', () => {
  it.each([
    ['chekc', 'check'],
    ['chck', 'check'],
    ['checks', 'check'],
    ['chickk', 'check'],
    ['demo', undefined],
    ['checkout', undefined],
    ['check', 'check'],
  ])('to %s, within two edits, is %s', (word, choice) => {
    expect(nearby(word, COMMANDS)).toBe(choice)
  })

  it('keeps to the limit it is given', () => {
    expect(nearby('checkout', COMMANDS, 3)).toBe('check')
    expect(nearby('checks', COMMANDS, 0)).toBeUndefined()
    expect(nearby('check', [], 9)).toBeUndefined()
  })
})
