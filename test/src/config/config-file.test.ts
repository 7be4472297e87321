import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readConfig } from '../../../src/config/config-file.ts'
import { UsageError } from '../../../src/usage-error.ts'
import { type TemporaryDirectory, temporaryDirectory } from '../../support/temporary-directory.ts'

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

const read = (path: string) => readConfig({ path, source: '--config' })

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
    expect((await read(await fileWith(text))).settings).toEqual(given)
  })

  it.each<[what: string, text: string, says: RegExp]>([
    [
      'a setting that is unknown',
      'settings: { buket: x }',
      /: settings\.buket: is not a setting; nearest: 'bucket'/,
    ],
    [
      'a key that is unknown',
      '{"setings":{}}',
      /: setings: is not known here; nearest: 'settings'/,
    ],
    [
      'a secret key',
      'settings: { secretAccessKey: hunter2 }',
      /settings\.secretAccessKey: does not belong in a file: set it in the environment/,
    ],
    ['a key id', 'settings: { accessKeyId: hunter2 }', /accessKeyId: does not belong in a file/],
    ['a token', 'settings: { token: hunter2 }', /token: does not belong in a file/],
    [
      'the workspace',
      'settings: { workspace: a }',
      /workspace: does not belong in a file: type it/,
    ],
    ['a list', '[1]', /: the document is a list; expected an object/],
    ['a word', 'hunter2', /: the document is a string; expected an object/],
    ['nothing', '', /: the document is nothing; expected an object/],
    ['null', 'null', /: the document is nothing; expected an object/],
    ['settings that are a list', 'settings: [1]', /: settings: is a list; expected an object/],
    ['settings that are null', 'settings:', /: settings: is nothing; expected an object/],
    ['a number', 'settings: { bucket: 12 }', /settings\.bucket: is a number; expected a string/],
    ['what is nested', 'settings: { bucket: { a: b } }', /settings\.bucket: is an object/],
    ['an empty value', 'settings: { bucket: "" }', /settings\.bucket: is empty/],
    [
      'what is no choice',
      'settings: { intent: moutn }',
      /settings\.intent: 'moutn' is not a choice; expected create, mount; nearest: 'mount'/,
    ],
    [
      'a waiver without a day',
      'waivers: [{ cause: a/b, reason: r }]',
      /waivers\[0\]: 'until' is missing/,
    ],
    [
      'a waiver without a reason',
      'waivers: [{ cause: a/b, reason: " ", until: 2027-01-31 }]',
      /waivers\[0\]\.reason: is empty/,
    ],
    [
      'a day that is none',
      'waivers: [{ cause: a/b, reason: r, until: 2027-02-30 }]',
      /waivers\[0\]\.until: '2027-02-30' is not a day; expected one such as 2027-01-31/,
    ],
    [
      'a day in other words',
      'profiles: { ci: { waivers: [{ cause: a/b, reason: r, until: tomorrow }] } }',
      /profiles\.ci\.waivers\[0\]\.until: 'tomorrow' does not fit; expected a text such as 2027-01-31/,
    ],
    [
      'a key of a waiver that is nearly known',
      'waivers: [{ cause: a/b, reason: r, untl: 2027-01-31 }]',
      /waivers\[0\]\.untl: is not known here; nearest: 'until'/,
    ],
    [
      'a severity that is none',
      'severities: { a/b: off }',
      /severities\['a\/b'\]: 'off' is not a choice; expected warn, fail/,
    ],
    ['a severity of no id', 'severities: { "*": warn }', /severities\['\*'\]: is not a valid name/],
    ['a duration', 'timeouts: { wait: soon }', /timeouts\.wait: 'soon' does not fit; .* 10s/],
    ['too long a duration', 'timeouts: { wait: 99999m }', /timeouts\.wait: .* is more than a day/],
    ['plug-ins in a profile', 'profiles: { ci: { plugins: [x] } }', /ci\.plugins: is not known/],
    ['nesting without end', '['.repeat(50_000), /neither JSON nor YAML/],
    ['neither JSON nor YAML', 'settings: { bucket: [', /neither JSON nor YAML/],
    ['a key given twice', 'settings: { bucket: a, bucket: b }', /neither JSON nor YAML/],
    ['a property of every object', 'settings: { constructor: x }', /constructor: is not a setting/],
    ['the prototype', '{"settings":{"__proto__":{"bucket":"x"}}}', /__proto__: is not a setting/],
  ])('refuses %s, naming the file', async (_, text, says) => {
    const message = await refusal(read(await fileWith(text)))
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
    const message = await refusal(read(await fileWith(levels.join('\n'))))
    expect(message).toMatch(/neither JSON nor YAML: .*alias/i)
  })

  it('refuses a single alias as well', async () => {
    const text = 'settings: { bucket: &same cases, mountpoint: *same }'
    expect(await refusal(read(await fileWith(text)))).toMatch(/alias/i)
  })

  it('runs no tag and makes nothing but plain values', async () => {
    const text = 'settings: { bucket: !!js/function "function () { throw 1 }" }'
    const given = await read(await fileWith(text)).then(
      ({ settings }) => settings,
      (error: unknown) => error,
    )
    if (given instanceof Error) expect(given).toBeInstanceOf(UsageError)
    else expect(given).toEqual({ bucket: 'function () { throw 1 }' })
  })

  it('answers with a configuration or a UsageError, whatever is in the file', async () => {
    const line = fc.constantFrom(
      ...['settings:', '  bucket: x', 'waivers:', '- cause: a/b', '  until: 2027-01-31', 'a: &b c'],
      ...[
        'profiles:',
        '  ci:',
        'checks: { skip: [',
        '? x',
        '---',
        '!!set',
        '<<: *b',
        '"',
        '\t',
        ']',
      ],
    )
    const text = fc.oneof(
      fc.string(),
      fc.array(line).map((lines) => lines.join('\n')),
    )
    await fc.assert(
      fc.asyncProperty(text, async (any) => {
        await read(await fileWith(any)).catch((error: unknown) =>
          expect(error).toBeInstanceOf(UsageError),
        )
      }),
      { numRuns: 500 },
    )
  })

  it('refuses a file that cannot be read, saying why', async () => {
    const missing = join(directory.path, 'missing')
    expect(await refusal(read(missing))).toBe(
      `--config: cannot read '${missing}' (ENOENT); expected a JSON or YAML file`,
    )
    const folder = join(directory.path, 'folder')
    await mkdir(folder)
    expect(await refusal(read(folder))).toContain('EISDIR')
  })
})
