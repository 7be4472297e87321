/**
 * A CommonJS script: a FUSE daemon of one directory of files, which answers or fails as argv[1], a
 * JSON, says. It prints `mounted` once it is. Source: fuse(4), linux/fuse.h, protocol 7.23.
 */
export const DAEMON = `
const { openSync, readSync, writeSync } = require('node:fs')
const { spawnSync } = require('node:child_process')
const { errno } = require('node:os').constants
const { path, source, type, options, files, errors } = JSON.parse(process.argv[1])

const device = openSync('/dev/fuse', 'r+')
const asked = ['fd=3', 'rootmode=40000', ...options].join(',')
const mount = spawnSync('mount', ['-i', '-t', type, '-o', asked, source, path], {
  stdio: ['ignore', 'ignore', 'inherit', device],
})
if (mount.status !== 0) process.exit(1)
writeSync(1, 'mounted')

const NAMES = { 1: 'lookup', 3: 'getattr', 14: 'open', 15: 'read', 17: 'statfs', 26: 'init', 27: 'opendir', 28: 'readdir' }
const DONE = [18, 25, 29] // release, flush, releasedir
const UNANSWERED = [2, 36, 42] // forget, interrupt, batch forget
const ROOT = 1n
const FIRST_FILE = 2n
const names = Object.keys(files)

const attributes = (node) => {
  const out = Buffer.alloc(88)
  const file = node === ROOT ? undefined : files[names[Number(node - FIRST_FILE)]]
  out.writeBigUInt64LE(node, 0)
  out.writeBigUInt64LE(BigInt(file === undefined ? 4096 : Buffer.byteLength(file.text)), 8)
  out.writeUInt32LE(file === undefined ? 0o40755 : 0o100000 | file.mode, 60)
  out.writeUInt32LE(1, 64)
  out.writeUInt32LE(4096, 80)
  return out
}
const replies = {
  init: () => {
    const out = Buffer.alloc(64)
    out.writeUInt32LE(7, 0)
    out.writeUInt32LE(23, 4)
    out.writeUInt32LE(65536, 20)
    return out
  },
  lookup: (node, body) => {
    const index = names.indexOf(body.toString('utf8', 0, body.indexOf(0)))
    if (index < 0) return undefined
    const child = FIRST_FILE + BigInt(index)
    const out = Buffer.alloc(40)
    out.writeBigUInt64LE(child, 0)
    return Buffer.concat([out, attributes(child)])
  },
  getattr: (node) => Buffer.concat([Buffer.alloc(16), attributes(node)]),
  open: () => Buffer.alloc(16),
  opendir: () => Buffer.alloc(16),
  read: (node, body) => {
    const offset = Number(body.readBigUInt64LE(8))
    const { text } = files[names[Number(node - FIRST_FILE)]]
    return Buffer.from(text).subarray(offset, offset + body.readUInt32LE(16))
  },
  readdir: (node, body) => {
    if (body.readBigUInt64LE(8) > 0n) return Buffer.alloc(0)
    return Buffer.concat(
      names.map((name, index) => {
        const out = Buffer.alloc(24 + 8 * Math.ceil(Buffer.byteLength(name) / 8))
        out.writeBigUInt64LE(FIRST_FILE + BigInt(index), 0)
        out.writeBigUInt64LE(BigInt(index + 1), 8)
        out.writeUInt32LE(Buffer.byteLength(name), 16)
        out.write(name, 24)
        return out
      }),
    )
  },
  statfs: () => {
    const out = Buffer.alloc(80)
    out.writeUInt32LE(4096, 40)
    out.writeUInt32LE(255, 44)
    return out
  },
}

const request = Buffer.alloc(135168)
for (;;) {
  let length
  try {
    length = readSync(device, request)
  } catch ({ code }) {
    if (code === 'EINTR' || code === 'EAGAIN') continue
    break // unmounted
  }
  const operation = request.readUInt32LE(4)
  if (UNANSWERED.includes(operation)) continue
  const name = NAMES[operation]
  const failure = errors[name]
  const reply = DONE.includes(operation)
    ? Buffer.alloc(0)
    : failure === undefined && name !== undefined
      ? replies[name](request.readBigUInt64LE(16), request.subarray(40, length))
      : undefined
  const head = Buffer.alloc(16)
  head.writeUInt32LE(16 + (reply?.length ?? 0), 0)
  const unknown = name === undefined ? errno.ENOSYS : errno.ENOENT
  if (reply === undefined) head.writeInt32LE(-(failure === undefined ? unknown : errno[failure]), 4)
  request.copy(head, 8, 8, 16)
  try {
    writeSync(device, Buffer.concat([head, reply ?? Buffer.alloc(0)]))
  } catch {} // whoever asked has gone
}
`
