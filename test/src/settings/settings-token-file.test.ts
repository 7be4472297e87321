import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { resolveSettings } from '../../../src/settings/resolve-settings.ts'
import { UsageError } from '../../../src/usage-error.ts'
import { type TemporaryDirectory, temporaryDirectory } from '../../support/temporary-directory.ts'
import { memoryFiles } from '../memory-files.ts'

let directory: TemporaryDirectory

beforeAll(async () => {
  directory = await temporaryDirectory()
})

afterAll(() => directory.remove())

async function fileWith(text: string): Promise<string> {
  const path = join(directory.path, 'file')
  await writeFile(path, text)
  return path
}

async function refusal(reading: Promise<unknown>): Promise<string> {
  const error = await reading.then(
    () => expect.unreachable(),
    (reason: unknown) => reason,
  )
  expect(error).toBeInstanceOf(UsageError)
  return (error as UsageError).message
}

describe('a token file', () => {
  const resolve = (token: string) =>
    resolveSettings({ flags: { token }, env: { TONBO_API_KEY: 'tbo_env' }, files: memoryFiles() })

  it('gives its text without the line break at its end', async () => {
    const path = await fileWith('tbo_from-file\r\n')
    const settings = await resolve(path)
    expect(settings.get('token')).toBe('tbo_from-file')
    expect(settings.values.token?.source).toBe(`--token-file ${path}`)
    expect(settings.secrets).toContain('tbo_from-file')
  })

  it('keeps what may have mangled it, for a check to see', async () => {
    expect((await resolve(await fileWith(' "tbo_x"\n\n'))).get('token')).toBe(' "tbo_x"\n')
  })

  it('that cannot be read is refused, saying why', async () => {
    const missing = join(directory.path, 'missing')
    expect(await refusal(resolve(missing))).toBe(
      `--token-file: cannot read '${missing}' (ENOENT); expected a file with the token`,
    )
  })

  it('that is empty is refused: it is no token, and none is asked for beside it', async () => {
    expect(await refusal(resolve(await fileWith('\n')))).toMatch(/^--token-file: .*empty/)
  })
})
