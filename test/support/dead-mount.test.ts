import { readFileSync } from 'node:fs'
import { readdir, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { canMountFuse, mountFuse } from './dead-mount.ts'
import { runProgram } from './doctor.ts'
import { started } from './started.ts'

describe.skipIf(!(await canMountFuse()))('fuse mounts', () => {
  const line = (path: string) =>
    readFileSync('/proc/self/mountinfo', 'utf8')
      .split('\n')
      .find((one) => one.includes(` ${path} `))

  it('show a directory, under the name and type that they are given', async () => {
    const look = { subtype: 'juicefs', name: 'Tonbo:demo' }
    const mount = await started(mountFuse(look))
    await writeFile(join(mount.source, 'file'), '')
    expect(await readdir(mount.path)).toEqual(['file'])
    expect(line(mount.path)).toMatch(/ - fuse\.juicefs Tonbo:demo /)
    await mount.stop()
    expect(line(mount.path)).toBeUndefined()
    await expect(stat(mount.source)).rejects.toThrow('ENOENT')
  })

  it('are dead once their daemon is killed', async () => {
    const mount = await started(mountFuse())
    await mount.kill()
    await expect(stat(mount.path)).rejects.toMatchObject({ code: 'ENOTCONN' })
    expect(line(mount.path)).toMatch(/ - fuse /)
    await mount.stop()
    expect(line(mount.path)).toBeUndefined()
  })

  it('hang while their daemon is stopped', async () => {
    const mount = await started(mountFuse())
    mount.freeze()
    const ask = ['timeout', '-s', 'KILL', '0.5', 'stat', '-f', mount.path]
    expect(await runProgram(ask)).toMatchObject({ stdout: '' })
    mount.thaw()
    expect(await runProgram(ask)).toMatchObject({ code: 0 })
    mount.freeze()
    await mount.stop()
    expect(line(mount.path)).toBeUndefined()
  })
})
