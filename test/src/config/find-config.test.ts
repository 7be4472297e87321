import { mkdir, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { CONFIG_NAMES, findConfig } from '../../../src/config/find-config.ts'
import { type TemporaryDirectory, temporaryDirectory } from '../../support/temporary-directory.ts'

let top: TemporaryDirectory
let here: string

beforeEach(async () => {
  top = await temporaryDirectory()
  here = join(top.path, 'project/packages/one')
  await mkdir(here, { recursive: true })
})

afterEach(() => top.remove())

const at = (path: string) => join(top.path, path)

describe('findConfig', () => {
  it('finds nothing where there is nothing', async () => {
    expect(await findConfig(here, top.path)).toBeUndefined()
  })

  it.each(CONFIG_NAMES)('finds %s, here and above', async (name) => {
    await writeFile(at(`project/${name}`), '{}')
    expect(await findConfig(here)).toBe(at(`project/${name}`))
    await writeFile(join(here, name), '{}')
    expect(await findConfig(here)).toBe(join(here, name))
  })

  it('looks no further than the directory of a repository', async () => {
    await writeFile(at(CONFIG_NAMES[0]), '{}')
    expect(await findConfig(here)).toBe(at(CONFIG_NAMES[0]))
    await mkdir(at('project/.git'))
    expect(await findConfig(here)).toBeUndefined()
    await writeFile(at(`project/${CONFIG_NAMES[1]}`), '{}')
    expect(await findConfig(here)).toBe(at(`project/${CONFIG_NAMES[1]}`))
  })

  it('takes the file .git of a worktree for one as well', async () => {
    await writeFile(at(CONFIG_NAMES[0]), '{}')
    await writeFile(at('project/.git'), 'gitdir: elsewhere')
    expect(await findConfig(here)).toBeUndefined()
  })

  it('looks no further than the home directory', async () => {
    await writeFile(at(CONFIG_NAMES[0]), '{}')
    expect(await findConfig(here, at('project'))).toBeUndefined()
    expect(await findConfig(here, top.path)).toBe(at(CONFIG_NAMES[0]))
  })

  it('does not choose between two', async () => {
    for (const name of CONFIG_NAMES) await writeFile(join(here, name), '{}')
    await expect(findConfig(here)).rejects.toThrow(
      /config\.json and .*config\.yaml and .*; expected only one/,
    )
  })

  it('finds a link to nothing, so that its reader can complain', async () => {
    await symlink('nowhere', join(here, CONFIG_NAMES[1]))
    expect(await findConfig(here)).toBe(join(here, CONFIG_NAMES[1]))
  })
})
