import { onTestFinished } from 'vitest'

/** Waits for a server to start; it is stopped when the test ends. */
export async function started<T extends { stop(): Promise<void> }>(start: Promise<T>): Promise<T> {
  const server = await start
  onTestFinished(() => server.stop())
  return server
}
