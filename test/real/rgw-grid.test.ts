import { afterAll, beforeAll, expect, it } from 'vitest'
import { judge } from '../faults/judge.ts'
import { sharedRgw, stopSharedRgw } from '../faults/storage/on-rgw.ts'
import { rgw } from '../faults/storage/rgw.ts'

beforeAll(async () => {
  await sharedRgw()
})
afterAll(stopSharedRgw)

it.each(rgw.map((line) => [line.area, line.what, line] as const))('%s: %s', async (_, __, line) => {
  expect((await judge(line)).wrong).toEqual([])
})
