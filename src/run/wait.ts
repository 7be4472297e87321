/** The one budget that `--wait` gives a run, in milliseconds; spent only while somebody waits. */
export interface Wait {
  readonly budgetMs: number
  /** What is left of it now; 0 when it is used up or there was none. */
  left(): number
  /** How long the run has waited so far. */
  spent(): number
  /** Begins a wait; returns a function to call when it is over. */
  begin(): () => void
}

/** A budget of `budgetMs`; overlapping waits are counted once. */
export function createWait(budgetMs: number, now: () => number = () => performance.now()): Wait {
  let waiting = 0
  let since = 0
  let before = 0
  const spent = () => before + (waiting > 0 ? now() - since : 0)
  return {
    budgetMs,
    spent,
    left: () => Math.max(0, budgetMs - spent()),
    begin: () => {
      if (waiting === 0) since = now()
      waiting += 1
      let over = false
      return () => {
        if (over) return
        over = true
        before = waiting === 1 ? spent() : before
        waiting -= 1
      }
    },
  }
}
