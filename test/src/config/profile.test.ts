import { describe, expect, it } from 'vitest'
import { profiled } from '../../../src/config/profile.ts'

const PLACE = { path: '/p/c.yaml', source: '--config' } as const
const waiver = (cause: string) => ({ cause, reason: 'known', until: '2027-01-31' })

const DOCUMENT = {
  checks: { skip: ['a/*'], only: ['a/*', 'b/*'] },
  severities: { 'a/one': 'warn', 'a/two': 'warn' },
  waivers: [waiver('a/one')],
  timeouts: { timeout: '1s', wait: '2s' },
  failOn: 'never',
  settings: { bucket: 'top', region: 'r' },
  plugins: ['./x.js'],
  profiles: {
    ci: {
      checks: { skip: ['b/*'] },
      severities: { 'a/two': 'fail' },
      waivers: [waiver('b/one')],
      timeouts: { timeout: '3s' },
      failOn: 'warn',
      settings: { bucket: 'ci' },
    },
    empty: {},
  },
} as const

describe('a profile', () => {
  it('is not laid over anything unless it is asked for', () => {
    const made = profiled(DOCUMENT, PLACE)
    expect(made).not.toHaveProperty('profile')
    expect(made).toMatchObject({
      ...PLACE,
      checks: { skip: { value: ['a/*'], at: '/p/c.yaml: checks.skip' } },
      timeouts: { timeout: { value: '1s', at: '/p/c.yaml: timeouts.timeout' } },
      severities: { 'a/two': { as: 'warn', at: "/p/c.yaml: severities['a/two']" } },
      failOn: 'never',
      settings: { bucket: 'top', region: 'r' },
      plugins: [{ value: './x.js', at: '/p/c.yaml: plugins[0]' }],
    })
  })

  it('stands in place of the top key by key, says where, and adds its waivers', () => {
    const made = profiled(DOCUMENT, PLACE, 'ci')
    expect(made).toMatchObject({
      profile: 'ci',
      checks: {
        skip: { value: ['b/*'], at: '/p/c.yaml: profiles.ci.checks.skip' },
        only: { value: ['a/*', 'b/*'], at: '/p/c.yaml: checks.only' },
      },
      timeouts: { timeout: { value: '3s' }, wait: { value: '2s' } },
      severities: { 'a/one': { as: 'warn' }, 'a/two': { as: 'fail' } },
      failOn: 'warn',
      settings: { bucket: 'ci', region: 'r' },
    })
    expect(made.waivers.map(({ cause, at }) => `${cause} ${at}`)).toEqual([
      'a/one /p/c.yaml: waivers[0]',
      'b/one /p/c.yaml: profiles.ci.waivers[0]',
    ])
  })

  it('may be empty, and changes nothing then', () => {
    const { profile, ...others } = profiled(DOCUMENT, PLACE, 'empty')
    expect(profile).toBe('empty')
    expect(others).toEqual(profiled(DOCUMENT, PLACE))
  })

  it.each([
    ['cii', "--profile: 'cii' is not a profile; nearest in /p/c.yaml: 'ci'"],
    ['constructor', /'constructor' is not a profile/],
  ])('%s is refused with the nearest', (name, says) => {
    expect(() => profiled(DOCUMENT, PLACE, name)).toThrow(says)
  })

  it('is refused where there are none', () => {
    expect(() => profiled({}, PLACE, 'ci')).toThrow(
      "'ci' is not a profile; /p/c.yaml has no profiles",
    )
  })
})
