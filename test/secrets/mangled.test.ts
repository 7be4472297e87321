import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { FaultProxy } from '../support/fault-proxy.ts'
import { startFaultProxy } from '../support/fault-proxy.ts'
import { type Canary, leaks, own, tokens } from './canaries.ts'
import { off, runMain } from './in-process.ts'
import { homeOfSecrets, type Stage } from './set-up.ts'

/** The pieces of a pasted secret, and those alone, as a server that knows it would say them back. */
const WHOLE = [tokens.opaque, tokens.apiKey, own.secretKey, own.sessionToken, own.accessKeyId]

let stage: Stage
let server: FaultProxy
beforeAll(async () => {
  const said = WHOLE.map(({ value }) => value).join(' ')
  const body = JSON.stringify({ code: said })
  server = await startFaultProxy(undefined, [{ do: { answer: { status: 401, body } } }])
  const at = server.endpoint
  stage = await homeOfSecrets({ orchestrator: at, s3: at, redisPort: 9 })
})
afterAll(() => Promise.all([stage.stop(), server.stop()]))

const MANGLED: readonly (readonly [string, string, (secret: string) => string])[] = [
  ['in quotes', 'it is in quotes', (secret) => `"${secret}"`],
  ['in single quotes', 'it is in quotes', (secret) => `'${secret}'`],
  ['in quotes with a line break', 'it is in quotes', (secret) => `"${secret}"\n`],
  ['with a line break in it', 'it holds a line break', (s) => `${s.slice(0, 14)}\n${s.slice(14)}`],
  ['with a line break after it', 'it holds a line break', (secret) => `${secret}\r\n`],
  ['with a space before it', 'it begins or ends with a space', (secret) => ` ${secret}`],
  ['with its scheme', 'it begins with "Bearer"', (secret) => `Bearer ${secret}`],
  ['with a mark that hides', 'not plain ASCII', (secret) => `${secret}\u200b`],
]

const VARIABLES: readonly (readonly [string, Canary])[] = [
  ['TONBO_API_KEY', tokens.opaque],
  ['TONBO_API_KEY', tokens.apiKey],
  ['ARTIFACTS_S3_ACCESS_KEY_ID', own.accessKeyId],
  ['ARTIFACTS_S3_SECRET_ACCESS_KEY', own.secretKey],
  ['ARTIFACTS_S3_SESSION_TOKEN', own.sessionToken],
]

/** One secret mangled, the others whole. */
function mangled(variable: string, { value }: Canary, mangle: (secret: string) => string) {
  const token = variable === 'TONBO_API_KEY' ? value : tokens.apiKey.value
  return { ...stage.env, TONBO_API_KEY: token, [variable]: mangle(value) }
}

describe.each(VARIABLES)('%s', (variable, canary) => {
  it.each(MANGLED)('is told to be mangled, and not shown: %s', async (_, found, mangle) => {
    const env = mangled(variable, canary, mangle)
    for (const format of ['text', 'json']) {
      const said = await runMain([...stage.args, '--verbose', '--format', format], { env })
      expect(said.stdout.replace(/\\"/g, '"').replace(/\s+/g, ' ')).toContain(found)
      expect(leaks(said.both, [canary])).toEqual([])
    }
  })

  it('is shown with the redactor switched off', async () => {
    const env = mangled(variable, canary, (secret) => `"${secret}"`)
    const said = await runMain([...stage.args, '--verbose'], { env, redactor: off })
    expect(leaks(said.both, [canary])).toContain(canary.name)
  })
})
