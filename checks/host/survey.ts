import type { Context, Survey, Surveyed } from '../../src/index.ts'
import { askNode, jsonLines } from '../../src/index.ts'
import { SURVEY } from './survey-script.ts'

/**
 * Surveys normal absolute paths in one child process, since any part of any of them may hang;
 * undefined where no child could be made to look.
 */
export async function survey(
  { files, signal }: Context,
  paths: readonly string[],
): Promise<Survey | undefined> {
  if (files.survey !== undefined) return files.survey(paths)
  const reply = await askNode(SURVEY, JSON.stringify(paths), signal)
  if (reply.kind === 'unstarted') return undefined
  const lines = jsonLines(reply) as (Surveyed | { readonly at: string })[]
  const surveyed = lines.filter((one): one is Surveyed => 'way' in one)
  const last = lines.at(-1)
  switch (reply.kind) {
    case 'hung':
      // Without any output it had not begun: no path is to blame.
      if (last === undefined || 'way' in last) return undefined
      return { surveyed, hung: { at: last.at, afterMs: reply.afterMs } }
    case 'ended':
      return surveyed.length === paths.length ? { surveyed } : undefined
  }
}

/** The path itself, where it is there. */
export function atPath({ path, way }: Surveyed): Surveyed['way'][number] | undefined {
  const last = way.at(-1)
  return last?.path === path ? last : undefined
}
