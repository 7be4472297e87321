/**
 * A CommonJS script that surveys the paths of the JSON array in argv[1]. It writes a line `{at}`
 * before it touches anything, so that a hang has a place, and a Surveyed for each path.
 *
 * A text, because no module of ours can be run by itself both from source and when built.
 */
export const SURVEY = `
const fs = require('node:fs')
const { spawnSync } = require('node:child_process')
const { dirname, join } = require('node:path')

const FUSE = '10:229'
const { W_OK, X_OK, O_RDWR } = fs.constants
const NEEDED = { directory: W_OK | X_OK, file: X_OK }

const say = (what) => fs.writeSync(1, JSON.stringify(what) + '\\n')
const refusalOf = (ask) => {
  try {
    ask()
  } catch ({ code }) {
    return code ?? 'EUNKNOWN'
  }
}
const deviceOf = (number) =>
  ((number >> 8) & 0xfff) + ':' + ((number & 0xff) | ((number >> 12) & 0xfff00))

function present(path) {
  const stat = fs.statSync(path)
  const { uid, gid } = stat
  const kind = stat.isDirectory()
    ? 'directory'
    : stat.isFile()
      ? 'file'
      : stat.isCharacterDevice()
        ? 'character device'
        : 'other'
  const isDevice = stat.isCharacterDevice() || stat.isBlockDevice()
  const device = isDevice ? { device: deviceOf(stat.rdev) } : {}
  return { path, kind, mode: stat.mode & 0o7777, uid, gid, ...device }
}

function walk(path) {
  const way = []
  let at = '/'
  for (const name of ['', ...path.split('/').filter(Boolean)]) {
    const next = join(at, name)
    say({ at: next })
    const before = way.at(-1)
    if (before !== undefined && before.kind !== 'directory')
      return { way, stuck: { code: 'ENOTDIR', at } }
    try {
      way.push(present(next))
    } catch ({ code }) {
      if (code === 'EACCES') return { way, stuck: { code, at } }
      if (code !== 'ENOENT') return { way, stuck: { code, at: next } }
      // mkdir(2) does not make what a link points at; it finds the link in its way.
      const link = refusalOf(() => fs.lstatSync(next)) === undefined
      return link ? { way, stuck: { code: 'EEXIST', at: next } } : { way }
    }
    at = next
  }
  return { way, real: fs.realpathSync(path) }
}

function roomAt(path) {
  try {
    const { type, bsize, blocks, bavail, files, ffree } = fs.statfsSync(path)
    return {
      type: type.toString(16),
      total: blocks * bsize,
      free: bavail * bsize,
      inodes: files,
      freeInodes: ffree,
    }
  } catch {}
}

function open(path) {
  const code = refusalOf(() => fs.closeSync(fs.openSync(path, O_RDWR)))
  return { opened: code ?? 'ok' }
}

// Node cannot read extended attributes; whoever set one has the program that shows it.
function capable(path) {
  const env = { PATH: '/usr/sbin:/sbin:/usr/bin:/bin' }
  const { stdout } = spawnSync('getcap', [path], { env, encoding: 'utf8', timeout: 1000 })
  return /cap_sys_admin[^ ]*[=+][eip]*e/.test(stdout ?? '') ? { capable: true } : {}
}

for (const path of JSON.parse(process.argv[1])) {
  const walked = walk(path)
  const last = walked.way.at(-1)
  const mode = walked.stuck === undefined ? NEEDED[last.kind] : undefined
  const code = mode === undefined ? undefined : refusalOf(() => fs.accessSync(last.path, mode))
  const arrived = walked.real !== undefined
  say({
    path,
    ...walked,
    refusal: code === undefined ? undefined : { code, at: last.path },
    room: last === undefined ? undefined : roomAt(last.path),
    ...(arrived && last.device === FUSE ? open(path) : {}),
    ...(arrived && last.kind === 'file' && (last.mode & 0o4000) === 0 ? capable(walked.real) : {}),
  })
}
`
