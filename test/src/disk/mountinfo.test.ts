import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  isWithin,
  type Mount,
  mountOver,
  mountsAt,
  parseMountinfo,
} from '../../../src/disk/mountinfo.ts'

/** The one mount of one line. */
function parsed(line: string): Mount {
  const { mounts, unparsed } = parseMountinfo(line)
  expect(unparsed).toBe(0)
  expect(mounts).toHaveLength(1)
  return mounts[0] as Mount
}

function list(...lines: string[]): readonly Mount[] {
  return parseMountinfo(lines.join('\n')).mounts
}

describe('parseMountinfo', () => {
  it('reads the line that the manual page explains', () => {
    const line = '36 35 98:0 /mnt1 /mnt2 rw,noatime master:1 - ext3 /dev/root rw,errors=continue'
    expect(parsed(line)).toEqual({
      id: 36,
      parent: 35,
      device: '98:0',
      root: '/mnt1',
      path: '/mnt2',
      options: 'rw,noatime',
      optional: ['master:1'],
      type: 'ext3',
      source: '/dev/root',
      superOptions: 'rw,errors=continue',
    })
  })

  it.each<[what: string, line: string, part: Partial<Mount>]>([
    [
      'the product’s mounts',
      '42 27 0:39 / /home/me/ws rw,nosuid,nodev,relatime - fuse.juicefs Tonbo:acme/demo rw,user_id=0,default_permissions',
      { path: '/home/me/ws', type: 'fuse.juicefs', source: 'Tonbo:acme/demo', optional: [] },
    ],
    [
      'spaces, tabs and line feeds',
      '1 2 3:4 /r\\040r /mnt/a\\040b\\011c\\012d rw - ext4 /dev/d\\040e rw',
      { root: '/r r', path: '/mnt/a b\tc\nd', source: '/dev/d e' },
    ],
    [
      'quotes, which escape nothing',
      '1 2 3:4 / /mnt/"a\\040b\' rw - ext4 /dev/d rw,context="x,y"',
      { path: '/mnt/"a b\'', superOptions: 'rw,context="x,y"' },
    ],
    ['an escaped backslash once', '1 2 3:4 / /a\\134040b rw - t s rw', { path: '/a\\040b' }],
    ['two backslashes', '1 2 3:4 / /a\\134\\134b rw - t s rw', { path: '/a\\\\b' }],
    [
      'a number sign that is raw',
      '1 2 3:4 / /a\\040b\\011c\\134d#e rw - t s rw',
      { path: '/a b\tc\\d#e' },
    ],
    ['one that is escaped', '1 2 3:4 / /a rw - t s\\043e rw', { source: 's#e' }],
    [
      'octal that the kernel never writes',
      '1 2 3:4 / /a\\101\\777\\04 rw - t s rw',
      { path: '/a\\101\\777\\04' },
    ],
    [
      'bytes of UTF-8 as they are',
      '1 2 3:4 / /mnt/größe\\040雪 rw - t s rw',
      { path: '/mnt/größe 雪' },
    ],
    [
      'many optional fields',
      '1 2 3:4 / /a rw shared:1 master:2 propagate_from:3 unbindable new:4 - t s rw',
      { optional: ['shared:1', 'master:2', 'propagate_from:3', 'unbindable', 'new:4'], type: 't' },
    ],
    [
      'an empty source',
      '1 2 3:4 / /a rw - tmpfs  rw,size=1k',
      { type: 'tmpfs', source: '', superOptions: 'rw,size=1k' },
    ],
    ['empty super options', '1 2 3:4 / /a rw - tmpfs none ', { source: 'none', superOptions: '' }],
    [
      'a source that is a dash',
      '1 2 3:4 / /a rw - tmpfs - rw',
      { source: '-', superOptions: 'rw' },
    ],
    [
      'a path that is a dash',
      '1 2 3:4 / - - - tmpfs s rw',
      { path: '-', options: '-', type: 'tmpfs' },
    ],
    [
      'fields at the end that are too many',
      '1 2 3:4 / /a rw - cifs //h/s rw,unc=\\\\h\\my share,x - y',
      { source: '//h/s', superOptions: 'rw,unc=\\\\h\\my' },
    ],
    [
      'a bind of what is deleted',
      '1 2 3:4 /path//deleted /a rw - ext4 /dev/d rw',
      { root: '/path//deleted' },
    ],
    [
      'a server’s path that is deleted',
      '1 2 3:4 / /a\\040(deleted) rw - nfs h:/x rw',
      { path: '/a (deleted)' },
    ],
    [
      'a root that is no path',
      '1 2 0:4 net:[4026531992] /run/ns rw - nsfs nsfs rw',
      { root: 'net:[4026531992]' },
    ],
  ])('reads %s', (_, line, part) => {
    expect(parsed(line)).toMatchObject(part)
  })

  it.each([
    ['too few fields', '1 2 3:4 / /a'],
    ['no separator', '1 2 3:4 / /a rw shared:1 ext4 /dev/d rw'],
    ['a separator too early', '1 2 3:4 / /a - ext4 /dev/d rw'],
    ['too little after the separator', '1 2 3:4 / /a rw some extra fields - aufs none'],
    ['nothing after the separator', '1 2 3:4 / /a rw -'],
    ['an id that is no number', 'x 2 3:4 / /a rw - t s rw'],
    ['a parent that is no number', '1 -2 3:4 / /a rw - t s rw'],
    ['a device without its minor', '1 2 3 / /a rw - t s rw'],
    ['tabs for spaces', '1\t2\t3:4\t/\t/a\trw\t-\tt\ts\trw'],
  ])('counts a line with %s, and reads the others', (_, line) => {
    const good = '1 2 3:4 / /good rw - t s rw'
    const { mounts, unparsed } = parseMountinfo(`${good}\n${line}\n${good}\n`)
    expect(unparsed).toBe(1)
    expect(mounts.map(({ path }) => path)).toEqual(['/good', '/good'])
  })

  it('finds nothing in an empty text', () => {
    expect(parseMountinfo('')).toEqual({ mounts: [], unparsed: 0 })
  })

  it('reads lines of any length, in time that grows with their length', () => {
    const lower = Array.from({ length: 200_000 }, (_, layer) => `/l/\\040${layer}`).join(':')
    const many = 'shared:1 '.repeat(200_000)
    const started = performance.now()
    const long = parsed(
      `1 2 3:4 / /${'\\040'.repeat(500_000)} rw ${many}- overlay s rw,lowerdir=${lower}`,
    )
    expect(long.path).toHaveLength(500_001)
    expect(long.optional).toHaveLength(200_000)
    expect(parseMountinfo('- '.repeat(1_000_000)).unparsed).toBe(1)
    expect(performance.now() - started).toBeLessThan(30_000)
  })

  it('never throws, and accounts for every line', () => {
    const word = fc.oneof(
      fc.constantFrom('-', '', '1', '0:39', '/', '/a\\040b', 'rw', 'shared:1', '\\', '\\134'),
      fc.string({ unit: 'binary' }),
    )
    const line = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(word).map((words) => words.join(' ')),
    )
    fc.assert(
      fc.property(fc.array(line), fc.string(), (lines, path) => {
        const text = lines.join('\n')
        const { mounts, unparsed } = parseMountinfo(text)
        const written = text.split('\n').filter((one) => one !== '').length
        expect(mounts.length + unparsed).toBe(written)
        mountOver(mounts, path)
        mountsAt(mounts, path)
      }),
    )
  })

  it('gives back what the kernel escaped', () => {
    const escaped = (text: string) =>
      text.replace(/[ \t\n\\]/g, (one) => `\\${one.charCodeAt(0).toString(8).padStart(3, '0')}`)
    const name = fc.string({
      unit: fc.constantFrom(' ', '\t', '\n', '\\', '#', '0', '4', '1', 'é'),
    })
    fc.assert(
      fc.property(name, name, (path, source) => {
        const line = `1 2 3:4 / /${escaped(path)} rw - t ${escaped(source)} rw`
        expect(parsed(line)).toMatchObject({ path: `/${path}`, source })
      }),
    )
  })
})

