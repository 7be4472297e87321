import { askNode, jsonLines } from './ask-child.ts'
import type { FileLook } from './files.ts'
import { LOOK } from './look-script.ts'

/** The code of a look at a file whose mount does not answer in time. */
export const SILENT = 'ETIMEDOUT'

let batch:
  | { readonly paths: string[]; readonly looks: Promise<ReadonlyMap<string, FileLook>> }
  | undefined

/**
 * Looks at a file that may hang, in a child that can be killed: one child for all files asked for
 * in one turn.
 */
export async function lookInChild(path: string): Promise<FileLook> {
  if (batch === undefined) {
    const paths: string[] = []
    batch = { paths, looks: new Promise(setImmediate).then(() => ask(paths)) }
  }
  const { paths, looks } = batch
  paths.push(path)
  return (await looks).get(path) ?? { found: 'unreadable', code: SILENT }
}

/** Whether the mount of a path does not answer, found out the same way. */
export async function isSilent(path: string): Promise<boolean> {
  const look = await lookInChild(path)
  return look.found === 'unreadable' && look.code === SILENT
}

async function ask(paths: readonly string[]): Promise<ReadonlyMap<string, FileLook>> {
  batch = undefined
  const reply = await askNode(LOOK, JSON.stringify(paths), new AbortController().signal)
  if (reply.kind === 'unstarted') {
    return new Map(paths.map((path) => [path, { found: 'unreadable', code: reply.code }]))
  }
  const looks = jsonLines(reply) as { readonly path: string; readonly look: FileLook }[]
  return new Map(looks.map(({ path, look }) => [path, look]))
}
