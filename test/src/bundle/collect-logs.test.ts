import { execFileSync } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { beforeEach, describe, expect, it } from 'vitest'
import { caps } from '../../../src/bundle/caps.ts'
import { collectLogs, nameFor } from '../../../src/bundle/collect-logs.ts'
import { secretFinder } from '../../../src/bundle/find-secrets.ts'
import { mountLines } from '../../../src/bundle/mount-lines.ts'
import { numberedRedactor } from '../../../src/bundle/numbered-redactor.ts'
import { type TemporaryDirectory, temporaryDirectory } from '../../support/temporary-directory.ts'

const SECRET = 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEX'
const redact = numberedRedactor(secretFinder([SECRET])).of('log')

let place: TemporaryDirectory
beforeEach(async () => {
  place = await temporaryDirectory()
  return () => place.remove()
})

async function collected(bytes: Uint8Array | string, name = 'run.log') {
  const path = join(place.path, name)
  await writeFile(path, bytes)
  const [log] = await collectLogs([path], redact)
  return log !== undefined && 'file' in log
    ? { ...log, text: Buffer.from(log.file.bytes).toString() }
    : log
}

describe('a log', () => {
  it('goes in whole where it is small', async () => {
    expect(await collected(`a ${SECRET}\nb\n`)).toMatchObject({
      cut: false,
      text: 'a [secret-1]\nb\n',
    })
  })

  it.each([-40, -20, -5, 0, 5, 65_530, 65_540])(
    'goes in with its end, and shows no part of a secret at the cut: %d',
    async (offset) => {
      // Of one line, so that nothing but the cap says where to cut.
      const end = 'x '.repeat(caps.perLogBytes / 2)
      const at = caps.perLogBytes - offset
      const before = `${'y '.repeat(100_000)}${SECRET} `
      const text = before + end.slice(0, Math.max(0, at))
      const log = await collected(text)
      if (log === undefined || !('text' in log)) throw new Error('not collected')
      expect(log.cut).toBe(true)
      expect(log.text.length).toBeLessThanOrEqual(caps.perLogBytes)
      for (let part = 0; part + 8 <= SECRET.length; part++)
        expect(log.text).not.toContain(SECRET.slice(part, part + 8))
    },
  )

  it('begins with a whole line', async () => {
    const line = `${'0123456789 '.repeat(8)}\n`
    const log = await collected(line.repeat(20_000))
    expect(log).toMatchObject({ cut: true, size: line.length * 20_000 })
    if (log !== undefined && 'text' in log) expect(log.text.startsWith(line)).toBe(true)
  })

  it('is read in UTF-16 and packed as well', async () => {
    expect(await collected(Buffer.from(`\ufeffa ${SECRET}\n`, 'utf16le'))).toMatchObject({
      text: expect.stringContaining('a [secret-1]'),
    })
    expect(await collected(gzipSync(`a ${SECRET}\n`), 'run.log.gz')).toMatchObject({
      file: { name: 'logs/run.log' },
      text: 'a [secret-1]\n',
    })
  })

  it('is left out where it is no text', async () => {
    expect(await collected(Buffer.from([1, 0, 2, 3]))).toEqual({
      name: 'logs/run.log',
      left: 'it holds bytes that are not text',
    })
  })

  it('is not waited for where it is a pipe', async () => {
    const path = join(place.path, 'pipe')
    execFileSync('mkfifo', [path])
    await expect(collectLogs([path], redact)).rejects.toThrow('is not a regular file')
  })
})

describe('the name of a log', () => {
  it.each([
    ['/var/log/run.log', 'logs/run.log'],
    ['/var/log/run.log.gz', 'logs/run.log'],
    ['/x/..', 'logs/log'],
    ['/x/a b\u001b[2J.log', 'logs/a-b-.2J.log'],
    ['/x/tbo_abcdefgh12345.log', 'logs/tbo_.secret-1..log'],
  ])('is made plain: %s', (path, name) => {
    expect(nameFor(path, numberedRedactor(secretFinder([])).of('log'), new Set())).toBe(name)
  })

  it('is none twice', () => {
    const taken = new Set<string>()
    const names = ['/a/run.log', '/b/run.log', '/c/run.log'].map((path) =>
      nameFor(path, redact, taken),
    )
    expect(names).toEqual(['logs/run.log', 'logs/run-2.log', 'logs/run-3.log'])
  })
})

describe('what is mounted', () => {
  it('is told without the values of unusual options', () => {
    const line =
      '36 35 98:0 /a /mnt rw,noatime shared:1 - cifs //h/s rw,user=ada,password=x y,vers=3.0\nnonsense\n'
    expect(mountLines(line)).toBe(
      '36 35 98:0 /a /mnt rw,noatime shared:1 - cifs //h/s rw,user=[not-collected],password=[not-collected]\n',
    )
  })
})
