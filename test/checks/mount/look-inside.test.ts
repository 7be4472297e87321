import { spawnSync } from 'node:child_process'
import { mkdir, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { configEvidence, lookInside } from '../../../checks/mount/look-inside.ts'
import { canMountFuse } from '../../support/dead-mount.ts'
import { askChecks, directory, made } from './on-mounts.ts'

const canMount = (await canMountFuse()) && process.geteuid?.() === 0
const never = new AbortController().signal
const UUID = '0f1e2d3c-4b5a-4678-9abc-def012345678'

/** What the product writes of a mount, here with secrets that it would have left out. */
const CONFIG = {
  Meta: { Strict: true, MountPoint: '/mnt/ws', Sid: 12 },
  Format: {
    Name: 'acme-demo',
    UUID,
    Storage: 's3',
    Bucket: 'https://bucket.example',
    AccessKey: 'AKIAIOSFODNN7EXAMPLE',
    SecretKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
    EncryptKey: 'hunter2',
  },
  Version: '1.2.0+2024-06-18.873c47b9',
  Pid: 4711,
}

describe('lookInside', () => {
  it.each(['.config', '.jfs.config'])('reads what is shown of %s, and no secret', async (name) => {
    const path = await directory()
    await writeFile(join(path, name), JSON.stringify(CONFIG))
    expect(await lookInside(path, never)).toEqual({
      kind: 'read',
      evidence: { volume: 'acme-demo', uuid: UUID, version: CONFIG.Version },
      pid: 4711,
    })
  })

  it('reads 64 KiB of it at most', async () => {
    const path = await directory()
    const filled = (length: number) => JSON.stringify({ ...CONFIG, more: 'x'.repeat(length) })
    const room = 65_536 - filled(0).length
    await writeFile(join(path, '.config'), filled(room))
    expect(await lookInside(path, never)).toMatchObject({ evidence: { uuid: UUID } })
    await writeFile(join(path, '.config'), filled(room + 1))
    expect(await lookInside(path, never)).toEqual({ kind: 'read', evidence: {} })
  })

  it.each([
    ['a directory', (path: string) => mkdir(path)],
    ['no JSON', (path: string) => writeFile(path, 'Format: Name')],
    ['null', (path: string) => writeFile(path, 'null')],
    ['empty', (path: string) => writeFile(path, '')],
    ['a pipe', async (path: string) => void spawnSync('mkfifo', [path])],
    ['a link', (path: string) => symlink('/proc/self/environ', path)],
  ])('reads nothing of one that is %s', async (_, make) => {
    const path = await directory()
    await make(join(path, '.config'))
    expect(await lookInside(path, never)).toEqual({ kind: 'read', evidence: {} })
  })

  it('tells what cannot be listed', async () => {
    const path = join(await directory(), 'none')
    const error = { kind: 'error', code: 'ENOENT', operation: 'opendir' }
    expect(await lookInside(path, never)).toEqual(error)
  })
})

describe.skipIf(!canMount)('a mount of the product', () => {
  const text = JSON.stringify(CONFIG)

  it('shows what it says of itself, to who may read it', async () => {
    const { path, pid } = await made({ files: { '.config': { text, mode: 0o400 } } })
    const { point } = await askChecks([path], { mountpoint: path })
    expect(point).toMatchObject({
      status: 'pass',
      evidence: { volume: 'acme-demo', uuid: UUID, version: CONFIG.Version, daemon: pid },
    })
    expect(JSON.stringify(point)).not.toMatch(/AKIA|wJalr|hunter2|bucket/)
  })

  it('is mount/hung where its root cannot be listed in time', async () => {
    const mount = await made()
    mount.freeze()
    expect(await lookInside(mount.path, never)).toEqual({ kind: 'hung', afterMs: 2000 })
  })
})

describe('configEvidence', () => {
  it('shows nothing of another shape', () => {
    const odd = [{}, 7, null, '', ' ', 'a b', 'a\u001b[31m', '../x', 'x'.repeat(200)]
    for (const value of odd) {
      expect(configEvidence({ volume: value, uuid: value })).toEqual({})
    }
    expect(configEvidence({ uuid: `${UUID}\n` })).toEqual({})
  })

  it('never shows more than names and numbers', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.anything()), fc.anything(), (said, volume) => {
        const shown = configEvidence({ ...said, volume, secret: 'x', uuid: UUID.toUpperCase() })
        for (const [key, value] of Object.entries(shown)) {
          expect(['volume', 'uuid', 'version']).toContain(key)
          expect(value).toMatch(/^[\w.+-]{1,128}( [\w.+-]{1,64})?$/)
        }
        expect(shown).toHaveProperty('uuid')
      }),
    )
  })
})
