import { readFile, readlink } from 'node:fs/promises'
import { join } from 'node:path'
import { isWithin, parseMountinfo } from './mountinfo.ts'

/** File systems that another process or another machine serves, and which may therefore hang. */
const ELSEWHERE =
  /^(fuse(blk|\..*)?|nfs\d?|cifs|smb\d|smbfs|9p|ceph|afs|autofs|lustre|gpfs|beegfs)$/
/** As many links as the kernel follows (path_resolution(7)). */
const MOST_LINKS = 40

let read: Promise<readonly string[] | undefined> | undefined

/** Where such file systems are mounted; undefined where nothing lists the mounts of a Linux. */
function mountpoints(): Promise<readonly string[] | undefined> {
  read ??= readFile('/proc/self/mountinfo', 'utf8').then(
    (text) =>
      parseMountinfo(text)
        .mounts.filter(({ type }) => ELSEWHERE.test(type))
        .map(({ path }) => path),
    () => (process.platform === 'linux' ? undefined : []),
  )
  return read
}

/**
 * Whether an absolute path leads over a mount that may never answer: a call on it in this process
 * could not be cancelled, and Node's own exit would wait for it. No such mount is touched to find
 * out.
 */
export async function mayHang(path: string): Promise<boolean> {
  const mounts = await mountpoints()
  if (mounts === undefined) return true
  if (mounts.length === 0) return false
  let at = '/'
  let links = 0
  const left = path.split('/').reverse()
  for (let name = left.pop(); name !== undefined; name = left.pop()) {
    const next = join(at, name)
    if (mounts.some((mount) => isWithin(next, mount))) return true
    const target = name === '' || name === '..' ? undefined : await linkAt(next)
    if (target === undefined) at = next
    else {
      links += 1
      if (links > MOST_LINKS) return false
      if (target.startsWith('/')) at = '/'
      left.push(...target.split('/').reverse())
    }
  }
  return false
}

function linkAt(path: string): Promise<string | undefined> {
  return readlink(path).catch(() => undefined)
}
