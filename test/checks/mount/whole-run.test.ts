import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { canMountFuse } from '../../support/dead-mount.ts'
import { onlyMounts } from '../../support/own-mounts.ts'
import { findings, runChecks } from '../../support/run-check.ts'
import { directory, made } from './on-mounts.ts'

const canMount = (await canMountFuse()) && process.geteuid?.() === 0

/** The processes that this one has begun and that have not ended. */
function children(): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const stat = readFileSync(`/proc/${name}/stat`, 'utf8')
        const [, parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
        return Number(parent) === process.pid ? [Number(name)] : []
      } catch {
        return []
      }
    })
}

describe.skipIf(!canMount)('a run of the checks of mounts', () => {
  it.each([
    ['at the mount point', (path: string) => path],
    ['above it', (path: string) => join(path, 'a/ws')],
    ['elsewhere', () => directory()],
  ])('ends by itself where a mount hangs %s, and leaves no child behind', async (_, place) => {
    const mount = await made()
    const before = children()
    mount.freeze()
    const mountpoint = await place(mount.path)
    const only = ['mount/*']
    const files = onlyMounts(mount.path)
    const results = await runChecks({ only, flags: { mountpoint }, files })
    expect(findings(results)).toEqual({ 'mount/stale': 'fail mount/hung' })
    expect(results['mount/point']).toMatchObject({ status: 'blocked' })
    expect(children()).toEqual(before)
  })

  it('leaves none behind where all is well', async () => {
    const mount = await made()
    const before = children()
    const files = onlyMounts(mount.path)
    const flags = { mountpoint: mount.path }
    expect(findings(await runChecks({ only: ['mount/*'], flags, files }))).toEqual({})
    expect(children()).toEqual(before)
  })
})
