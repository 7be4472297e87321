import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { jwt } from '../../support/jwt.ts'
import { evidence, findings, runChecks, statuses } from '../../support/run-check.ts'
import { temporaryDirectory } from '../../support/temporary-directory.ts'

const CURRENT = '.config/tonbo/artifacts/credentials.json'
const EARLIER = '.config/artifacts/credentials.json'
const NOW = Date.parse('2026-11-21T18:00:00Z')
const GOOD = jwt({ exp: NOW / 1000 + 3600 })
const EXPIRED = jwt({ exp: NOW / 1000 - 3600 })

/** A run in a home with these files; `file` is given with --token-file. */
async function check(
  files: Readonly<Record<string, string>>,
  given: { readonly key?: string; readonly file?: string } = {},
) {
  const { path: HOME, remove } = await temporaryDirectory()
  onTestFinished(remove)
  const { key, file } = given
  const all = { ...files, ...(file === undefined ? {} : { token: file }) }
  for (const [name, text] of Object.entries(all)) {
    await mkdir(dirname(join(HOME, name)), { recursive: true })
    await writeFile(join(HOME, name), text, { mode: 0o600 })
  }
  const results = await runChecks({
    only: ['auth/precedence'],
    flags: file === undefined ? {} : { token: join(HOME, 'token') },
    env: { HOME, ...(key === undefined ? {} : { TONBO_API_KEY: key }) },
    now: () => NOW,
  })
  return { HOME, results, seen: evidence(results, 'auth/precedence') }
}

describe('auth/precedence', () => {
  it('skips where there is no token, however that is judged elsewhere', async () => {
    const { results } = await check({ [CURRENT]: '{' })
    expect(results['auth/precedence']).toMatchObject({ status: 'skip', missing: 'token' })
  })

  it.each([
    ['a key alone', {}, { key: 'tbo_abcdefgh' }],
    ['a login alone', { [CURRENT]: GOOD }, {}],
    ['the same token in three places', { [CURRENT]: GOOD, [EARLIER]: GOOD }, { key: GOOD }],
    ['a key beside a file without a token', { [CURRENT]: '{}' }, { key: 'tbo_abcdefgh' }],
    ['what an update left behind', { [CURRENT]: GOOD, [EARLIER]: EXPIRED }, {}],
  ])('passes on %s', async (_, files, given) => {
    const { results } = await check(files, given)
    expect(statuses(results)).toEqual({ 'auth/precedence': 'pass' })
  })

  it('passes on a token file over all else, which was typed, and shows what it hides', async () => {
    const { HOME, results, seen } = await check(
      { [CURRENT]: GOOD },
      { key: 'tbo_abcdefgh', file: 'art_abcdefgh\n' },
    )
    expect(statuses(results)).toEqual({ 'auth/precedence': 'pass' })
    expect(seen).toEqual({
      source: `--token-file ${join(HOME, 'token')}`,
      kind: 'service-token',
      standing: 'without a date',
      hidden: 'TONBO_API_KEY',
      hiddenKind: 'api-key',
      hiddenStanding: 'without a date',
      alsoHidden: join(HOME, CURRENT),
    })
  })

  it.each([
    ['a good key over a good login', 'tbo_abcdefgh', GOOD, 'good', false],
    ['a good key over an expired login', 'tbo_abcdefgh', EXPIRED, 'expired', false],
    ['an expired key over a good login', EXPIRED, GOOD, 'good', true],
    ['a placeholder over a good login', '<token>', GOOD, 'good', true],
    ['an expired key over an API key', EXPIRED, 'tbo_abcdefgh', 'without a date', true],
    [
      'an expired key over another',
      EXPIRED,
      `${EXPIRED.slice(0, -43)}${'A'.repeat(43)}`,
      'expired',
      false,
    ],
  ])('warns of auth/env-overrides-login on %s', async (_, key, login, hiddenStanding, better) => {
    const { HOME, results, seen } = await check({ [CURRENT]: login }, { key })
    expect(findings(results)).toEqual({ 'auth/precedence': 'warn auth/env-overrides-login' })
    const path = join(HOME, CURRENT)
    expect(seen).toMatchObject({ source: 'TONBO_API_KEY', hidden: path, hiddenStanding })
    expect(seen.better).toBe(better ? path : undefined)
  })

  it.each([
    ['alone', {}, { currentState: 'absent' }],
    [
      'beside a broken one',
      { [CURRENT]: '{' },
      { currentState: 'JSON that is cut short or broken' },
    ],
    [
      'beside one of no known form',
      { [CURRENT]: '{"token":"0123456789abcdef"}' },
      { currentState: 'unknown' },
    ],
    ['beside a different one', { [CURRENT]: 'tbo_abcdefgh' }, { hiddenStanding: 'good' }],
  ])('warns of auth/login-orphaned on an earlier login %s', async (_, files, shown) => {
    const { HOME, results, seen } = await check({ [EARLIER]: GOOD, ...files })
    expect(findings(results)).toEqual({ 'auth/precedence': 'warn auth/login-orphaned' })
    expect(seen).toMatchObject({ earlier: join(HOME, EARLIER), ...shown })
  })
})
