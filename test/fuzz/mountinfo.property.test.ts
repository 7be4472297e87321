import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isWithin, mountOver, parseMountinfo } from '../../src/disk/mountinfo.ts'
import { holds, pasted } from './pasted.ts'

describe('mountinfo', () => {
  const escaped = (path: string) =>
    path.replace(/[ \t\n\\#]/g, (sign) => `\\${sign.charCodeAt(0).toString(8).padStart(3, '0')}`)

  it('takes whatever there is, and counts each line once', () => {
    holds(
      pasted('36 35 98:0 ', '/mnt ', 'rw ', '- ', 'fuse.juicefs ', '\n', '\\040', '\\13', ' '),
      (text) => {
        const { mounts, unparsed } = parseMountinfo(text)
        expect(mounts.length + unparsed).toBe(text.split('\n').filter((line) => line !== '').length)
        for (const { id, parent } of mounts) expect(id + parent).toBeGreaterThanOrEqual(0)
      },
    )
  })

  it('reads a path as the kernel wrote it, and ends on parents in a ring', () => {
    const name = fc.string({ minLength: 1, maxLength: 12 }).filter((one) => !/[\0/#]/.test(one))
    const mount = fc.tuple(fc.nat(9), fc.nat(9), fc.array(name, { maxLength: 3 }))
    holds(fc.array(mount, { minLength: 1, maxLength: 8 }), (given) => {
      const paths = given.map(([, , parts]) => `/${parts.join('/')}`)
      const lines = given.map(
        ([id, parent], index) =>
          `${id} ${parent} 0:1 / ${escaped(paths[index] ?? '')} rw shared:1 - tmpfs none rw`,
      )
      const { mounts } = parseMountinfo(lines.join('\n'))
      expect(mounts.map(({ path }) => path)).toEqual(paths)
      for (const path of paths) {
        const over = mountOver(mounts, path)
        if (over !== undefined) expect(isWithin(path, over.path)).toBe(true)
      }
    })
  })
})
