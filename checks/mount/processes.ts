import type { Evidence } from '../../src/index.ts'
import {
  askNode,
  isWithin,
  jsonLines,
  type Mount,
  mountOver,
  parseMountinfo,
} from '../../src/index.ts'
import { isFuse, isProduct } from './product-mount.ts'
import { SCAN } from './scan-script.ts'

/** A process that uses or serves a mount, by its id and the name of its command. */
export interface Process {
  readonly pid: number
  readonly name: string
}

/** The processes that use or serve a path, as far as /proc lets us see them. */
export interface Processes {
  /** Those that serve the mount there, each with the letter of its state (proc_pid_stat(5)). */
  readonly daemons: readonly (Process & { readonly state: string })[]
  /** Those that have their directory or a file open there, and which. */
  readonly holders: readonly (Process & { readonly at: string })[]
  /** One of each other mount namespace in which something is mounted there. */
  readonly namespaces: readonly (Process & { readonly mounts: readonly Mount[] })[]
  /** The program that unmounts FUSE for who is not root. */
  readonly unmounter?: string
}

type ScanLine =
  | (Process & { readonly kind: 'daemon'; readonly state: string })
  | (Process & { readonly kind: 'holder'; readonly at: string })
  | (Process & { readonly kind: 'namespace'; readonly lines: string })
  | { readonly kind: 'unmounter'; readonly name: string }

/**
 * What is asked of the processes: all about `mount`, whose daemon `hint` may be, or in which
 * namespaces `path` is one.
 */
export type ScanQuestion =
  | { readonly mount: Mount; readonly hint?: number }
  | { readonly path: string }

/**
 * Looks through the processes in a child, within its limit: what was found by then counts. `proc`
 * is where they are listed.
 */
export async function processesAt(
  question: ScanQuestion,
  signal: AbortSignal,
  proc = '/proc',
): Promise<Processes> {
  const scope =
    'mount' in question
      ? { path: question.mount.path, connection: connectionOf(question.mount), hint: question.hint }
      : { path: question.path, namespaces: true }
  const argument = JSON.stringify({ ...scope, proc, me: process.pid })
  const found = jsonLines(await askNode(SCAN, argument, signal)) as ScanLine[]
  const unmounter = found.find((one) => one.kind === 'unmounter')?.name
  return {
    ...(unmounter === undefined ? {} : { unmounter }),
    daemons: found.filter((one) => one.kind === 'daemon'),
    holders: found.filter((one) => one.kind === 'holder'),
    namespaces: found
      .filter((one) => one.kind === 'namespace')
      .map(({ pid, name, lines }) => ({ pid, name, mounts: parseMountinfo(lines).mounts })),
  }
}

/** The number by which the kernel knows a FUSE connection: the minor number of its device. */
function connectionOf(mount: Mount): number | undefined {
  return isFuse(mount) ? Number(mount.device.split(':')[1]) : undefined
}

/** Who serves a mount, and whether that process is stopped. */
export function daemonEvidence({ daemons }: Processes): Evidence {
  const daemon = daemons.find(({ state }) => isStopped(state)) ?? daemons[0]
  if (daemon === undefined) return {}
  const { pid, name, state } = daemon
  return { daemon: pid, daemonName: name, daemonState: stateName(state) }
}

/** Stopped by a signal, or by a debugger. */
function isStopped(state: string): boolean {
  return state === 'T' || state === 't'
}

function stateName(state: string): string {
  if (isStopped(state)) return 'stopped'
  if (state === 'D') return 'waiting for a disk or a network'
  return state === 'Z' ? 'ended' : 'running'
}

const MOST_NAMED = 3

/** Who keeps the mount at `path` busy: at most three, and not those of mounts that lie in it. */
export function holderEvidence(
  { holders }: Processes,
  path: string,
  all: readonly Mount[],
): Evidence {
  const on = holders.filter(
    ({ at }) => isWithin(at, path) && (mountOver(all, at)?.path ?? path) === path,
  )
  if (on.length === 0) return {}
  const named = on.slice(0, MOST_NAMED).map(({ pid, name }) => `${name} (${pid})`)
  return {
    heldBy: named.join(', '),
    ...(on.length > MOST_NAMED ? { heldByMore: on.length - MOST_NAMED } : {}),
  }
}

/** The program that unmounts FUSE for who is not root, where one is installed. */
export function unmounterEvidence({ unmounter }: Processes): Evidence {
  return unmounter === undefined ? {} : { unmounter }
}

/** In which other mount namespace the product is mounted where nothing is in ours. */
export function namespaceEvidence({ namespaces }: Processes): Evidence {
  for (const { pid, name, mounts } of namespaces) {
    const mount = mounts.findLast(isProduct)
    if (mount !== undefined) {
      return { namespaceOf: pid, namespaceName: name, namespaceSource: mount.source }
    }
  }
  return {}
}
