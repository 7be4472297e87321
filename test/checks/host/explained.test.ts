import { describe, expect, it } from 'vitest'
import { causes } from '../../../checks/causes/index.ts'
import { explain } from '../../../src/explain/explain.ts'

describe('what programs say of the machine', () => {
  it.each([
    ["fuse: device not found, try 'modprobe fuse' first", 'host/fuse-missing'],
    ['open /dev/fuse: no such file or directory', 'host/fuse-missing'],
    ['fuse: failed to open /dev/fuse: Permission denied', 'host/fuse-not-permitted'],
    ['fusermount: failed to open /dev/fuse: Operation not permitted', 'host/fuse-not-permitted'],
    ['fusermount3: mount failed: Operation not permitted', 'host/fuse-not-permitted'],
    ['fuse: mount failed: Permission denied', 'host/fuse-not-permitted'],
    ['exec: "fusermount3": executable file not found in $PATH', 'host/fusermount-missing'],
    [
      'fuse: exec: "/bin/fusermount": stat /bin/fusermount: no such file or directory',
      'host/fusermount-missing',
    ],
    ['write /root/.cache/tonbo/x: no space left on device', 'host/disk-full'],
    ['bash: ./artifacts: cannot execute binary file: Exec format error', 'host/not-x86-64'],
  ])('%s leads to %s', (text, cause) => {
    expect(explain(text, causes).map((one) => one.cause)).toContain(cause)
  })

  it('leads nowhere where the device is only named', () => {
    expect(explain('opened /dev/fuse, mounting with fusermount3', causes)).toEqual([])
  })
})
