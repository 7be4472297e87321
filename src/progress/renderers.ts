import cliTruncate from 'cli-truncate'
import {
  ListrLogger,
  ListrLogLevels,
  type ListrRenderer,
  type ListrTaskObject,
  ProcessOutput,
} from 'listr2'
import { visible } from '../visible.ts'
import { ASKING } from './asking.ts'
import type { Progress, Screen } from './screen.ts'

type Row = Pick<
  ListrTaskObject<unknown, typeof ListrRenderer, typeof ListrRenderer>,
  'title' | 'output' | 'isStarted' | 'isPending' | 'isCompleted' | 'isSkipped' | 'hasFailed'
>

const FRAMES = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏']
const REPAINT_MS = 100

/** What is on the screen now: a line of counts, then each check under way, cut to the screen. */
export function frame(rows: readonly Row[], tick: number, screen: Screen): string[] {
  const ended = rows.filter((row) => row.isCompleted() || row.isSkipped() || row.hasFailed()).length
  // A task without output still waits for what its check needs.
  const pending = rows.filter((row) => row.isPending() && row.output)
  const room = Math.max(1, screen.rows - 3)
  const lines = pending.slice(0, room).map((row) => {
    const doing = row.output ? `  ${visible(screen.redact(row.output))}` : ''
    return `  ${visible(screen.redact(String(row.title)))}${doing}`
  })
  const spinner = FRAMES[tick % FRAMES.length] ?? ''
  return [`${spinner} ${ended} of ${rows.length} checks`, ...lines].map((line) =>
    cliTruncate(line, Math.max(10, screen.columns - 1)),
  )
}

/** A renderer that repaints the running checks at most ten times a second, and wipes them at the end. */
export function repainting(screen: Screen): Progress {
  class Repainting implements ListrRenderer {
    static rendererOptions: Record<PropertyKey, never> = {}
    static rendererTaskOptions: Record<PropertyKey, never> = {}
    static nonTTY = true
    readonly #rows: readonly Row[]
    #timer: NodeJS.Timeout | undefined
    #painted = 0
    #tick = 0

    constructor(rows: Row[]) {
      this.#rows = rows
    }

    render() {
      this.#paint()
      this.#timer = setInterval(() => this.#paint(), REPAINT_MS)
    }

    end() {
      clearInterval(this.#timer)
      screen.stream.write(this.#wipe())
    }

    #paint() {
      const lines = frame(this.#rows, this.#tick++, screen)
      const text = this.#wipe() + lines.map((line) => `${line}\n`).join('')
      this.#painted = lines.length
      screen.stream.write(text)
    }

    #wipe() {
      const up = this.#painted === 0 ? '' : `\r\u001b[${this.#painted}A\u001b[0J`
      this.#painted = 0
      return up
    }
  }
  return { renderer: Repainting as unknown as typeof ListrRenderer, rendererOptions: {} }
}

/** Listr's `simple` renderer, with a line for each check that ran to an end. */
export function lines(screen: Screen): Progress {
  const stream = screen.stream as NodeJS.WriteStream
  class Ended extends ListrLogger<ListrLogLevels> {
    override log(...args: Parameters<ListrLogger<ListrLogLevels>['log']>) {
      const [level, message] = args
      if (level === ListrLogLevels.STARTED || level === ListrLogLevels.SKIPPED) return
      if (level === ListrLogLevels.OUTPUT && message === ASKING) return
      // Its sign must not say that all is well.
      if (level === ListrLogLevels.COMPLETED && String(message).includes(' [WARNING: '))
        super.log(ListrLogLevels.OUTPUT, message)
      else super.log(...args)
    }
  }
  const logger = new Ended({ processOutput: new ProcessOutput(stream, stream) })
  return { renderer: 'simple', rendererOptions: { logger } }
}
