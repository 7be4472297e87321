/**
 * A CommonJS script that looks at the files of the JSON array in argv[1], and writes a line
 * `{path, look}` for each, with a FileLook.
 *
 * A text, because no module of ours can be run by itself both from source and when built.
 */
export const LOOK = `
const fs = require('node:fs')

function look(path) {
  try {
    const found = fs.statSync(path)
    if (!found.isFile()) return { found: 'unreadable', code: found.isDirectory() ? 'EISDIR' : 'not a file' }
    if (found.size > 1048576) return { found: 'unreadable', code: 'EFBIG' }
    return { found: true, text: fs.readFileSync(path, 'utf8'), mode: found.mode & 0o7777, uid: found.uid }
  } catch ({ code = 'EUNKNOWN' }) {
    return code === 'ENOENT' || code === 'ENOTDIR' ? { found: false } : { found: 'unreadable', code }
  }
}

for (const path of JSON.parse(process.argv[1])) fs.writeSync(1, JSON.stringify({ path, look: look(path) }) + '\\n')
`
