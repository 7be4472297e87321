import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isClosed, isOthers, ownerOf } from '../../../checks/mount/fuse-owner.ts'
import { mountEvidence } from '../../../checks/mount/mount-evidence.ts'
import { isProduct, shows } from '../../../checks/mount/product-mount.ts'
import { type Mount, parseMountinfo } from '../../../src/disk/mountinfo.ts'

function mountOf(type: string, source: string, options = 'rw'): Mount {
  return {
    id: 2,
    parent: 1,
    device: '0:39',
    root: '/',
    path: '/mnt/ws',
    options: 'rw',
    optional: [],
    type,
    source,
    superOptions: options,
  }
}

describe('isProduct', () => {
  it.each([
    ['fuse.juicefs', 'Tonbo:acme/demo', true],
    ['fuse.juicefs', 'JuiceFS:demo', true],
    ['fuse.juicefs', 'anything', true],
    ['fuse', 'Tonbo:acme/demo', true],
    ['fuse.other', 'JuiceFS:demo', true],
    ['fuse', 'sshfs', false],
    ['tmpfs', 'Tonbo:acme/demo', false],
    ['nfs4', 'JuiceFS:demo', false],
    ['fuse', 'xTonbo:demo', false],
  ])('takes %s from %s: %s', (type, source, is) => {
    expect(isProduct(mountOf(type, source))).toBe(is)
  })
})

describe('shows', () => {
  it.each([
    ['JuiceFS:acme-demo-1f2e', 'perhaps'],
    ['JuiceFS:acme-demo', 'yes'],
    ['Tonbo:acme-demo-1f2e', 'no'],
    ['JuiceFS:acme-demonstration', 'no'],
    ['JuiceFS:acme', 'no'],
  ])('takes %s for acme/demo: %s', (source, is) => {
    expect(shows(mountOf('fuse.juicefs', source), { handle: 'acme', name: 'demo' })).toBe(is)
  })

  it('knows every workspace by its own source, and no other by it', () => {
    const name = fc.stringMatching(/^[a-zA-Z0-9][a-zA-Z0-9_-]{0,20}$/)
    const handle = fc.stringMatching(/^[a-z0-9][a-z0-9-]{0,20}$/)
    fc.assert(
      fc.property(handle, name, name, (handle, name, other) => {
        const mount = mountOf('fuse.juicefs', `Tonbo:${handle}/${name}`)
        expect(shows(mount, { handle, name })).toBe('yes')
        expect(shows(mount, { name })).toBe('yes')
        if (other !== name) expect(shows(mount, { handle, name: other })).toBe('no')
      }),
    )
  })
})

describe('the owner of a mount', () => {
  const owned = (options: string, type = 'fuse.juicefs') => mountOf(type, 'Tonbo:x', options)

  it.each([
    ['rw,user_id=0,group_id=0', 0],
    ['user_id=65534', 65_534],
    ['rw,xuser_id=7', undefined],
    ['rw,user_id=x', undefined],
    ['', undefined],
  ])('of %s is %s', (options, owner) => {
    expect(ownerOf(owned(options))).toBe(owner)
  })

  it.each<[options: string, me: number, closed: boolean, others: boolean]>([
    ['rw,user_id=1000,group_id=0', 1000, false, false],
    ['rw,user_id=1000,group_id=0', 1001, true, true],
    ['rw,user_id=1000,group_id=0', 0, true, false],
    ['rw,user_id=1000,group_id=0,allow_other', 1001, false, true],
    ['rw,user_id=1000,group_id=0,xallow_other', 1001, true, true],
    ['rw', 1001, false, false],
  ])('with %s, to %i: closed %s, another’s %s', (options, me, closed, others) => {
    expect(isClosed(owned(options), me)).toBe(closed)
    expect(isOthers(owned(options), me)).toBe(others)
    expect(isClosed(owned(options, 'nfs4'), me)).toBe(false)
  })
})

describe('mountEvidence', () => {
  const list = (...lines: string[]) => parseMountinfo(lines.join('\n')).mounts
  const last = (...lines: string[]) => {
    const all = list(...lines)
    return mountEvidence(all.at(-1) as Mount, all)
  }
  const ROOT = '20 1 8:1 / / rw - ext4 /dev/a rw'

  it('tells a bind, a removed source, a stack and what is read-only', () => {
    expect(last(ROOT, '21 20 8:1 /srv/a//deleted /mnt rw - ext4 /dev/a rw')).toEqual({
      path: '/mnt',
      source: '/dev/a',
      type: 'ext4',
      kind: 'other',
      root: '/srv/a//deleted',
      deleted: true,
      bindOf: '/',
    })
    const under = '21 20 0:5 / /mnt rw - tmpfs under rw'
    expect(last(ROOT, under, '22 21 0:6 / /mnt ro,nosuid - fuse.x over rw')).toEqual({
      path: '/mnt',
      source: 'over',
      type: 'fuse.x',
      kind: 'fuse',
      stack: 2,
      below: 'under',
      belowType: 'tmpfs',
      readOnly: true,
    })
  })

  it('calls no bind what the list shows first, or what is of another device', () => {
    const ws = '21 20 0:39 / /mnt/ws rw - fuse.juicefs Tonbo:demo rw'
    expect(last(ROOT, ws)).not.toHaveProperty('bindOf')
    expect(last(ROOT, ws, '22 20 0:39 /a /srv rw - fuse.juicefs Tonbo:demo rw')).toMatchObject({
      bindOf: '/mnt/ws',
      root: '/a',
    })
  })
})
