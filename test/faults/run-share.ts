import { expect, it } from 'vitest'
import { grid } from './grid.ts'
import { judge } from './judge.ts'
import { titleOf } from './score.ts'

/** How many test files the lines are dealt to; nock allows a process one line at a time. */
export const SHARES = 4

/** Makes a test of every line of a share, counted from 1. */
export function runShare(share: number): void {
  for (const line of grid.filter((_, index) => (index % SHARES) + 1 === share)) {
    it(titleOf(line), async () => {
      expect((await judge(line)).wrong).toEqual([])
    })
  }
}
