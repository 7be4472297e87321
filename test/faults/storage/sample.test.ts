import { expect, it } from 'vitest'
import { judge } from './judge.ts'
import { sample } from './sample.ts'

it.each(sample)('$area: $what', async (line) => {
  expect((await judge(line)).wrong).toEqual([])
})
