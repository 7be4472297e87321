import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { causes } from '../../checks/causes/index.ts'
import builtIn from '../../checks/index.ts'
import { combine } from '../../src/plugins/plugin.ts'
import { repositoryRoot } from '../support/doctor.ts'
import { grid } from './grid.ts'
import type { Healthy } from './line.ts'
import { SHARES } from './run-share.ts'
import { checksOf } from './without.ts'

const faults = grid.filter((line) => 'root' in line)
const healthy = grid.filter((line): line is Healthy => !('root' in line))

const VENDORS: readonly (readonly [vendor: string, called: RegExp])[] = [
  ['AWS', /\bAWS\b|\baws\.amazon\.com\b/i],
  ['MinIO', /minio/i],
  ['Ceph RGW', /\bceph\b|\brgw\b/i],
  ['OpenStack Swift', /\bswift\b/i],
  ['OVHcloud', /\bovh/i],
  ['Scaleway', /scaleway/i],
  ['Cloudflare R2', /\bR2\b|cloudflare/i],
  ['Tigris', /tigris/i],
  ['Backblaze B2', /\bB2\b|backblaze/i],
  ['Google Cloud Storage', /\bGCS\b|google/i],
  ['Tencent COS', /\bCOS\b|tencent/i],
  ['Alibaba OSS', /\bOSS\b|alibaba|aliyun/i],
]

/** Causes that no line expects, and why none does. */
const UNEXPECTED: Readonly<Record<string, string>> = {
  'storage/iam-propagation':
    'while there is time it is tried again, and when time is up it is the plain cause',
}

describe('the grid', () => {
  it('holds a hundred faults and twenty healthy set-ups', () => {
    expect(faults.length).toBeGreaterThanOrEqual(100)
    expect(healthy.length).toBeGreaterThanOrEqual(20)
  })

  it('makes no fault twice', () => {
    const all = grid.map(({ what }) => what)
    expect(all.filter((what, index) => all.indexOf(what) < index)).toEqual([])
  })

  it('says of every line where it is known from', () => {
    const without = grid.filter(({ source }) => source.trim().length < 8)
    expect(without.map(({ what }) => what)).toEqual([])
  })

  it('names checks that exist', () => {
    const known = combine([builtIn]).checks.map(({ id }) => id)
    const unknown = grid.flatMap(checksOf).filter((id) => !known.includes(id))
    expect(unknown).toEqual([])
  })

  it('asks of every healthy set-up that something passes, or warns', () => {
    const idle = healthy.filter((line) => checksOf(line).length === 0)
    expect(idle.map(({ what }) => what)).toEqual([])
  })

  it.each(VENDORS)('knows %s', (_, called) => {
    expect(grid.filter(({ what, source }) => called.test(`${what} ${source}`))).not.toEqual([])
  })

  const expected = new Set<string>([
    ...faults.map(({ root }) => root),
    ...healthy.flatMap(({ warns = {} }) => Object.values(warns)),
  ])
  const nameable = Object.keys(causes).filter((id) => /^(storage|network)\//.test(id))

  it.each(nameable.filter((id) => !(id in UNEXPECTED)))('expects %s at least once', (id) => {
    expect(expected).toContain(id)
  })

  it('makes no exception without need', () => {
    const needless = Object.keys(UNEXPECTED).filter(
      (id) => expected.has(id) || !nameable.includes(id),
    )
    expect(needless).toEqual([])
  })

  it('is dealt out to as many test files as there are', () => {
    const files = readdirSync(join(repositoryRoot, 'test/faults'))
    const shares = Array.from({ length: SHARES }, (_, index) => `share-${index + 1}.test.ts`)
    expect(files.filter((name) => /^share-\d+\.test\.ts$/.test(name)).sort()).toEqual(shares)
  })
})
