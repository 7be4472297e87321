/** One line of mountinfo; `root`, `path`, `type` and `source` are unescaped. */
export interface Mount {
  readonly id: number
  readonly parent: number
  /** `major:minor` of what is mounted. */
  readonly device: string
  readonly root: string
  readonly path: string
  readonly options: string
  /** Such as `shared:1`; none to many. */
  readonly optional: readonly string[]
  readonly type: string
  /** Empty where an old kernel had none to name. */
  readonly source: string
  readonly superOptions: string
}

/** What a mountinfo listed, in its order, and how many of its lines made no sense. */
export interface Mountinfo {
  readonly mounts: readonly Mount[]
  readonly unparsed: number
}

/** Parses /proc/<pid>/mountinfo and never throws. Source: proc_pid_mountinfo(5). */
export function parseMountinfo(text: string): Mountinfo {
  const mounts: Mount[] = []
  let unparsed = 0
  for (const line of text.split('\n')) {
    const mount = parseLine(line)
    if (mount !== undefined) mounts.push(mount)
    else if (line !== '') unparsed += 1
  }
  return { mounts, unparsed }
}

function parseLine(line: string): Mount | undefined {
  // By single spaces: kernels before 5.1 write an empty source, which two spaces stand around.
  const fields = line.split(' ')
  const [id = '', parent = '', device = '', root = '', path = '', options = ''] = fields
  const dash = fields.indexOf('-', 6)
  // What follows the super options is ignored: old cifs wrote a space there without escaping it.
  const [type, source, superOptions] = dash < 0 ? [] : fields.slice(dash + 1, dash + 4)
  if (type === undefined || source === undefined || superOptions === undefined) return undefined
  if (!/^\d+$/.test(id) || !/^\d+$/.test(parent) || !/^\d+:\d+$/.test(device)) return undefined
  return {
    id: Number(id),
    parent: Number(parent),
    device,
    root: unescaped(root),
    path: unescaped(path),
    options,
    optional: fields.slice(6, dash),
    type: unescaped(type),
    source: unescaped(source),
    superOptions,
  }
}

const ESCAPED = /\\(040|011|012|134|043)/g

/** In one pass: `\134040` is a backslash and three digits, no space. */
function unescaped(field: string): string {
  return field.replace(ESCAPED, (_, digits: string) => String.fromCharCode(parseInt(digits, 8)))
}

/** The stack of mounts at exactly `path`, the topmost last. */
export function mountsAt(mounts: readonly Mount[], path: string): Mount[] {
  return mounts.filter((mount) => mount.path === path)
}

/**
 * The mount that a normal absolute path without links lies on, as the kernel would walk to it:
 * from mount to mount on it, so that what another mount hides is not found.
 */
export function mountOver(mounts: readonly Mount[], path: string): Mount | undefined {
  const ids = new Set(mounts.map(({ id }) => id))
  const left = new Set(mounts.filter((mount) => isWithin(path, mount.path)))
  let over: Mount | undefined
  for (;;) {
    let next: Mount | undefined
    for (const mount of left) {
      // Under chroot, and in an incomplete list, a parent may be missing.
      const reached =
        mount.parent === over?.id || !ids.has(mount.parent) || mount.parent === mount.id
      if (!reached || mount.path.length < (over?.path.length ?? 0)) continue
      if (next === undefined || mount.path.length <= next.path.length) next = mount
    }
    if (next === undefined) return over
    left.delete(next)
    over = next
  }
}

/** Whether `path` is `base` or lies in it. */
export function isWithin(path: string, base: string): boolean {
  return path === base || path.startsWith(base.endsWith('/') ? base : `${base}/`)
}
