import type { Progress, Screen } from './screen.ts'

export type { Progress } from './screen.ts'

/** Shows nothing. */
export const silent: Progress = { renderer: 'silent' }

/** Shows the running checks on a terminal, and a line for each that ended elsewhere. */
export async function progressOn(screen: Screen): Promise<Progress> {
  const { lines, repainting } = await import('./renderers.ts')
  return screen.live ? repainting(screen) : lines(screen)
}
