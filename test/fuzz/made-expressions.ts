import { join } from 'node:path'
import { vi } from 'vitest'
import type { Expression } from './expressions.ts'

/** Runs the code that makes regular expressions, and gives those that it made. */
export async function madeBy(file: string, run: () => unknown): Promise<Expression[]> {
  const seen: Expression[] = []
  const construct = (of: typeof RegExp, [pattern, flags = '']: [string, string?]) => {
    if (new Error().stack?.includes(join('/', file)) === true) seen.push({ file, pattern, flags })
    return new of(pattern, flags)
  }
  vi.stubGlobal(
    'RegExp',
    new Proxy(RegExp, {
      construct,
      apply: (of, _, given) => construct(of, given as [string, string?]),
    }),
  )
  try {
    vi.resetModules()
    await run()
  } finally {
    vi.unstubAllGlobals()
  }
  return seen
}
