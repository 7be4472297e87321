import { showDuration } from '../../duration.ts'
import type { Report, ReportedCheck } from '../../report/report.ts'
import { shownAs } from '../status-text.ts'
import { type Markup, markup } from './markup.ts'
import { counted, mark } from './words.ts'

const WIDTH = 1080
const LABELS = 232
/** Room for the duration behind a bar that ends with the run. */
const AFTER = 112
const PITCH = 24
const LONGEST_NAME = 30

type Ran = Exclude<ReportedCheck, { status: 'blocked' | 'skip' }>

/** When each check ran, and how long: a bar each, in the order in which they began. */
export function timeline(report: Report): Markup | false {
  const ran = report.checks
    .filter((check): check is Ran => 'startMs' in check)
    .sort((a, b) => a.startMs - b.startMs)
  if (ran.length === 0) return false
  const end = Math.max(1, report.durationMs, ...ran.map((one) => one.startMs + one.durationMs))
  const x = (ms: number) => round(LABELS + (ms / end) * (WIDTH - LABELS - AFTER))
  const height = ran.length * PITCH + 30
  return markup`<section aria-labelledby="timeline">
<h2 id="timeline">When each check ran</h2>
<p class="quiet">${counted(ran.length, 'check')} ran in ${showDuration(report.durationMs)}; checks that need nothing of each other run at the same time. The same in numbers is in <a href="#checks">all checks</a>.</p>
<div class="scroll" role="region" aria-label="Timeline of the checks" tabindex="0">
<svg class="timeline" role="img" aria-label="Timeline: ${counted(ran.length, 'check')}, the longest ${longest(ran)}" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}">
${ticks(end).map((ms) => markup`<path class="tick" d="M${x(ms)} 20V${height}"/><text class="scale" x="${x(ms)}" y="12">${ms === 0 ? '0' : showDuration(ms)}</text>`)}
${ran.map((check, index) => bar(check, x, 24 + index * PITCH))}
</svg>
</div>
</section>`
}

function bar(check: Ran, x: (ms: number) => number, y: number): Markup {
  const { id, title, status, startMs, durationMs, attempts } = check
  const [symbol, word] = mark(shownAs(check))
  const wide = Math.max(3, round(x(startMs + durationMs) - x(startMs)))
  const name = id.length > LONGEST_NAME ? `${id.slice(0, LONGEST_NAME - 1)}…` : id
  const tries = attempts > 1 ? ` ×${attempts}` : ''
  const shown = status === 'pass' ? symbol : `${symbol} ${word}`
  return markup`<g class="span ${shownAs(check)}"><title>${title} (${word}), ${counted(attempts, 'attempt')}, from ${showDuration(startMs)} on</title><text x="0" y="${y + 15}">${name}</text><rect x="${x(startMs)}" y="${y + 4}" width="${wide}" height="14" rx="3"/><text class="word" x="${round(x(startMs) + wide + 6)}" y="${y + 15}">${shown} ${showDuration(durationMs)}${tries}</text></g>`
}

function longest(ran: readonly Ran[]): string {
  const slowest = ran.reduce((a, b) => (b.durationMs > a.durationMs ? b : a))
  return `${slowest.id} with ${showDuration(slowest.durationMs)}`
}

/** Round numbers of milliseconds from 0 to `end`, four to ten of them. */
function ticks(end: number): number[] {
  const power = 10 ** Math.floor(Math.log10(end))
  const step = [0.1, 0.2, 0.5, 1].map((part) => part * power * 2).find((one) => end / one <= 8)
  return Array.from({ length: Math.floor(end / (step ?? end)) + 1 }, (_, n) => n * (step ?? end))
}

function round(length: number): number {
  return Math.round(length * 10) / 10
}
