import { Listr, type ListrTask } from 'listr2'
import type { Catalogue } from '../catalogue.ts'
import type { Check } from '../check.ts'
import type { Context } from '../context.ts'
import { ASKING } from '../progress/asking.ts'
import type { Progress } from '../progress/index.ts'
import type { Redactor } from '../secrets/redactor.ts'
import { visible } from '../visible.ts'
import { attempt } from './attempt.ts'
import type { Plan } from './plan.ts'
import type { Result } from './result.ts'

/** Is told what happens while a run goes on. */
export interface Observer {
  started?(check: Check): void
  retrying?(check: Check, result: Result): void
  ended?(result: Result): void
}

/** What a run needs beside its plan. */
export interface RunOptions {
  readonly context: Context
  readonly catalogue: Catalogue
  readonly progress: Progress
  readonly observer?: Observer
  /** Stands before everything that a row shows. */
  readonly redact?: Redactor
}

/**
 * Runs a plan as one flat concurrent Listr and returns a result for each of its checks, in the
 * plan's order. Never rejects for what a check does: a throw is a result of status `error`.
 */
export async function run(plan: Plan, options: RunOptions): Promise<Result[]> {
  const { context, catalogue, observer = {}, redact = (text) => text } = options
  const shown = (text: string) => visible(redact(text))
  const runStart = performance.now()
  const order = new Map(plan.checks.map(({ id }, index) => [id, index]))
  const byId = new Map(plan.checks.map((check) => [check.id, check]))
  const results = new Map<string, Promise<Result>>()
  const rows = new Map<string, (text: string) => void>()

  const of = (ids: readonly string[] = []) =>
    Promise.all(ids.flatMap((id) => byId.get(id) ?? []).map(settle))

  function settle(check: Check): Promise<Result> {
    let result = results.get(check.id)
    if (result === undefined) {
      // Begun in a turn of its own, so that a long chain of needs does not become a deep stack.
      result = Promise.resolve(check).then(reach)
      result.then((ended) => observer.ended?.(ended))
      results.set(check.id, result)
    }
    return result
  }

  async function reach(check: Check): Promise<Result> {
    const { id, title } = check
    const reason = plan.ruledOut.get(id)
    if (reason !== undefined) return { id, title, status: 'skip', reason, ruledOut: true }
    const unmet = unmetNeed(check, await of(check.needs), order)
    if (unmet !== undefined) return unmet
    await of(check.after)
    observer.started?.(check)
    rows.get(id)?.(ASKING)
    return attempt(check, {
      context: { ...context, say: (text) => rows.get(id)?.(text) },
      catalogue,
      runStart,
      retrying: (result) => observer.retrying?.(check, result),
    })
  }

  const tasks = plan.checks.map(
    (check): ListrTask => ({
      title: check.title,
      task: async (_, row) => {
        rows.set(check.id, (text) => {
          row.output = shown(text)
        })
        showResult(await settle(check), row, shown)
      },
    }),
  )
  await new Listr(tasks, {
    concurrent: true,
    exitOnError: false,
    registerSignalListeners: false,
    ...options.progress,
  }).run()
  return Promise.all(plan.checks.map(settle))
}

/** The result of a check that its needs keep from being tried; undefined if they do not. */
function unmetNeed(
  check: Check,
  needs: readonly Result[],
  order: ReadonlyMap<string, number>,
): Result | undefined {
  const { id, title } = check
  const roots = needs.flatMap(rootsOf)
  if (roots.length > 0) {
    const position = (root: string) => order.get(root) ?? 0
    const blockedBy = [...new Set(roots)].sort((a, b) => position(a) - position(b))
    return { id, title, status: 'blocked', blockedBy }
  }
  const skipped = needs.find((need) => need.status === 'skip')
  return skipped === undefined ? undefined : { ...skipped, id, title }
}

/** The checks that block whatever needs this one. */
function rootsOf(need: Result): readonly string[] {
  switch (need.status) {
    case 'fail':
    case 'error':
      return [need.id]
    case 'blocked':
      return need.blockedBy
    case 'pass':
    case 'warn':
    case 'skip':
      return []
  }
}

/** Ends a task of Listr the way its check ended. */
function showResult(
  result: Result,
  row: { skip(message: string): void; title: string },
  shown: (text: string) => string,
): void {
  switch (result.status) {
    case 'pass':
      break
    case 'warn':
      row.title = `${result.title} [WARNING: ${result.cause}]`
      break
    case 'skip':
      row.skip(shown(result.reason))
      break
    case 'blocked':
      row.skip(`blocked by ${result.blockedBy.join(', ')}`)
      break
    case 'fail':
      throw new Error(result.cause)
    case 'error':
      throw new Error(`could not tell: ${shown(result.reason)}`)
  }
}
