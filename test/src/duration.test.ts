import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseDuration, showDuration } from '../../src/duration.ts'
import { UsageError } from '../../src/usage-error.ts'

describe('parseDuration', () => {
  it.each([
    ['500ms', 500],
    ['10s', 10_000],
    ['2m', 120_000],
    ['1.5s', 1500],
    ['0.5ms', 1],
    ['0s', 0],
    [' 3s ', 3000],
    ['1440m', 86_400_000],
  ])('takes %j for %i ms', (text, milliseconds) => {
    expect(parseDuration(text, '--wait')).toBe(milliseconds)
  })

  it.each([
    '',
    's',
    '-1s',
    '+1s',
    '1 s',
    '1h',
    '1e3s',
    '0x1s',
    '1,5s',
    '1.s',
    '.5s',
    '1s2',
    '1S',
    'Infinitys',
  ])('refuses %j, saying what it expects', (text) => {
    const parse = () => parseDuration(text, '--wait')
    expect(parse).toThrow(UsageError)
    expect(parse).toThrow(/^--wait: '.*' is not a duration; expected .*500ms, 10s or 2m/)
  })

  it('asks about seconds where there is no unit', () => {
    expect(() => parseDuration('60', '--wait')).toThrow("did you mean '60s'?")
    expect(() => parseDuration('60x', '--wait')).not.toThrow('did you mean')
  })

  it('refuses more than a day', () => {
    expect(() => parseDuration('86401s', '--wait')).toThrow("--wait: '86401s' is more than a day")
    expect(() => parseDuration('999999999m', '--wait')).toThrow(UsageError)
  })

  it('takes any text for a number of milliseconds or refuses it', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^\d{1,9}(ms|s|m)$/)), (text) => {
        try {
          const milliseconds = parseDuration(text, 'x')
          expect(Number.isSafeInteger(milliseconds) && milliseconds >= 0).toBe(true)
        } catch (error) {
          expect(error).toBeInstanceOf(UsageError)
        }
      }),
    )
  })
})

describe('showDuration', () => {
  it.each([
    [0, '0 ms'],
    [412.4, '412 ms'],
    [999, '999 ms'],
    [1000, '1 s'],
    [9500, '9.5 s'],
    [60_000, '60 s'],
    [120_000, '2 min'],
    [150_000, '2.5 min'],
  ])('shows %d ms as %s', (milliseconds, shown) => {
    expect(showDuration(milliseconds)).toBe(shown)
  })
})
