import { glob } from './glob.ts'
import { isId } from './id.ts'
import { nearest } from './nearest.ts'

/** One step towards a cure: what to do and, where there is one, the command that does it. */
export interface Step {
  readonly do: string
  readonly run?: string
}

/**
 * A step of a cause. `when` keeps it to reports whose evidence has that key (`nearest`), lacks it
 * (`!nearest`) or has it with a value (`source=--region`); `explain` shows every step.
 */
export interface CauseStep extends Step {
  readonly when?: string
}

/**
 * How a text leads to a cause.
 *
 * - `code`: a machine code, from the orchestrator's body, from S3 or from Node; with `message`,
 *   only where the message holds one of these fragments (`bare`: also where there is no message at
 *   all); with `backend`, only where the text or the caller says so; `vague` gives way to whatever
 *   else the same line names.
 * - `status`: an HTTP status, where no code says more; with `from`, not where another has answered.
 * - `text`: the words of an error, in any letter case; `*` stands for any others in between, and at
 *   the end for the rest of the line, of which nothing else is told. They count where an error could
 *   begin and end, so that a sentence that has them in its middle is none; `open` ones may go on.
 *   `backend` as above. Words that lead to several causes lead to those alone of them to which
 *   other errors in the text lead by themselves, if there are any.
 */
export type Match =
  | {
      readonly code: string
      readonly message?: readonly string[]
      readonly bare?: true
      readonly backend?: 'managed' | 'byo'
      readonly vague?: true
    }
  | { readonly status: number; readonly from?: 'storage' | 'orchestrator' }
  | { readonly text: string; readonly open?: true; readonly backend?: 'managed' | 'byo' }

/** What is wrong when a check fails, why it happens, and what to do about it. */
export interface Cause {
  /** What is wrong, as a statement. */
  readonly title: string
  /** Why it happens and what it leads to. */
  readonly why: string
  /** In the order to try; `<name>` in a step stands for a setting or a piece of evidence. */
  readonly fix: readonly CauseStep[]
  /** The page that explains it. */
  readonly docs: string
  /** Whether the product's own error-code page names this cause. */
  readonly documented: boolean
  /** The documented cause that this one is a special case of. */
  readonly refines?: string
  /** Worth a warning, not a failure. */
  readonly warning?: true
  /** Where the configuration overrides the catalogue's severity, if it does. */
  readonly severityFrom?: string
  /** May clear by itself: worth another try while `--wait` lasts. */
  readonly transient?: true
  /**
   * What a command's failure is taken for while `--wait` has time left; with `after`, only once
   * that cause has been seen in the same run.
   */
  readonly passing?: { readonly as: string; readonly after?: true }
  /** Explains failures all over the run, so it comes before every other root. */
  readonly first?: true
  /**
   * Causes (globs of ids) that it can follow from: where one of them was seen before it or in the
   * same text, `triage` lists it under that one and not as a root, and `exec` leaves it out.
   */
  readonly consequenceOf?: readonly string[]
  /** Who can mend it. */
  readonly owner: 'you' | 'tonbo' | 'provider'
  /** The checks that may name it, the likeliest first; none where only what a command printed can. */
  readonly foundBy?: readonly string[]
  /** The intent (`--for`) without which no check names it. */
  readonly intent?: 'create' | 'mount'
  readonly match?: readonly Match[]
}

/** Causes by id (`area/trouble`), in the order in which equals are reported. */
export type Catalogue = Readonly<Record<string, Cause>>

/** One catalogue of several; throws where two define one id. */
export function mergeCatalogues(catalogues: readonly Catalogue[]): Catalogue {
  const merged: Record<string, Cause> = {}
  for (const catalogue of catalogues) {
    for (const [id, cause] of Object.entries(catalogue)) {
      if (id in merged) throw new Error(`cause '${id}' is defined twice`)
      merged[id] = cause
    }
  }
  return merged
}

/** The faults of a catalogue, a sentence each; empty when it is sound. */
export function catalogueFaults(catalogue: Catalogue): string[] {
  const ids = Object.keys(catalogue)
  return Object.entries(catalogue).flatMap(([id, cause]) => {
    const faults: string[] = []
    if (!isId(id)) faults.push(`cause '${id}' is not of the form area/trouble`)
    for (const field of ['title', 'why', 'docs'] as const) {
      if (cause[field].trim() === '') faults.push(`cause '${id}' has no ${field}`)
    }
    if (cause.fix.length === 0) faults.push(`cause '${id}' does not say what to do`)
    for (const { when } of cause.fix) {
      if (when !== undefined && !/^!?[A-Za-z]+(=.*)?$/s.test(when))
        faults.push(`cause '${id}' has a step for '${when}', which is not a condition`)
    }
    for (const [verb, other] of [
      ['refines', cause.refines],
      ['may pass as', cause.passing?.as],
    ]) {
      if (other !== undefined && !(other in catalogue))
        faults.push(
          `cause '${id}' ${verb} '${other}', which is unknown; nearest: '${nearest(other, ids)}'`,
        )
    }
    for (const pattern of cause.consequenceOf ?? []) {
      const fits = glob(pattern)
      if (!ids.some((other) => other !== id && fits(other)))
        faults.push(
          `cause '${id}' follows from '${pattern}', which fits no other cause; nearest: '${nearest(pattern, ids)}'`,
        )
    }
    return faults
  })
}
