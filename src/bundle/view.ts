/** A text as it reads once something is undone in it, and where each of its characters came from. */
export interface View {
  readonly text: string
  /** Where in the source the character at `index` begins. */
  start(index: number): number
  /** Where in the source the character at `index` ends. */
  end(index: number): number
}

/** The text itself. */
export function plain(text: string): View {
  return { text, start: (index) => index, end: (index) => index + 1 }
}

/**
 * A view in which every match reads as `instead` says; `undefined` leaves it as it is. The same
 * view where nothing was changed.
 */
export function rewritten(
  view: View,
  pattern: RegExp,
  instead: (match: RegExpExecArray) => string | undefined,
): View {
  const parts: string[] = []
  // Runs of characters that moved alike: where they begin in the view made, and in the one before.
  const runs: { readonly at: number; readonly from: number; readonly to?: number }[] = []
  let length = 0
  let done = 0
  const add = (text: string, from: number, to?: number) => {
    if (text === '') return
    runs.push({ at: length, from, ...(to === undefined ? {} : { to }) })
    parts.push(text)
    length += text.length
  }
  for (const match of view.text.matchAll(pattern)) {
    const made = instead(match)
    if (made === undefined || match[0] === '') continue
    add(view.text.slice(done, match.index), done)
    done = match.index + match[0].length
    add(made, match.index, done)
  }
  if (done === 0) return view
  add(view.text.slice(done), done)

  const runAt = (index: number) => {
    let [low, high] = [0, runs.length - 1]
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if ((runs[middle]?.at ?? 0) <= index) low = middle
      else high = middle - 1
    }
    return runs[low] ?? { at: 0, from: 0 }
  }
  return {
    text: parts.join(''),
    start: (index) => {
      const { at, from, to } = runAt(index)
      return view.start(to === undefined ? from + index - at : from)
    },
    end: (index) => {
      const { at, from, to } = runAt(index)
      return view.end(to === undefined ? from + index - at : to - 1)
    },
  }
}
