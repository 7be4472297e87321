import { describe, expect, it } from 'vitest'
import builtIn from '../../../checks/index.ts'
import { combine, type Plugin } from '../../../src/plugins/plugin.ts'
import { UsageError } from '../../../src/usage-error.ts'
import { sampleCause, sampleCheck } from '../samples.ts'

const plugin = (
  name: string,
  checks: readonly string[],
  causes: readonly string[] = [],
): Plugin => ({
  name,
  checks: checks.map((id) => sampleCheck(id)),
  causes: Object.fromEntries(causes.map((id) => [id, sampleCause()])),
})

const refusal = (...plugins: Plugin[]) => {
  try {
    combine([builtIn, ...plugins])
  } catch (error) {
    expect(error).toBeInstanceOf(UsageError)
    return (error as Error).message
  }
  return undefined
}

describe('the areas of plug-ins', () => {
  it('are their own: checks and causes of two stand beside the built-in ones', () => {
    const { checks, causes } = combine([
      builtIn,
      plugin('acme', ['acme/one'], ['acme/bad', 'acme-net/bad']),
      plugin('other', ['other/one']),
    ])
    expect(checks.slice(-2).map(({ id }) => id)).toEqual(['acme/one', 'other/one'])
    expect(Object.keys(causes).slice(-2)).toEqual(['acme/bad', 'acme-net/bad'])
  })

  it.each([
    [
      'a check',
      plugin('acme', ['storage/mine']),
      "'storage/mine' of acme is in the area 'storage', which is that of artifacts-doctor",
    ],
    [
      'a cause',
      plugin('acme', [], ['network/mine']),
      "'network/mine' of acme is in the area 'network'",
    ],
    [
      'a built-in id',
      plugin('acme', ['storage/put']),
      "'storage/put' of acme is in the area 'storage'",
    ],
    [
      "the configuration's",
      plugin('acme', ['config/mine']),
      "area 'config', which is that of artifacts-doctor",
    ],
  ])('cannot be entered by %s of another', (_, one, says) => {
    expect(refusal(one)).toMatch(/^plug-in acme: /)
    expect(refusal(one)).toContain(says)
  })

  it('belong to the first of two that claim one', () => {
    const message = refusal(plugin('first', ['acme/one']), plugin('second', ['acme/two']))
    expect(message).toBe(
      "plug-in first, second: 'acme/two' of second is in the area 'acme', which is that of first; expected an area of its own",
    )
  })

  it('hold each id once', () => {
    expect(refusal(plugin('acme', ['acme/one', 'acme/one']))).toContain(
      "'acme/one' is defined twice",
    )
  })

  it('are told of five at a time', () => {
    const ids = Array.from({ length: 9 }, (_, n) => `storage/mine-${n}`)
    expect(refusal(plugin('acme', ids))).toMatch(/and 4 more$/)
  })
})

describe('what a plug-in builds on', () => {
  it('may be a built-in check', () => {
    const one = {
      ...sampleCheck('acme/one'),
      needs: ['storage/bucket'],
      after: ['workspace/state'],
    }
    expect(refusal({ name: 'acme', checks: [one], causes: {} })).toBeUndefined()
  })

  it('is named with the nearest where it is unknown', () => {
    const one = { ...sampleCheck('acme/one'), needs: ['storage/buckt'] }
    expect(refusal({ name: 'acme', checks: [one], causes: {} })).toBe(
      "plug-in acme: check 'acme/one' needs 'storage/buckt', which is unknown; nearest: 'storage/bucket'",
    )
  })
})
