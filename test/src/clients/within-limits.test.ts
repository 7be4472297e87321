import { expect, it } from 'vitest'
import { withinLimits } from '../../../src/clients/within-limits.ts'

it('asks nobody once the run has been told to end, and leaves no rejection behind', async () => {
  const reason = new Error('interrupted')
  const asking = { host: 'localhost', port: 1, until: performance.now() + 1000 }
  let asked = 0
  const attempt = async () => {
    asked += 1
    throw new Error('nobody listens to this')
  }
  const asks = withinLimits({ ...asking, signal: AbortSignal.abort(reason) }, attempt)
  // Vitest fails on a rejection that nobody handles.
  await expect(asks).rejects.toBe(reason)
  expect(asked).toBe(0)
})
