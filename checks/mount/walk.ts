import { CODE_OF } from './errno-name.ts'

/**
 * A CommonJS script that walks to argv[1] as path_resolution(7) tells, one component at a time.
 * It writes a line `{at}` before it touches each, so that a hang has a place, and a Place last.
 *
 * A text, because no module of ours can be run by itself both from source and when built.
 */
export const WALK = `
${CODE_OF}
const { accessSync, constants, lstatSync, opendirSync, readlinkSync, statSync, writeSync } = require('node:fs')
const { dirname, join } = require('node:path')

const MOST_LINKS = 40 // as in the kernel
const LONGEST_PATH = 4096
const rest = process.argv[1].split('/').filter(Boolean)
let at = '/'
let links = 0
let link // the link whose target is being walked, while more than \`left\` components are to come

const say = (what) => writeSync(1, JSON.stringify(what) + '\\n')
const end = (place) => {
  say(place)
  process.exit()
}
const inLink = () => link !== undefined && rest.length >= link.left
const absent = (path, refusal) => {
  end({ kind: 'absent', path: join(path, ...rest), ancestor: at, at: path, refusal })
}
const refusalOf = (path, mode) => {
  try {
    accessSync(path, mode)
  } catch (error) {
    return codeOf(error)
  }
}

while (rest.length > 0) {
  const name = rest.shift()
  if (name === '.') continue
  if (name === '..') {
    at = dirname(at)
    continue
  }
  const next = join(at, name)
  say({ at: next })
  let target
  try {
    if (lstatSync(next).isSymbolicLink()) target = readlinkSync(next)
  } catch (error) {
    const code = codeOf(error)
    if (code !== 'ENOENT') absent(next, code)
    // mkdir(2) does not make what a link points at; it finds the link in its way.
    if (inLink()) end({ kind: 'absent', path: join(next, ...rest), ancestor: link.path, at: next, refusal: 'EEXIST' })
    if (lstatSync(at).nlink === 0) absent(next, 'ENOENT')
    if (Buffer.byteLength(join(next, ...rest)) >= LONGEST_PATH) absent(next, 'ENAMETOOLONG')
    absent(next, refusalOf(at, constants.W_OK | constants.X_OK))
  }
  if (target === undefined) {
    at = next
    continue
  }
  links += 1
  if (links > MOST_LINKS) absent(next, 'ELOOP')
  if (!inLink()) link = { path: next, left: rest.length }
  if (target.startsWith('/')) at = '/'
  rest.unshift(...target.split('/').filter(Boolean))
}

say({ at })
let there
try {
  there = statSync(at)
} catch (error) {
  absent(at, codeOf(error))
}
if (!there.isDirectory()) end({ kind: 'file', path: at })
// fusermount(1) lets nobody mount on another's directory in which names are their owners' alone.
const sticky = (there.mode & 0o1000) !== 0 && there.uid !== process.geteuid()
let empty
try {
  const directory = opendirSync(at)
  empty = directory.readSync() === null
  directory.closeSync()
} catch {}
end({ kind: 'directory', path: at, writable: refusalOf(at, constants.W_OK) === undefined, sticky, empty })
`
