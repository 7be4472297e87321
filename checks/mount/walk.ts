/**
 * A CommonJS script that walks to argv[1] as path_resolution(7) tells, one component at a time.
 * It writes a line `{at}` before it touches each, so that a hang has a place, and a Place last.
 *
 * A text, because no module of ours can be run by itself both from source and when built.
 */
export const WALK = `
const { accessSync, constants, lstatSync, readlinkSync, statSync, writeSync } = require('node:fs')
const { dirname, join } = require('node:path')

const MOST_LINKS = 40 // as in the kernel
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
  end({ kind: 'absent', path: join(path, ...rest), ancestor: at, refusal })
}
const refusalOf = (path, mode) => {
  try {
    accessSync(path, mode)
  } catch (error) {
    return error.code
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
  } catch ({ code }) {
    if (code !== 'ENOENT') absent(next, code)
    // mkdir(2) does not make what a link points at; it finds the link in its way.
    if (inLink()) end({ kind: 'absent', path: join(next, ...rest), ancestor: link.path, refusal: 'EEXIST' })
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
if (!statSync(at).isDirectory()) end({ kind: 'file', path: at })
end({ kind: 'directory', path: at, writable: refusalOf(at, constants.W_OK) === undefined })
`
