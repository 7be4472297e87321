import { writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { listen } from '../support/free-port.ts'
import { type TemporaryDirectory, temporaryDirectory } from '../support/temporary-directory.ts'
import { type Canary, leaks, own, strays, tokens } from './canaries.ts'
import { off, runMain } from './in-process.ts'
import { homeOfSecrets, type Stage } from './set-up.ts'

let stage: Stage
let files: TemporaryDirectory
beforeAll(async () => {
  const nowhere = 'http://127.0.0.1:9'
  stage = await homeOfSecrets({ orchestrator: nowhere, s3: nowhere, redisPort: 9 })
  files = await temporaryDirectory()
})
afterAll(() => Promise.all([stage.stop(), files.remove()]))

async function shown(args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const said = await runMain(args, { env: { ...stage.env, ...env } })
  return leaks(said.both)
}

/** Everywhere that a secret can be pasted by mistake, and is said back or judged. */
const SLOTS: readonly (readonly [string, (secret: string) => readonly string[]])[] = [
  ['a command', (secret) => [secret]],
  ['a workspace', (secret) => ['check', secret]],
  ['a workspace with a handle', (secret) => ['check', `acme/${secret}`]],
  ['a workspace too many', (secret) => ['check', 'acme/demo', secret]],
  ['an address of something else', (secret) => ['check', `https://u:${secret}@h/x`]],
  ['a flag', (secret) => ['check', `--${secret}`]],
  ['a choice', (secret) => ['check', '--for', secret]],
  ['a glob', (secret) => ['check', '--only', secret]],
  ['a duration', (secret) => ['check', '--timeout', secret]],
  ['a file with a token', (secret) => ['check', '--token-file', secret]],
  ['a file of settings', (secret) => ['check', '--config', secret]],
  ['a bucket', (secret) => ['check', '--bucket', secret]],
  ['a prefix', (secret) => ['check', '--bucket', 'cases', '--prefix', secret]],
  ['a region', (secret) => ['check', '--region', secret]],
  ['an endpoint', (secret) => ['check', '--endpoint', secret]],
  ['an orchestrator', (secret) => ['check', '--orchestrator-url', secret]],
  ['the password of an orchestrator', (s) => ['check', '--orchestrator-url', `https://u:${s}@h`]],
  ['a metadata URL', (secret) => ['check', '--metadata-url', secret]],
  ['a metadata prefix', (secret) => ['check', '--metadata-prefix', secret]],
  ['a mount point', (secret) => ['check', '--mountpoint', `/nowhere/${secret}`]],
  ['a thing to list', (secret) => ['list', secret]],
  ['a format to list in', (secret) => ['list', '--format', secret]],
  ['a backend to explain', (secret) => ['explain', '--backend', secret, '403']],
  ['a text to explain', (secret) => ['explain', `AccessDenied: ${secret}`]],
  ['a code to explain', (secret) => ['explain', secret]],
]

/** What stands in the environment, whatever it looks like. */
const KNOWN: readonly Canary[] = [tokens.jwt, own.secretKey, own.sessionToken, own.password]
/** What the doctor has never seen, but what looks like a secret. */
const SHAPED: readonly Canary[] = [strays.login, tokens.apiKey, tokens.serviceToken]

const OFFLINE = ['--offline', '--verbose']

describe.each(SLOTS)('a secret typed as %s', (_, typed) => {
  const args = (secret: string) => {
    const [command] = typed(secret)
    return [...typed(secret), ...(command === 'check' ? OFFLINE : [])]
  }

  it.each([...KNOWN, ...SHAPED])('is not said back: $name', async ({ value }) => {
    expect(await shown(args(value))).toEqual([])
  })
})

describe('a secret that is too long for a workspace', () => {
  const long = `${tokens.opaque.value.replaceAll('.', '')}${'Rq5Zw8Ly'.repeat(9)}`
  it.each(['text', 'json'])('is not made into a name: %s', async (format) => {
    const env = { TONBO_API_KEY: long }
    for (const typed of [long, `acme/${long}`]) {
      expect(await shown(['check', typed, ...OFFLINE, '--format', format], env)).toEqual([])
    }
  })
})

describe('a URL that holds a secret', () => {
  const secret = strays.urlPassword.value
  it.each([
    ['--metadata-url', `redis://:${secret}@127.0.0.1:6379/0`],
    ['--metadata-url', `redis://127.0.0.1:6379/0?password=${secret}`],
    ['--metadata-url', `${secret}@127.0.0.1:6379`],
    ['--endpoint', `https://AK:${secret}@s3.example`],
    ['--endpoint', `AK:${secret}@s3.example:9000`],
    ['--endpoint', `https://${secret}@s3.example`],
    ['--endpoint', `https://AK:"${secret}@s3.example`],
    ['--endpoint', `https://AK:p@${secret}@s3.example`],
    ['--orchestrator-url', `https://u:${secret}@orchestrator.example`],
    ['--orchestrator-url', `https://u:${secret} @orchestrator.example`],
    ['--orchestrator-url', `https://u:${secret}@:x`],
  ])('%s %s', async (flag, url) => {
    expect(await shown(['check', ...OFFLINE, flag, url, '--format', 'json'])).toEqual([])
    expect(await shown(['check', ...OFFLINE, flag, url])).toEqual([])
  })

  it.each([
    ['a slash that is not escaped', `redis://u:12/${secret}@127.0.0.1:6379/0`],
    ['a question mark that is not escaped', `redis://u:12?${secret}@127.0.0.1:6379/0`],
    ['a hash that is not escaped', `redis://u:12#${secret}@127.0.0.1:6379/0`],
    ['the place of the user', `redis://${secret}@127.0.0.1:6379/0`],
    ['quotes', `"redis://:${secret}@127.0.0.1:6379/0"`],
    ['another scheme', `mysql://u:${secret}@127.0.0.1:3306/0`],
  ])('a metadata password with, or in, %s', async (_, url) => {
    const env = { ARTIFACTS_METADATA_URL: url }
    expect(await shown(['check', ...OFFLINE, '--format', 'json'], env)).toEqual([])
    expect(await shown(['check', ...OFFLINE], env)).toEqual([])
  })
})

describe('a secret that is not used', () => {
  it('is not said back where another source overrides it', async () => {
    const [token, settings] = [join(files.path, 'token'), join(files.path, 'overridden.json')]
    await writeFile(token, tokens.apiKey.value)
    await writeFile(
      settings,
      JSON.stringify({ settings: { backend: 'byo', bucket: tokens.opaque.value } }),
    )
    const env = { TONBO_API_KEY: tokens.opaque.value, ARTIFACTS_S3_BUCKET: '' }
    const args = ['check', '--token-file', token, '--config', settings]
    expect(await shown([...args, ...OFFLINE, '--format', 'json'], env)).toEqual([])
  })

  it('is not said back under a variable that is misspelt', async () => {
    const env = { ARTIFACTS_S3_SECRET_ACCES_KEY: strays.basic.value }
    expect(await shown(['check', ...OFFLINE], env)).toEqual([])
  })
})

describe('a file of settings that holds secrets', () => {
  it.each([
    ['the token', { settings: { token: tokens.opaque.value } }],
    ['a URL', { settings: { metadataUrl: `redis://u:12/${strays.urlPassword.value}@h/0` } }],
    ['a login', { access_token: tokens.opaque.value }],
    ['a choice', { settings: { backend: tokens.apiKey.value } }],
  ])('%s', async (_, document) => {
    const path = join(files.path, 'settings.json')
    await writeFile(path, JSON.stringify(document))
    expect(await shown(['check', '--config', path, ...OFFLINE])).toEqual([])
  })
})

describe('a proxy that wants a password', () => {
  it('is refused without the one that was sent', async () => {
    const proxy = createServer((socket) => {
      socket.on('error', () => {})
      socket.on('data', (asked) =>
        socket.end(`HTTP/1.1 407 ${String(asked).replace(/\s+/g, ' ')}\r\nx: ${asked}\r\n\r\n`),
      )
    })
    const { port, stop } = await listen(proxy)
    onTestFinished(stop)
    const env = {
      HTTPS_PROXY: `http://ada:${strays.urlPassword.value}@127.0.0.1:${port}`,
      ARTIFACTS_ORCHESTRATOR_URL: 'https://orchestrator.invalid',
    }
    const said = await runMain(['check', '--only', 'orchestrator/*'], {
      env: { ...stage.env, ...env },
    })
    expect(said.stdout).toContain('network/proxy-refused')
    expect(leaks(said.both)).toEqual([])
  })

  it('is not said back where the proxy says it in plain', async () => {
    const { value } = strays.urlPassword
    const proxy = createServer((socket) => {
      socket.on('error', () => {})
      socket.once('data', () =>
        socket.end(`HTTP/1.1 403 No\r\nserver: ${value}\r\ncontent-length: 0\r\n\r\n`),
      )
    })
    const { port, stop } = await listen(proxy)
    onTestFinished(stop)
    const env = {
      HTTP_PROXY: `http://ada:${encodeURIComponent(value)}@127.0.0.1:${port}`,
      ARTIFACTS_ORCHESTRATOR_URL: 'http://orchestrator.invalid',
    }
    const asked = ['check', '--only', 'orchestrator/*', '--format', 'json']
    const said = await runMain(asked, { env: { ...stage.env, ...env } })
    expect(JSON.parse(said.stdout).checks[0].evidence).toMatchObject({ server: '[secret]' })
    expect(leaks(said.both)).toEqual([])
  })
})

describe('explain', () => {
  const text = `api error AccessDenied: ${Object.values(strays).map(({ value }) => value)}`
  it.each(['text', 'json'])('says nothing of the text but what it knows, as %s', async (format) => {
    const args = ['explain', '--format', format]
    expect(leaks((await runMain(args, { stdin: text })).both)).toEqual([])
    expect(leaks((await runMain([...args, text])).both)).toEqual([])
  })
})

describe('with the redactor switched off', () => {
  it.each(SHAPED)('what was typed is said back: $name', async ({ name, value }) => {
    const said = await runMain(['check', '--timeout', value], { env: stage.env, redactor: off })
    expect(leaks(said.both)).toContain(name)
  })
})