describe('mountOver', () => {
  const mounts = list(
    '20 1 8:1 / / rw - ext4 /dev/a rw',
    '21 20 0:5 / /proc rw - proc proc rw',
    '22 20 0:6 / /mnt rw - tmpfs t rw',
    '23 22 0:7 / /mnt/ws rw - fuse.juicefs Tonbo:demo rw',
    '24 23 0:8 / /mnt/ws rw - tmpfs over rw',
  )
  const idOver = (path: string, among = mounts) => mountOver(among, path)?.id

  it.each([
    ['/', 20],
    ['/home/me', 20],
    ['/proc', 21],
    ['/proc/1', 21],
    ['/process', 20],
    ['/mnt', 22],
    ['/mnt/wsx', 22],
    ['/mnt/ws', 24],
    ['/mnt/ws/sub', 24],
  ])('finds what %s lies on', (path, id) => {
    expect(idOver(path)).toBe(id)
  })

  it('finds nothing where nothing is listed', () => {
    expect(mountOver([], '/a')).toBeUndefined()
  })

  it('does not see what a later mount on a parent hides', () => {
    const hiding = [...mounts, ...list('30 22 0:9 / /mnt rw - tmpfs lid rw')]
    expect(idOver('/mnt/ws', hiding)).toBe(30)
    const again = [...hiding, ...list('31 30 0:10 / /mnt/ws rw - tmpfs new rw')]
    expect(idOver('/mnt/ws', again)).toBe(31)
  })

  it('finds its way under chroot, where the root is not listed', () => {
    const chroot = list('40 7 0:5 / /proc rw - proc proc rw', '41 7 0:6 / /a/b rw - tmpfs t rw')
    expect(idOver('/a/b/c', chroot)).toBe(41)
    expect(idOver('/a', chroot)).toBeUndefined()
  })

  it('finds its way where a parent was left out of the list', () => {
    const [root, , , ws] = mounts as [Mount, Mount, Mount, Mount]
    expect(idOver('/mnt/ws/x', [root, ws])).toBe(23)
  })

  it('takes the first file system of the machine for the root', () => {
    const early = list('1 1 0:2 / / rw - rootfs rootfs rw', '20 1 8:1 / / rw - ext4 /dev/a rw')
    expect(idOver('/a', early)).toBe(20)
  })

  it('ends where the list bites its tail', () => {
    const circle = list(
      '1 9 0:1 / / rw - t s rw',
      '2 1 0:1 / / rw - t s rw',
      '2 2 0:1 / / rw - t s rw',
      '1 2 0:1 / / rw - t s rw',
    )
    expect(mountOver(circle, '/a')).toBeDefined()
  })
})

describe('mountsAt', () => {
  it('gives the stack at a path, the topmost last', () => {
    const mounts = list(
      '20 1 8:1 / / rw - ext4 /dev/a rw',
      '21 20 0:5 / /a rw - tmpfs first rw',
      '22 20 0:6 / /ab rw - tmpfs other rw',
      '23 21 0:7 / /a rw - tmpfs second rw',
    )
    expect(mountsAt(mounts, '/a').map(({ source }) => source)).toEqual(['first', 'second'])
    expect(mountsAt(mounts, '/a/b')).toEqual([])
  })
})

describe('isWithin', () => {
  it.each([
    ['/a', '/a', true],
    ['/a/b', '/a', true],
    ['/ab', '/a', false],
    ['/a', '/', true],
    ['/', '/', true],
    ['/', '/a', false],
  ])('%s in %s: %s', (path, base, within) => {
    expect(isWithin(path, base)).toBe(within)
  })
})
