import { availableParallelism } from 'node:os'
import { expect, it } from 'vitest'
import { type Case, nameOf } from './case.ts'
import { judge } from './judge.ts'

/** Most cases only wait: many at once, but not so many that the machine is what they wait for. */
const AT_ONCE = 4 * availableParallelism()

/**
 * Makes a test of every case. They run side by side in this process, none of which may end it,
 * and none of which may leave it grown.
 */
export function runCases(cases: readonly Case[]): void {
  let running: Promise<readonly string[]>[] | undefined
  it.each(cases.map((one, index) => [nameOf(one), index] as const))('%s', async (_, index) => {
    running ??= sideBySide(cases, warm(cases))
    const wrong = (await running[index]) ?? []
    if (wrong.length === 0) return
    // What the others did to the machine meanwhile is not its fault: once they are done, it is alone.
    await Promise.all(running)
    const alone = cases[index]
    expect(alone === undefined ? wrong : await judge(alone)).toEqual([])
  })
}

/** What a first case waits for: the libraries of each client are loaded, which takes a while. */
async function warm(cases: readonly Case[]): Promise<void> {
  const firsts = [...new Map(cases.map((one) => [one.client, one])).values()]
  await Promise.all(firsts.map(judge)).catch(() => {})
}

function sideBySide(cases: readonly Case[], ready: Promise<void>): Promise<readonly string[]>[] {
  let free = AT_ONCE
  const waiting: (() => void)[] = []
  return cases.map(async (one) => {
    await ready
    if (free === 0) await new Promise<void>((go) => waiting.push(go))
    else free -= 1
    try {
      return await judge(one)
    } finally {
      const next = waiting.shift()
      if (next === undefined) free += 1
      else next()
    }
  })
}
