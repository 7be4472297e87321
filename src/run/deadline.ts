import type { Wait } from './wait.ts'

/**
 * Calls `passed` once a run has taken `deadlineMs`, not counting what it waited. Returns a function
 * that cancels it.
 */
export function atDeadline(
  { deadlineMs, wait }: { readonly deadlineMs: number; readonly wait: Wait },
  passed: () => void,
): () => void {
  const start = performance.now()
  let timer: NodeJS.Timeout
  const watch = () => {
    const left = deadlineMs + wait.spent() - (performance.now() - start)
    if (left <= 0) passed()
    else timer = setTimeout(watch, Math.max(left, 50))
  }
  timer = setTimeout(watch, deadlineMs)
  return () => clearTimeout(timer)
}
