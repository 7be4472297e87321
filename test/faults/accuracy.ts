import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import builtIn from '../../checks/index.ts'
import { nearest } from '../../src/nearest.ts'
import { combine } from '../../src/plugins/plugin.ts'
import { UsageError } from '../../src/usage-error.ts'
import { readCorpus, readCorpusAsLogs } from '../corpus/read.ts'
import { corpusTable, isRight } from '../corpus/score.ts'
import { grid } from './grid.ts'
import { judge } from './judge.ts'
import type { Line } from './line.ts'
import { type Judged, listed, table, titleOf } from './score.ts'
import { checksOf, type Due, dueWithout, restingOn, unexpected } from './without.ts'

const LIMIT_MS = 60_000

const { checks } = combine([builtIn])

interface Options {
  /** Only the lines that speak of this. */
  readonly only?: string | undefined
  /** The check that is left out. */
  readonly without?: string | undefined
  /** The corpus of texts alone. */
  readonly corpus?: boolean | undefined
}

/** Judges the lines that are asked for, prints the score and answers with the exit code. */
async function accuracy(args: readonly string[]): Promise<number> {
  const { only, without, corpus } = optionsOf(args)
  if (corpus) return await corpusScored()
  const lines = grid.filter((line) => only === undefined || speaksOf(line, only))
  if (lines.length === 0) throw new UsageError(`--only: no line speaks of '${only}'`)
  const started = performance.now()
  const judged: Judged[] = []
  for (const line of lines) {
    if (process.stderr.isTTY) {
      process.stderr.write(`\r\u001b[K${judged.length + 1}/${lines.length} ${titleOf(line)}`)
    }
    judged.push(await judgedInTime(line, without === undefined ? [] : [without]))
  }
  if (process.stderr.isTTY) process.stderr.write('\r\u001b[K')
  const time = `${((performance.now() - started) / 1000).toFixed(1)} s`
  if (without !== undefined) return withoutScored(judged, without, time)
  const code = scored(judged, time)
  return only === undefined ? Math.max(code, await corpusScored()) : code
}

/** Has the matcher and the triage read the corpus, prints how well they did and answers with the exit code. */
async function corpusScored(): Promise<number> {
  const reads = readCorpus()
  const logs = await readCorpusAsLogs()
  print(`\nMatched:\n${corpusTable(reads)}\n\nTriaged, each as a log:\n${corpusTable(logs)}`)
  return [...reads, ...logs].every(isRight) ? 0 : 1
}

function optionsOf(args: readonly string[]): Options {
  const { only, without, corpus } = parsed(args)
  if (corpus && (only !== undefined || without !== undefined))
    throw new UsageError('--corpus: the texts have no checks; leave --only and --without out')
  const ids = checks.map(({ id }) => id)
  if (without === undefined || ids.includes(without)) return { only, without, corpus }
  throw new UsageError(
    `--without: '${without}' is not a check; the nearest is '${nearest(without, ids)}'`,
  )
}

function parsed(args: readonly string[]): Options {
  const options = {
    only: { type: 'string' },
    without: { type: 'string' },
    corpus: { type: 'boolean' },
  } as const
  try {
    return parseArgs({ args: [...args], options }).values
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error))
  }
}

function speaksOf(line: Line, text: string): boolean {
  const root = 'root' in line ? [line.root] : Object.values(line.warns ?? {})
  return [titleOf(line), ...root, ...checksOf(line)].some((one) => one.includes(text))
}

async function judgedInTime(line: Line, without: readonly string[]): Promise<Judged> {
  const ended = new AbortController()
  const late = { line, wrong: [`no answer within ${LIMIT_MS / 1000} s`] }
  try {
    return await Promise.race([
      judge(line, without),
      sleep(LIMIT_MS, late, { signal: ended.signal }),
    ])
  } catch (error) {
    return { line, wrong: [`could not be judged: ${error}`] }
  } finally {
    ended.abort()
  }
}

function scored(judged: readonly Judged[], time: string): number {
  const wrong = judged.filter((one) => one.wrong.length > 0)
  print(table(judged))
  if (wrong.length > 0) print(`\nWrong:\n${listed(wrong)}`)
  print(`\n${judged.length - wrong.length} of ${judged.length} lines right, in ${time}`)
  return wrong.length === 0 ? 0 : 1
}

function withoutScored(judged: readonly Judged[], without: string, time: string): number {
  const resting = restingOn(checks, without)
  const of = (due: Due) => judged.filter(({ line }) => dueWithout(line, without, resting) === due)
  const turned = of('either').filter(({ wrong }) => wrong.length > 0).length
  print(
    [
      `Without ${without}:`,
      `  ${of('wrong').length} lines of its own, which must turn wrong`,
      `  ${of('either').length} of checks that rest on it, which may; ${turned} did`,
      `  ${of('right').length} of other checks, which must stay right`,
    ].join('\n'),
  )
  const surprises = unexpected(judged, without, resting)
  for (const [title, those] of [
    ['Right all the same, though they are its own:', surprises.right],
    ['Wrong, though they do not rest on it:', surprises.wrong],
  ] as const) {
    if (those.length > 0) print(`\n${title}\n${listed(those)}`)
  }
  const held = surprises.right.length + surprises.wrong.length === 0
  print(`\n${held ? 'As it must be' : 'Not as it must be'}, in ${time}`)
  return held ? 0 : 1
}

function print(text: string): void {
  process.stdout.write(`${text}\n`)
}

function refusal(error: unknown): number {
  if (!(error instanceof UsageError)) throw error
  process.stderr.write(`accuracy: ${error.message}\n`)
  return 2
}

const code = await accuracy(process.argv.slice(2)).catch(refusal)
// A line that had no end may still hold a server open.
process.exit(code)
