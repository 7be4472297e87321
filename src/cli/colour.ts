import type { Writable } from 'node:stream'

/** When to colour: as the stream and the environment say, or by the user's word. */
export type ColourChoice = 'auto' | 'always' | 'never'

/**
 * Whether to colour what goes to `stream`: `--color`, then FORCE_COLOR, then NO_COLOR
 * (no-color.org), then whether it is a terminal that can.
 */
export function coloured(
  choice: ColourChoice,
  stream: Writable,
  env: Readonly<NodeJS.ProcessEnv>,
): boolean {
  if (choice !== 'auto') return choice === 'always'
  const force = env.FORCE_COLOR
  if (force !== undefined) return force !== '0' && force !== 'false'
  if (env.NO_COLOR) return false
  return isTerminal(stream) && env.TERM !== 'dumb'
}

/** Whether a row on `stream` may be painted over: a person's terminal, not CI's and not a dumb one. */
export function canRepaint(stream: Writable, env: Readonly<NodeJS.ProcessEnv>): boolean {
  return isTerminal(stream) && env.TERM !== 'dumb' && !env.CI
}

function isTerminal(stream: Writable): boolean {
  return (stream as Partial<NodeJS.WriteStream>).isTTY === true
}
