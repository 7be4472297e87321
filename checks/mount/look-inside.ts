import type { Evidence } from '../../src/index.ts'
import { askNode, jsonLines } from '../../src/index.ts'
import { CODE_OF } from './errno-name.ts'

/** The most that is read of a mount's description of itself. */
const MOST_BYTES = 65_536

/**
 * Reads the first names of argv[1], then the file in which the product describes a mount: the
 * fields that are shown, and none of its secrets, leave the child. Source: juicedata/juicefs,
 * pkg/vfs/internal.go (.config, readable for its owner alone).
 */
const LOOK = `
${CODE_OF}
const { closeSync, constants, fstatSync, opendirSync, openSync, readSync, writeSync } = require('node:fs')
const { join } = require('node:path')
const path = process.argv[1]
const say = (what) => writeSync(1, JSON.stringify(what) + '\\n')

say({})
let directory
try {
  directory = opendirSync(path)
  directory.readSync()
  directory.closeSync()
} catch (error) {
  say({ code: codeOf(error), operation: directory === undefined ? 'opendir' : 'readdir' })
  process.exit()
}
say({ listed: true })
for (const name of ['.config', '.jfs.config']) {
  try {
    const { O_NOFOLLOW, O_NONBLOCK, O_RDONLY } = constants
    const file = openSync(join(path, name), O_RDONLY | O_NONBLOCK | O_NOFOLLOW)
    if (!fstatSync(file).isFile()) continue
    const bytes = Buffer.alloc(${MOST_BYTES})
    let length = 0
    for (let read = 1; read > 0 && length < bytes.length; length += read) {
      read = readSync(file, bytes, length, bytes.length - length, length)
    }
    closeSync(file)
    const { Format: { Name: volume, UUID: uuid } = {}, Version: version, Pid: pid } = JSON.parse(bytes.toString('utf8', 0, length))
    say({ volume, uuid, version, pid })
    break
  } catch {}
}
`

/** What a mount says about itself, or how reading it failed. */
export type Inside =
  | {
      readonly kind: 'read'
      readonly evidence: Evidence
      /** The daemon, as it calls itself; another's number where it is in a container. */
      readonly pid?: number
    }
  | { readonly kind: 'error'; readonly code: string; readonly operation: string }
  | { readonly kind: 'hung'; readonly afterMs: number }

/** Reads a directory, in a child that can be killed; rejects only when the signal aborts. */
export async function lookInside(path: string, signal: AbortSignal): Promise<Inside> {
  const reply = await askNode(LOOK, path, signal)
  const [begun, listed, config = {}] = jsonLines(reply) as Record<string, unknown>[]
  // The machine may be too busy for a child to begin: that says nothing about the mount.
  if (begun === undefined) return { kind: 'error', code: 'EUNKNOWN', operation: 'spawn' }
  if (listed === undefined && reply.kind === 'hung') return { kind: 'hung', afterMs: reply.afterMs }
  if (typeof listed?.code === 'string') {
    const { code, operation } = listed
    // It lives, and is not for us to read, or is a file that was bound.
    if (code === 'EACCES' || code === 'EPERM')
      return { kind: 'read', evidence: { readable: false } }
    if (code === 'ENOTDIR') return { kind: 'read', evidence: { directory: false } }
    return { kind: 'error', code, operation: String(operation) }
  }
  const { pid } = config
  const evidence = configEvidence(config)
  return Number.isSafeInteger(pid)
    ? { kind: 'read', evidence, pid: Number(pid) }
    : { kind: 'read', evidence }
}

const SHAPES: Readonly<Record<string, RegExp>> = {
  volume: /^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$/,
  uuid: /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i,
  version: /^[0-9A-Za-z][\w.+-]{0,63}(?: [\w.+-]{1,64})?$/,
}

/** The parts of the product's description that are shown: names and numbers of the expected form. */
export function configEvidence(config: Readonly<Record<string, unknown>>): Evidence {
  const evidence: Record<string, string> = {}
  for (const [key, shape] of Object.entries(SHAPES)) {
    const value = config[key]
    if (typeof value === 'string' && shape.test(value)) evidence[key] = value
  }
  return evidence
}
