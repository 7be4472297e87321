import { askChild, askNode } from '../../src/index.ts'
import { CODE_OF } from './errno-name.ts'

/** What statfs(2) answered for a path: its magic number in hex, an errno, or nothing in time. */
export type Probe =
  | { readonly kind: 'ok'; readonly type: string }
  | { readonly kind: 'error'; readonly code: string }
  | { readonly kind: 'hung'; readonly afterMs: number }

/** Of coreutils or BusyBox; their texts differ, so that only their success is read. */
const STATS = ['/usr/bin/stat', '/bin/stat']
const OK = /^[0-9a-f]+$/
const ERRNO = /^E[A-Z0-9]+$/

const STATFS = `
${CODE_OF}
const { statfsSync, writeSync } = require('node:fs')
let answer
try {
  answer = statfsSync(process.argv[1]).type.toString(16)
} catch (error) {
  answer = codeOf(error)
}
writeSync(1, answer)
`

/**
 * Asks statfs(2) about an absolute path in a child process that can be killed. Rejects only when
 * the signal aborts.
 *
 * Not stat(2): for a second after a FUSE daemon died it answers from the cache as if all were well.
 */
export async function probePath(path: string, signal: AbortSignal): Promise<Probe> {
  for (const stat of STATS) {
    const reply = await askChild(stat, ['-f', '-c', '%t', '--', path], signal)
    if (reply.kind === 'hung') return { kind: 'hung', afterMs: reply.afterMs }
    if (reply.kind === 'unstarted') continue
    const type = reply.output.trim()
    if (reply.code === 0 && OK.test(type)) return { kind: 'ok', type }
    break
  }
  return probeByNode(path, signal)
}

/** Ten times as slow as `stat`, but always there, and it names the errno. */
export async function probeByNode(path: string, signal: AbortSignal): Promise<Probe> {
  const reply = await askNode(STATFS, path, signal)
  switch (reply.kind) {
    case 'ended':
      if (OK.test(reply.output)) return { kind: 'ok', type: reply.output }
      return { kind: 'error', code: ERRNO.test(reply.output) ? reply.output : 'EUNKNOWN' }
    case 'hung':
      return { kind: 'hung', afterMs: reply.afterMs }
    case 'unstarted':
      return { kind: 'error', code: 'EUNKNOWN' }
  }
}

/** What a probe says of the mount it asked. */
export type Condition = 'alive' | 'dead' | 'failing' | 'hung' | 'unseen' | 'unknown'

/**
 * A daemon that died, a connection cut off, a server that went away, a device pulled out; after
 * Kubernetes’ IsCorruptedMnt and linux, fs/fuse/dev.c.
 */
const DEAD = 'ENOTCONN ECONNABORTED ECONNREFUSED ESTALE EHOSTDOWN ENODEV ENXIO'.split(' ')
/** Answers of a mount that lives: it is another user's, or its daemon has no statfs. */
const ALIVE = ['EACCES', 'EPERM', 'ENOSYS', 'ENOTSUP']
/** It was unmounted meanwhile, or something is mounted over its path. */
const UNSEEN = ['ENOENT', 'ENOTDIR']

/** Judges a probe of a mount. */
export function conditionOf(probe: Probe): Condition {
  switch (probe.kind) {
    case 'ok':
      return 'alive'
    case 'hung':
      return 'hung'
    case 'error':
      if (ALIVE.includes(probe.code)) return 'alive'
      return UNSEEN.includes(probe.code) ? 'unseen' : (troubleBehind(probe.code) ?? 'unknown')
  }
}

/** What an errno says of the mount that a path lies on; undefined where it says nothing of it. */
export function troubleBehind(code: string): 'dead' | 'failing' | undefined {
  if (DEAD.includes(code)) return 'dead'
  return code === 'EIO' ? 'failing' : undefined
}
