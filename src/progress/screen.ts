import type { Writable } from 'node:stream'
import type { ListrBaseClassOptions, ListrContext, ListrRendererValue } from 'listr2'

/** How a run shows itself while it runs: the options of its Listr. */
export type Progress = ListrBaseClassOptions<ListrContext, ListrRendererValue, ListrRendererValue>

/** Where progress goes and what it may use there. */
export interface Screen {
  readonly stream: Writable
  /** To be applied before a row is cut: of half a secret nobody could tell what it is. */
  readonly redact: (text: string) => string
  /** Whether a row may be painted over: a terminal of a person's, not CI's and not a dumb one. */
  readonly live: boolean
  readonly columns: number
  readonly rows: number
}
