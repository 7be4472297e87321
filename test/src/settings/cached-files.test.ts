import { describe, expect, it } from 'vitest'
import { cachedPaths, named, readCached, stringsIn } from '../../../src/settings/cached-files.ts'
import { CURRENT, EARLIER, HOME, memoryFiles } from '../memory-files.ts'

describe('cachedPaths', () => {
  it.each<[env: NodeJS.ProcessEnv, paths: string[]]>([
    [{ HOME }, [`${CURRENT}/f`, `${EARLIER}/f`]],
    [{ HOME, XDG_CONFIG_HOME: '/xdg' }, ['/xdg/tonbo/artifacts/f', `${EARLIER}/f`]],
    [{ HOME, XDG_CONFIG_HOME: '' }, [`${CURRENT}/f`, `${EARLIER}/f`]],
    [{ HOME, XDG_CONFIG_HOME: 'xdg' }, [`${CURRENT}/f`, `${EARLIER}/f`]],
    [{ HOME, XDG_CONFIG_HOME: '~/xdg' }, [`${CURRENT}/f`, `${EARLIER}/f`]],
    [{ XDG_CONFIG_HOME: 'xdg' }, []],
    [{ XDG_CONFIG_HOME: '/xdg' }, ['/xdg/tonbo/artifacts/f']],
    [{}, []],
  ])('of %j names the current layout, then the earlier one', (env, paths) => {
    expect(cachedPaths(env, 'f')).toEqual(paths)
  })
})

describe('stringsIn', () => {
  it('reads a last line that ends in a carriage return alone', () => {
    expect(stringsIn('A=1\rB = "two"\r')).toEqual([
      ['A', '1'],
      ['B', 'two'],
    ])
  })

  it.each<[what: string, text: string, found: [string, string][]]>([
    ['an object', '{"a":"1","b":2,"c":null}', [['a', '1']]],
    [
      'what is nested',
      '{"x":{"token":"t"},"y":[{"k":"v"}]}',
      [
        ['token', 't'],
        ['k', 'v'],
      ],
    ],
    [
      'JSON within a string',
      JSON.stringify({ a: '{"token":"t"}', b: '{broken' }),
      [
        ['token', 't'],
        ['b', '{broken'],
      ],
    ],
    ['a string alone', '"tbo_x"', [['', 'tbo_x']]],
    [
      'lines',
      'A=1\nB = 2\n',
      [
        ['A', '1'],
        ['B', '2'],
      ],
    ],
    [
      'exports and quotes',
      'export A="1 2"\r\nexport B=\'3\'\r\n',
      [
        ['A', '1 2'],
        ['B', '3'],
      ],
    ],
    ['comments and blanks', '# A=1\n\n  \nB=2', [['B', '2']]],
    ['values with signs of equality', 'A=b==\n', [['A', 'b==']]],
    ['a bare word', 'tbo_x\n', [['', 'tbo_x']]],
    ['nothing', '', []],
  ])('reads %s', (_, text, found) => {
    expect(stringsIn(text)).toEqual(found)
  })

  it('bears JSON that is deeply nested', () => {
    const deep = 100_000
    const text = `${'['.repeat(deep)}"tbo_x"${']'.repeat(deep)}`
    expect(() => stringsIn(text)).not.toThrow()
  })
})

describe('named', () => {
  const values = [
    ['ACCESS_KEY_ID', ''],
    ['access_key_id', 'a'],
    ['accessKeyId', 'b'],
  ] as const

  it('gives the first that is not empty, in any letter case', () => {
    expect(named(values, 'access_key_id')).toBe('a')
    expect(named(values, 'none', 'accesskeyid')).toBe('b')
    expect(named(values, 'none')).toBeUndefined()
  })
})

describe('readCached', () => {
  it('says of each layout what it found there', async () => {
    const files = memoryFiles({ [`${EARLIER}/f`]: 'A=1' })
    expect(await readCached(files, { HOME }, 'f')).toMatchObject([
      { path: `${CURRENT}/f`, look: { found: false }, values: [] },
      { path: `${EARLIER}/f`, look: { found: true }, values: [['A', '1']] },
    ])
  })
})
