/**
 * A CommonJS script that looks through /proc for who has to do with a mount. argv[1] is a JSON of
 * the path, the number of its FUSE connection, where /proc is, whether other mount namespaces
 * matter, and which process may be the daemon. It writes a line of JSON for each that it finds:
 * `daemon`, `holder`, `namespace`; and `unmounter`, FUSE's program for who is not root.
 *
 * Links of /proc name a path without touching its file system (proc_pid_cwd(5)); a command line
 * may not be readable while its process waits for memory. Source of `fuse_connection`: linux,
 * fs/fuse/dev.c; where a kernel has none, the daemon is told by its arguments.
 */
export const SCAN = `
const { accessSync, constants, readdirSync, readFileSync, readlinkSync, writeSync } = require('node:fs')
const { basename, resolve } = require('node:path')
const { proc, path, connection, namespaces, hint, me } = JSON.parse(process.argv[1])

const ends = Date.now() + 1500
const MOST_NAMESPACES = 32
const perhaps = (what) => {
  try {
    return what()
  } catch {}
}
const say = (what) => writeSync(1, JSON.stringify(what) + '\\n')
const isWithin = (at) => at === path || at.startsWith(path === '/' ? path : path + '/')
const own = perhaps(() => readlinkSync(proc + '/self/ns/mnt'))
const foreign = new Map()

for (const pid of readdirSync(proc).filter((name) => /^[0-9]+$/.test(name)).map(Number)) {
  if (Date.now() > ends) break
  if (pid === process.pid || pid === me) continue
  const read = (name) => perhaps(() => readFileSync(proc + '/' + pid + '/' + name, 'utf8'))
  const link = (name) => perhaps(() => readlinkSync(proc + '/' + pid + '/' + name))
  const name = read('comm')?.trimEnd()
  if (name === undefined) continue
  const cwd = link('cwd')
  const [program = '', ...args] = (read('cmdline') ?? '').split('\\0')
  const isProduct = [name, basename(program)].some((one) => /^(artifacts|juicefs)$/.test(one))

  const fds = perhaps(() => readdirSync(proc + '/' + pid + '/fd'))
  const open = (fds ?? []).map((fd) => ({ fd, at: link('fd/' + fd) ?? '' }))
  const fuse = open.filter(({ at }) => at === '/dev/fuse')
  const connections = fuse.map(({ fd }) => /^fuse_connection:\\s*([0-9]+)/m.exec(read('fdinfo/' + fd) ?? '')?.[1])
  const isAsked = args.some((arg) => arg !== '' && resolve(cwd ?? '/', arg) === path)
  const serves = connections.some((one) => one !== undefined)
    ? connections.includes(String(connection))
    : connection !== undefined && (isAsked || pid === hint) && (fds === undefined ? isProduct : fuse.length > 0)
  if (serves) {
    const stat = read('stat') ?? ''
    const state = stat.slice(stat.lastIndexOf(')') + 2)[0] ?? ''
    say({ kind: 'daemon', pid, name, state })
  }

  const namespace = link('ns/mnt')
  if (own !== undefined && namespace !== undefined && namespace !== own) {
    if (isProduct || !foreign.has(namespace)) foreign.set(namespace, { pid, name })
    continue
  }
  if (serves) continue
  const at = [cwd ?? '', link('root') ?? '', ...open.map((one) => one.at)].find(isWithin)
  if (at !== undefined) say({ kind: 'holder', pid, name, at })
}

const BINS = ['/usr/local/bin', '/usr/bin', '/bin', '/run/wrappers/bin']
const unmounter = ['fusermount3', 'fusermount'].find((name) =>
  BINS.some((bin) => perhaps(() => accessSync(bin + '/' + name, constants.X_OK) ?? true)),
)
if (connection !== undefined && unmounter !== undefined) say({ kind: 'unmounter', name: unmounter })

if (namespaces) {
  const escaped = path.replace(/[ \\t\\n\\\\]/g, (one) => '\\\\' + one.charCodeAt(0).toString(8).padStart(3, '0'))
  for (const { pid, name } of [...foreign.values()].slice(0, MOST_NAMESPACES)) {
    if (Date.now() > ends) break
    const list = perhaps(() => readFileSync(proc + '/' + pid + '/mountinfo', 'utf8')) ?? ''
    const lines = list.split('\\n').filter((line) => line.split(' ', 5)[4] === escaped)
    if (lines.length > 0) say({ kind: 'namespace', pid, name, lines: lines.join('\\n') })
  }
}
`
