import { spawn } from 'node:child_process'
import { once } from 'node:events'
import type { Command } from './interleaved.ts'

/** Says on the fourth stream how much memory the process held at the most, in kilobytes. */
const SAYS_PEAK = `import { writeSync } from 'node:fs'
process.on('exit', () => writeSync(3, String(process.resourceUsage().maxRSS)))`

/** The memory that a Node program held at the most, in megabytes of 10^6 bytes. */
export async function peakMegabytes({ argv, env }: Command): Promise<number> {
  const [program, ...args] = argv
  const preload = `data:text/javascript,${encodeURIComponent(SAYS_PEAK)}`
  const child = spawn(program, ['--import', preload, ...args], {
    env: { PATH: process.env.PATH, ...env },
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  })
  let said = ''
  child.stdio[3]?.on('data', (data: Buffer) => {
    said += data
  })
  await once(child, 'close')
  return (Number(said) * 1024) / 1e6
}
