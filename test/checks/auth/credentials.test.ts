import { chmod, chown, mkdir, symlink, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { Given } from '../../../src/settings/setting-sources.ts'
import { evidence, findings, runChecks, statuses } from '../../support/run-check.ts'
import { temporaryDirectory } from '../../support/temporary-directory.ts'

const CURRENT = '.config/tonbo/artifacts/credentials.json'
const EARLIER = '.config/artifacts/credentials.json'
const TOKEN = 'tbo_abcdefghijklmnop'

/** A home with these files, each 0600 unless given; a file of `undefined` is a directory. */
async function home(files: Readonly<Record<string, string | undefined>>, mode = 0o600) {
  const { path, remove } = await temporaryDirectory()
  onTestFinished(remove)
  for (const [name, text] of Object.entries(files)) {
    const file = join(path, name)
    await mkdir(text === undefined ? file : dirname(file), { recursive: true })
    if (text === undefined) continue
    await writeFile(file, text)
    await chmod(file, mode)
  }
  return path
}

const check = (flags: Given, env: Readonly<Record<string, string>> = {}) =>
  runChecks({ only: ['auth/credentials'], flags, env })

describe('auth/credentials', () => {
  it.each<[what: string, flags: Given]>([
    ['a workspace', { workspace: 'acme/demo' }],
    ['a workspace beside a bucket', { workspace: 'demo', bucket: 'cases' }],
    ['an intent', { intent: 'mount', mountpoint: '/mnt' }],
    ['an orchestrator URL', { orchestratorUrl: 'https://orchestrator.example' }],
    ['nothing at all', {}],
  ])('names auth/not-logged-in where %s is given', async (_, flags) => {
    const results = await check(flags, { HOME: await home({}) })
    expect(findings(results)).toEqual({ 'auth/credentials': 'fail auth/not-logged-in' })
  })

  it('names auth/not-logged-in where the environment holds only what others use', async () => {
    const results = await check({}, { AWS_REGION: 'eu-west-3', PATH: '/bin' })
    expect(findings(results)).toEqual({ 'auth/credentials': 'fail auth/not-logged-in' })
  })

  it.each<[what: string, flags: Given, env?: Readonly<Record<string, string>>]>([
    ['the flags of a bucket', { bucket: 'cases', endpoint: 'http://127.0.0.1:1' }],
    ['the variables of a bucket', {}, { ARTIFACTS_S3_BUCKET: 'cases' }],
    ['a metadata URL', { metadataUrl: 'redis://127.0.0.1:1' }],
    ['a mount point', { mountpoint: '/mnt' }],
    ['a backend', { backend: 'byo' }],
    ['a prefix and a region', { prefix: 'team/', region: 'auto' }],
    ['half a pair of keys', {}, { ARTIFACTS_S3_SECRET_ACCESS_KEY: 'secret' }],
    ['a metadata prefix', { metadataPrefix: '' }],
  ])('skips where only %s are given', async (_, flags, env) => {
    const results = await check(flags, env)
    expect(results['auth/credentials']).toMatchObject({ status: 'skip', missing: 'token' })
  })

  it.each([
    ['a directory in its place', CURRENT, undefined, 'EISDIR'],
    ['a file without a token', CURRENT, '{"user":"ada"}', 'no token in it'],
    ['an empty file of the earlier layout', EARLIER, '', 'empty'],
    ['a byte order mark alone', CURRENT, '\ufeff\n', 'empty'],
    ['JSON that ends too soon', CURRENT, `{"token":"${TOKEN}"`, 'JSON that is cut short or broken'],
    ['a masked token', CURRENT, '{"token":"tbo_***"}', 'no token in it'],
    ['a file that is too large', CURRENT, ' '.repeat(1_048_577), 'EFBIG'],
  ])('names auth/credentials-unreadable on %s', async (_, name, text, code) => {
    const HOME = await home({ [name]: text })
    const results = await check({ bucket: 'cases' }, { HOME })
    expect(findings(results)).toEqual({ 'auth/credentials': 'fail auth/credentials-unreadable' })
    expect(evidence(results, 'auth/credentials')).toEqual({ path: join(HOME, name), code })
  })

  it('names auth/credentials-unreadable on a link that leads nowhere', async () => {
    const HOME = await home({ unrelated: '' })
    const path = join(HOME, CURRENT)
    await mkdir(dirname(path), { recursive: true })
    await symlink('gone', path)
    const results = await check({ workspace: 'demo' }, { HOME })
    expect(findings(results)).toEqual({ 'auth/credentials': 'fail auth/credentials-unreadable' })
    expect(evidence(results, 'auth/credentials')).toMatchObject({ path, link: 'gone' })
  })

  it.each([
    ['a refresh token alone', `{"refresh_token":"${TOKEN}"}`],
    ['an opaque token', '{"accessToken":"0123456789abcdef"}'],
  ])('cannot tell what %s is good for', async (_, text) => {
    const HOME = await home({ [CURRENT]: text })
    const results = await check({ workspace: 'demo' }, { HOME })
    expect(findings(results)).toEqual({ 'auth/credentials': 'error' })
    expect(evidence(results, 'auth/credentials')).toEqual({ path: join(HOME, CURRENT) })
  })

  it.each([
    ['there is no home', { SHELL: '/bin/sh' }, { homeless: true }],
    ['the key is empty', { TONBO_API_KEY: '' }, { empty: 'TONBO_API_KEY' }],
    ['the key has another name', { ARTIFACTS_TOKEN: TOKEN }, { similar: 'ARTIFACTS_TOKEN' }],
    ['it runs under sudo', { SUDO_USER: 'ada' }, { sudo: true }],
    ['a directory is relative', { XDG_CONFIG_HOME: '~/.config' }, { ignored: 'XDG_CONFIG_HOME' }],
  ])('shows that %s where no login is found', async (_, env, seen) => {
    const results = await check({ workspace: 'demo' }, { ...env })
    expect(findings(results)).toEqual({ 'auth/credentials': 'fail auth/not-logged-in' })
    expect(evidence(results, 'auth/credentials')).toEqual({ homeless: true, ...seen })
  })

  it('shows a login that XDG_CONFIG_HOME leads away from, and no other', async () => {
    const HOME = await home({ [CURRENT]: TOKEN })
    const XDG_CONFIG_HOME = join(HOME, 'xdg')
    const astray = await check({ workspace: 'demo' }, { HOME, XDG_CONFIG_HOME })
    expect(evidence(astray, 'auth/credentials')).toEqual({
      path: join(XDG_CONFIG_HOME, 'tonbo/artifacts/credentials.json'),
      elsewhere: join(HOME, CURRENT),
    })
    const none = await check({ workspace: 'demo' }, { HOME: XDG_CONFIG_HOME, XDG_CONFIG_HOME })
    expect(evidence(none, 'auth/credentials')).not.toHaveProperty('elsewhere')
  })

  it.each([
    ['the current layout', { [CURRENT]: `{"access_token":"${TOKEN}"}` }, CURRENT],
    ['the earlier layout', { [EARLIER]: `TONBO_API_KEY=${TOKEN}` }, EARLIER],
    [
      'the earlier layout beside a broken current one',
      { [CURRENT]: '{', [EARLIER]: TOKEN },
      EARLIER,
    ],
    ['the current one of both', { [CURRENT]: TOKEN, [EARLIER]: 'art_other' }, CURRENT],
  ])('passes with a file of %s', async (_, files, source) => {
    const HOME = await home(files)
    const results = await check({ workspace: 'demo' }, { HOME })
    expect(statuses(results)).toEqual({ 'auth/credentials': 'pass' })
    const seen = { source: join(HOME, source), kind: 'api-key' }
    expect(evidence(results, 'auth/credentials')).toEqual(seen)
  })

  it('looks into XDG_CONFIG_HOME before the home', async () => {
    const XDG_CONFIG_HOME = await home({ 'tonbo/artifacts/credentials.json': 'art_first' })
    const HOME = await home({ [CURRENT]: TOKEN })
    const results = await check({}, { HOME, XDG_CONFIG_HOME })
    expect(evidence(results, 'auth/credentials')).toMatchObject({ kind: 'service-token' })
  })

  it.each([
    [0o644, '0644'],
    [0o640, '0640'],
    [0o602, '0602'],
  ])('warns of auth/credentials-exposed on mode %o', async (mode, shown) => {
    const HOME = await home({ [CURRENT]: TOKEN }, mode)
    const results = await check({ workspace: 'demo' }, { HOME })
    expect(findings(results)).toEqual({ 'auth/credentials': 'warn auth/credentials-exposed' })
    const path = join(HOME, CURRENT)
    expect(evidence(results, 'auth/credentials')).toMatchObject({ path, mode: shown })
  })

  it('does not mind the mode of a file that the environment overrides', async () => {
    const HOME = await home({ [CURRENT]: TOKEN }, 0o644)
    const results = await check({ workspace: 'demo' }, { HOME, TONBO_API_KEY: 'art_other' })
    expect(statuses(results)).toEqual({ 'auth/credentials': 'pass' })
    const seen = { source: 'TONBO_API_KEY', kind: 'service-token' }
    expect(evidence(results, 'auth/credentials')).toEqual(seen)
  })

  // Only root may give a file away, and become somebody else.
  describe.runIf(process.geteuid?.() === 0)('of another user', () => {
    const NOBODY = 65_534

    /** What is found by a user who is not root, in a home that is open to all. */
    async function checkAsNobody(owner: number, mode: number) {
      const HOME = await home({ [CURRENT]: TOKEN }, mode)
      await chmod(HOME, 0o755)
      await chown(join(HOME, CURRENT), owner, owner)
      process.seteuid?.(NOBODY)
      try {
        return await check({ workspace: 'demo' }, { HOME })
      } finally {
        process.seteuid?.(0)
      }
    }

    it('names auth/credentials-unreadable where it may not be read', async () => {
      const results = await checkAsNobody(0, 0o600)
      expect(findings(results)).toEqual({ 'auth/credentials': 'fail auth/credentials-unreadable' })
      expect(evidence(results, 'auth/credentials')).toMatchObject({ code: 'EACCES' })
    })

    it('warns of auth/credentials-exposed with the owner where it may', async () => {
      const results = await checkAsNobody(1234, 0o604)
      expect(findings(results)).toEqual({ 'auth/credentials': 'warn auth/credentials-exposed' })
      expect(evidence(results, 'auth/credentials')).toMatchObject({ mode: '0604', owner: 1234 })
    })

    it('passes on one’s own, and as root on anybody’s', async () => {
      expect(findings(await checkAsNobody(NOBODY, 0o600))).toEqual({})
      const HOME = await home({ [CURRENT]: TOKEN })
      await chown(join(HOME, CURRENT), 1234, 1234)
      expect(findings(await check({ workspace: 'demo' }, { HOME }))).toEqual({})
    })
  })
})
