import { readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import type { BundleFile } from '../../../src/bundle/document.ts'
import { secretFinder } from '../../../src/bundle/find-secrets.ts'
import { type Writing, writeBundle } from '../../../src/bundle/write-bundle.ts'
import { type TemporaryDirectory, temporaryDirectory } from '../../support/temporary-directory.ts'

const SECRET = 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEX'

let place: TemporaryDirectory
beforeEach(async () => {
  place = await temporaryDirectory()
  return () => place.remove()
})

const file = (name: string, text: string): BundleFile => ({
  name,
  what: '',
  bytes: Buffer.from(text),
})

function writing(files: readonly BundleFile[], given: Partial<Writing> = {}) {
  return writeBundle({
    path: join(place.path, 'b.tar.gz'),
    files,
    createdAt: new Date(),
    find: secretFinder([SECRET, 'hunter']),
    force: false,
    signal: new AbortController().signal,
    ...given,
  })
}

describe('a bundle that is clean', () => {
  it('is kept, for its owner alone', async () => {
    const written = await writing([
      file('environment.json', '{"a":"b"}'),
      file('logs/run.log', 'a line'),
    ])
    expect(written).toMatchObject({ kind: 'written' })
    expect(await readdir(place.path)).toEqual(['b.tar.gz'])
    expect((await stat(join(place.path, 'b.tar.gz'))).mode & 0o777).toBe(0o600)
  })
})

describe('a bundle in which a secret was left', () => {
  it.each<[string, BundleFile, string, string]>([
    ['a known value', file('logs/run.log', `it is ${SECRET}`), 'logs/run.log', 'known-value'],
    ['a short known value', file('logs/run.log', 'it is hunter'), 'logs/run.log', 'known-value'],
    ['one in a URL', file('summary.md', encodeURIComponent(SECRET)), 'summary.md', 'known-value'],
    [
      'one in JSON',
      file('triage.json', JSON.stringify({ a: [SECRET] })),
      'triage.json',
      'known-value',
    ],
    [
      'one as a name in JSON',
      file('triage.json', JSON.stringify({ [SECRET]: 1 })),
      'triage.json',
      'known-value',
    ],
    ['a token', file('mountinfo.txt', 'tbo_abcdefgh12345'), 'mountinfo.txt', 'tonbo-token'],
    [
      'a header',
      file('summary.md', 'Authorization: Basic abc12345'),
      'summary.md',
      'authorization-header',
    ],
    ['a named value', file('logs/x', 'password=aB3dE6gH9'), 'logs/x', 'secret-named-value'],
    ['the name of a log', file('logs/tbo_abcdefgh12345.log', ''), 'logs/…', 'tonbo-token'],
  ])('is not kept: %s', async (_, one, name, rule) => {
    const written = await writing([file('environment.json', '{}'), one])
    expect(written).toEqual({ kind: 'refused', left: { file: name, rule } })
    expect(await readdir(place.path)).toEqual([])
  })

  it('does not replace the one before', async () => {
    const path = join(place.path, 'b.tar.gz')
    await writeFile(path, 'before')
    expect(await writing([file('logs/x', SECRET)], { force: true })).toMatchObject({
      kind: 'refused',
    })
    expect(await readFile(path, 'utf8')).toBe('before')
  })
})

describe('a bundle that cannot be looked through', () => {
  it.each([
    ['JSON that is none', file('report.json', '{')],
    [
      'bytes that are no text',
      { name: 'logs/x', what: '', bytes: Buffer.from([0xff, 0xfe, 0xfd]) },
    ],
    ['a name that no archive may hold', file('../x', 'a')],
  ])('is not kept: %s', async (_, one) => {
    expect(await writing([one])).toEqual({ kind: 'unscanned' })
    expect(await readdir(place.path)).toEqual([])
  })

  it('because the scan itself fails', async () => {
    const find = () => {
      throw new Error('no')
    }
    expect(await writing([file('a.txt', 'x')], { find })).toEqual({ kind: 'unscanned' })
    expect(await readdir(place.path)).toEqual([])
  })
})

describe('a bundle that is interrupted', () => {
  it('leaves nothing behind', async () => {
    const stop = new AbortController()
    const find = () => {
      stop.abort(new Error('stopped'))
      return []
    }
    await expect(writing([file('a.txt', 'x')], { find, signal: stop.signal })).rejects.toThrow(
      'stopped',
    )
    expect(await readdir(place.path)).toEqual([])
  })
})
