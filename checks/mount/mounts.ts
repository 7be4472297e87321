import { type Context, fact, type Mountinfo, parseMountinfo } from '../../src/index.ts'

const LIST = '/proc/self/mountinfo'
const MOST_READS = 4

/**
 * What is mounted in the doctor's mount namespace; undefined where nothing lists it (not Linux,
 * or no /proc).
 */
export const mounts = fact('mounts', async ({ files }): Promise<Mountinfo | undefined> => {
  const text = await readTwice(files)
  return text === undefined ? undefined : parseMountinfo(text)
})

/**
 * Kernels before 5.8 can leave lines out while others mount and unmount (fixed by 9f6c61f96f2d97):
 * what two reads agree on is complete.
 */
async function readTwice(files: Context['files']): Promise<string | undefined> {
  try {
    let text = await files.read(LIST)
    for (let reads = 1; reads < MOST_READS; reads += 1) {
      const again = await files.read(LIST)
      if (again === text) break
      text = again
    }
    return text
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined
    throw error
  }
}
