import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, it } from 'vitest'
import type { Report } from '../../src/report/report.ts'
import { reportSchema } from '../../src/report/report-schema.ts'
import { runMain, type Said } from './in-process.ts'

const options = { validateFormats: false, allowUnionTypes: true }
const valid = new Ajv2020(options).compile(reportSchema)

/** What the report is made of: a secret that is the same must not take it apart. */
const WORDS = [
  ...['pass', 'fail', 'warn', 'error', 'skip', 'blocked', 'healthy', 'unhealthy', 'undetermined'],
  ...['provider', 'tonbo', 'storage', 'storage/keys', 'auth/not-logged-in', 'status', 'checks'],
  ...['value', 'source', 'true', 'false', 'null', '6379', '1234', 'title', 'artifacts'],
  ...[
    'artifacts-doctor/report/v1',
    '[secret]',
    'secret',
    '": "',
    '", "',
    '    ',
    '\\\\\\\\',
    '{}{}',
  ],
]

/** A run that asks nobody, with a secret of this value; what it found, without times. */
async function found(secret: string, format: string): Promise<Said> {
  const env = {
    ARTIFACTS_S3_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE',
    ARTIFACTS_S3_SECRET_ACCESS_KEY: secret,
    ARTIFACTS_METADATA_URL: `redis://:${encodeURIComponent(secret)}@127.0.0.1:6379/0`,
  }
  const bucket = ['--bucket', 'cases', '--endpoint', 'http://127.0.0.1:9']
  const args = ['check', 'acme/demo', ...bucket, '--offline', '--verbose', '--format', format]
  return runMain(args, { env })
}

/** What the same run finds with a secret that no text holds. */
const plain = { text: new Map<string, Said>(), json: new Map<string, Said>() }

async function usually(usual: string, format: keyof typeof plain): Promise<Said> {
  const said = plain[format].get(usual) ?? (await found(usual, format))
  plain[format].set(usual, said)
  return said
}

const shape = (text: string) => {
  const { verdict, exitCode, summary, rootCauses, checks } = JSON.parse(text) as Report
  const roots = rootCauses.map(({ cause, severity, owner }) => ({ cause, severity, owner }))
  return { verdict, exitCode, summary, roots, checks: checks.map(({ id, status }) => [id, status]) }
}

describe.each(WORDS)('a secret that reads %j', (word) => {
  // Its quotes and spaces are a finding of their own, so that only the like are compared.
  const usual = /["\s]/.test(word) ? `Xq7/${word}/Kw9z` : 'Xq7/Kw9z+Tn4b'

  it('leaves the JSON what it is', async () => {
    const [before, said] = [await usually(usual, 'json'), await found(word, 'json')]
    expect(said.code).toBe(before.code)
    expect(valid(JSON.parse(said.stdout)), JSON.stringify(valid.errors)).toBe(true)
    expect(shape(said.stdout)).toEqual(shape(before.stdout))
  })

  it('leaves a text, in which words may be missing', async () => {
    const [before, said] = [await usually(usual, 'text'), await found(word, 'text')]
    expect(said.code).toBe(before.code)
    expect(said.stdout.length).toBeGreaterThan(before.stdout.length / 2)
  })
})
