import { expect, it } from 'vitest'
import { judge } from '../judge.ts'
import { undeterminedLines } from './undetermined.ts'

it.each(undeterminedLines.map((line) => [line.what, line] as const))(
  'is neither called well nor ill: %s',
  async (_, line) => {
    expect((await judge(line)).wrong).toEqual([])
  },
)
