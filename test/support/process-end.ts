const cleanups: (() => void)[] = []

/** Runs `cleanup` when this process ends, the latest first; what is returned calls it off. */
export function atProcessEnd(cleanup: () => void): () => void {
  listen()
  cleanups.push(cleanup)
  return () => {
    const index = cleanups.indexOf(cleanup)
    if (index >= 0) cleanups.splice(index, 1)
  }
}

let listening = false

function listen(): void {
  if (listening) return
  listening = true
  process.once('exit', cleanUp)
  // Vitest ends its workers with a SIGTERM, upon which there is no `exit`.
  process.once('SIGTERM', () => {
    cleanUp()
    process.kill(process.pid, 'SIGTERM')
  })
}

function cleanUp(): void {
  for (const cleanup of cleanups.splice(0).reverse()) {
    try {
      cleanup()
    } catch {
      // The others have their turn all the same.
    }
  }
}
