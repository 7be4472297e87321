import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readConfig } from '../../src/config-file.ts'
import { UsageError } from '../../src/usage-error.ts'
import { type TemporaryDirectory, temporaryDirectory } from '../support/temporary-directory.ts'

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

describe('readConfig', () => {
  it.each<[what: string, text: string, given: object]>([
    [
      'JSON',
      '{"settings":{"bucket":"cases","intent":"mount"}}',
      { bucket: 'cases', intent: 'mount' },
    ],
    ['YAML', 'settings:\n  bucket: cases\n  prefix: ""\n', { bucket: 'cases', prefix: '' }],
    ['a byte order mark', '\ufeff{"settings":{"bucket":"cases"}}', { bucket: 'cases' }],
    ['no settings', '{}', {}],
    ['a URL', 'settings: { metadataUrl: redis://h/0 }', { metadataUrl: 'redis://h/0' }],
  ])('reads %s', async (_, text, given) => {
    expect(await readConfig(await fileWith(text))).toEqual(given)
  })

  it.each<[what: string, text: string, says: RegExp]>([
    [
      'a setting that is unknown',
      'settings: { buket: x }',
      /'buket' is not a setting; nearest: 'bucket'/,
    ],
    ['a key that is unknown', '{"setings":{}}', /'setings' is not known here; expected 'settings'/],
    ['a secret key', 'settings: { secretAccessKey: hunter2 }', /'secretAccessKey' does not belong/],
    ['a key id', 'settings: { accessKeyId: hunter2 }', /'accessKeyId' does not belong in a file/],
    ['a token', 'settings: { token: hunter2 }', /'token' does not belong in a file/],
    ['a list', '[1]', /expected an object/],
    ['a word', 'hunter2', /expected an object/],
    ['nothing', '', /expected an object/],
    ['null', 'null', /expected an object/],
    ['settings that are a list', 'settings: [1]', /'settings' is not an object/],
    ['settings that are null', 'settings:', /'settings' is not an object/],
    ['a number', 'settings: { bucket: 12 }', /'bucket' is not a string/],
    ['what is nested', 'settings: { bucket: { a: b } }', /'bucket' is not a string/],
    ['neither JSON nor YAML', 'settings: { bucket: [', /neither JSON nor YAML/],
    ['a key given twice', 'settings: { bucket: a, bucket: b }', /neither JSON nor YAML/],
    [
      'a property of every object',
      'settings: { constructor: x }',
      /'constructor' is not a setting/,
    ],
    ['the prototype', '{"settings":{"__proto__":{"bucket":"x"}}}', /'__proto__' is not a setting/],
  ])('refuses %s, naming the file', async (_, text, says) => {
    const message = await refusal(readConfig(await fileWith(text)))
    expect(message).toMatch(says)
    expect(message).toContain(directory.path)
    expect(message).not.toContain('hunter2')
  })

  it('refuses aliases, which blow a small file up', async () => {
    const levels = Array.from({ length: 12 }, (_, n) =>
      n === 0
        ? 'a0: &a0 [lol]'
        : `a${n}: &a${n} [${Array(9)
            .fill(`*a${n - 1}`)
            .join(', ')}]`,
    )
    const message = await refusal(readConfig(await fileWith(levels.join('\n'))))
    expect(message).toMatch(/neither JSON nor YAML: .*alias/i)
  })

  it('refuses a single alias as well', async () => {
    const text = 'settings: { bucket: &same cases, mountpoint: *same }'
    expect(await refusal(readConfig(await fileWith(text)))).toMatch(/alias/i)
  })

  it('runs no tag and makes nothing but plain values', async () => {
    const text = 'settings: { bucket: !!js/function "function () { throw 1 }" }'
    const given = await readConfig(await fileWith(text)).catch((error: unknown) => error)
    if (given instanceof Error) expect(given).toBeInstanceOf(UsageError)
    else expect(given).toEqual({ bucket: 'function () { throw 1 }' })
  })

  it('refuses a file that cannot be read, saying why', async () => {
    const missing = join(directory.path, 'missing')
    expect(await refusal(readConfig(missing))).toBe(
      `--config: cannot read '${missing}' (ENOENT); expected a JSON or YAML file`,
    )
    const folder = join(directory.path, 'folder')
    await mkdir(folder)
    expect(await refusal(readConfig(folder))).toContain('EISDIR')
  })
})
