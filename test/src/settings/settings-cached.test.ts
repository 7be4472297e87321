import { describe, expect, it } from 'vitest'
import { resolveSettings } from '../../../src/settings/resolve-settings.ts'
import { jwt } from '../../support/jwt.ts'
import { CURRENT, EARLIER, HOME, memoryFiles } from '../memory-files.ts'

const EARLY = jwt({ exp: 1_000 })
const LATE = jwt({ exp: 2_000 })
const UNDATED = jwt({ iss: 'x' })

function resolve(texts: Record<string, string>) {
  return resolveSettings({ flags: {}, env: { HOME }, files: memoryFiles(texts) })
}

describe('cached keys', () => {
  it.each([
    ['JSON', '{"accessKeyId":"AK","secretAccessKey":"SK","sessionToken":"ST","region":"r"}'],
    [
      'JSON of other names',
      '{"byo":{"access_key_id":"AK","secret_access_key":"SK","session_token":"ST","region":"r"}}',
    ],
    ['lines', 'ACCESS_KEY_ID=AK\nSECRET_ACCESS_KEY="SK"\nexport SESSION_TOKEN=ST\nREGION=r\n'],
    [
      'the variables themselves',
      ['ACCESS_KEY_ID=AK', 'SECRET_ACCESS_KEY=SK', 'SESSION_TOKEN=ST', 'REGION=r']
        .map((line) => `ARTIFACTS_S3_${line}\n`)
        .join(''),
    ],
  ])('are read as %s', async (_, text) => {
    const path = `${EARLIER}/byo-credentials`
    const settings = await resolve({ [path]: text })
    const keys = ['accessKeyId', 'secretAccessKey', 'sessionToken', 'region'] as const
    expect(keys.map((key) => settings.get(key))).toEqual(['AK', 'SK', 'ST', 'r'])
    expect(keys.map((key) => settings.values[key]?.source)).toEqual([path, path, path, path])
    expect(settings.secrets).toEqual(expect.arrayContaining(['AK', 'SK', 'ST']))
  })

  it('are never joined from two files', async () => {
    const settings = await resolve({
      [`${CURRENT}/byo-credentials`]: 'ACCESS_KEY_ID=new\nSECRET_ACCESS_KEY=new\n',
      [`${EARLIER}/byo-credentials`]:
        'ACCESS_KEY_ID=old\nSECRET_ACCESS_KEY=old\nSESSION_TOKEN=old\n',
    })
    expect(settings.get('accessKeyId')).toBe('new')
    expect(settings.get('sessionToken')).toBeUndefined()
  })
})

describe('a cached login', () => {
  it.each<[what: string, text: string, token: string | undefined]>([
    ['an API key', '{"apiKey":"tbo_abc"}', 'tbo_abc'],
    ['a service token in lines', 'KEY=art_abc\n', 'art_abc'],
    ['a bare token', `${LATE}\n`, LATE],
    ['a token in quotes', `TOKEN="${LATE}"`, LATE],
    ['one among other strings', `{"user":{"id":"u"},"session":{"jwt":"${LATE}"}}`, LATE],
    ['access_token before a later one', `{"other":"${LATE}","access_token":"${EARLY}"}`, EARLY],
    ['accessToken before a later one', `{"other":"${LATE}","accessToken":"${EARLY}"}`, EARLY],
    ['else the one that ends last', `{"a":"${EARLY}","b":"${LATE}","c":"${UNDATED}"}`, LATE],
    ['no refresh token', `{"access_token":"${EARLY}","refresh_token":"${LATE}"}`, EARLY],
    ['no refresh token in lines', `TOKEN=${EARLY}\nREFRESH_TOKEN=${LATE}\n`, EARLY],
    ['no refresh token alone', `{"refreshToken":"${LATE}"}`, undefined],
    ['no identity', `{"id_token":"${LATE}"}`, undefined],
    ['nothing of another shape', '{"access_token":"hello","secret":"abc"}', undefined],
    ['nothing of an empty file', '', undefined],
  ])('gives %s', async (_, text, token) => {
    const path = `${CURRENT}/credentials.json`
    const settings = await resolve({ [path]: text })
    expect(settings.get('token')).toBe(token)
    expect(settings.values.token?.source).toBe(token === undefined ? undefined : path)
    expect(JSON.stringify(settings.values)).not.toContain(token ?? LATE)
  })

  it('makes every token in it known to the redactor, taken or not', async () => {
    const text = JSON.stringify({ access_token: EARLY, refresh_token: 'opaque-refresh', id: LATE })
    const { secrets } = await resolve({ [`${CURRENT}/credentials.json`]: text })
    expect(secrets).toEqual(expect.arrayContaining([EARLY, LATE, 'opaque-refresh']))
  })

  it('of the earlier layout is taken where the current one holds none', async () => {
    const settings = await resolve({
      [`${CURRENT}/credentials.json`]: '{}',
      [`${EARLIER}/credentials.json`]: '{"token":"tbo_old"}',
    })
    expect(settings.get('token')).toBe('tbo_old')
  })
})
