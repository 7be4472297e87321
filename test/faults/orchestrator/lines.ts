import type { Line } from '../line.ts'
import { answerLines, strangerLines } from './answers.ts'
import { healthyLines } from './healthy.ts'
import { hostCliLines } from './host-cli.ts'
import { networkLines } from './network.ts'
import { programLines } from './program.ts'
import { tokenLines } from './token.ts'

/** The orchestrator, over HTTP and through the program, and the program itself. */
export const orchestratorLines: readonly Line[] = [
  ...answerLines,
  ...strangerLines,
  ...tokenLines,
  ...networkLines,
  ...programLines,
  ...hostCliLines,
  ...healthyLines,
]
