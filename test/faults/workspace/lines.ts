import type { Line } from '../line.ts'
import { healthyLines } from './healthy.ts'
import { programLines } from './program.ts'
import { stateLines } from './state.ts'

/** The workspace: its life, its storage, and what somebody wants of it. */
export const workspaceLines: readonly Line[] = [...stateLines, ...programLines, ...healthyLines]
