import { mkdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { temporaryDirectory } from './temporary-directory.ts'

it('make a directory and remove it with what is in it', async () => {
  const directory = await temporaryDirectory()
  await mkdir(join(directory.path, 'deep', 'er'), { recursive: true })
  await directory.remove()
  await expect(stat(directory.path)).rejects.toThrow('ENOENT')
})
