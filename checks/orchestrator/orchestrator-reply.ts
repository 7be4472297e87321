import type { CauseId } from '../causes/index.ts'
import type { Workspace } from './workspace.ts'

/** A reply of the orchestrator, as far as its replies are documented. */
export type OrchestratorReply =
  /** `complete` is false for a list that was cut: what is not in it may still be. */
  | {
      readonly kind: 'list'
      readonly workspaces: readonly Workspace[]
      readonly complete: boolean
    }
  | { readonly kind: 'workspace'; readonly workspace: Workspace }
  | {
      readonly kind: 'error'
      readonly code: string
      readonly message: string
      /** The state of the workspace that the error is about (`existing`), where it says so. */
      readonly existing?: string
    }
  /** Something else answered in its place, or it could not be asked. */
  | { readonly kind: 'trouble'; readonly cause: CauseId; readonly found: string }
  | { readonly kind: 'unknown'; readonly found: string }
