import type { Report } from '../../report/report.ts'
import { shownAs } from '../status-text.ts'
import { type Layers, layers, type Place } from './layers.ts'
import { type Markup, markup } from './markup.ts'
import { mark } from './words.ts'

const GUTTER = 116
const GAP = 38
const HEIGHT = 42
const PITCH = 52
/** Between two areas. */
const BREAK = 12
/** What a letter takes at most, on average, in the fonts of the page. */
const LETTER = 7.4
const LONGEST_NAME = 22

/** The checks as a graph: what needs what, and what kept what from being tried. */
export function graph({ checks }: Report): Markup | false {
  if (checks.length === 0) return false
  const laid = layers(checks)
  const draw = pen(laid)
  const edges = [...laid.places.values()].flatMap((to) =>
    (to.check.needs ?? []).flatMap((need) => {
      const from = laid.places.get(need)
      return from === undefined ? [] : [{ from, to, blocks: blocks(from, to) }]
    }),
  )
  const blocking = edges.filter((edge) => edge.blocks)
  // What blocks is drawn last, over the rest.
  const drawn = [...edges.filter((edge) => !edge.blocks), ...blocking]
  return markup`<section aria-labelledby="graph">
<h2 id="graph">What needs what</h2>
<p class="quiet">An arrow leads from a check to what needs it. ${
    blocking.length > 0 &&
    markup`A <b class="key">broken, heavy one</b> shows what kept the next check from being tried. `
  }The same in words is in the column “Needs” of <a href="#checks">all checks</a>.</p>
<div class="scroll" role="region" aria-label="Graph of the checks" tabindex="0">
<svg class="graph" role="img" aria-label="Graph: ${alternative(checks.length, edges.length, blocking.length)}" viewBox="0 0 ${draw.width} ${draw.height}" width="${draw.width}" height="${draw.height}">
<defs>${['tip', 'tip-blocks'].map((id) => markup`<marker id="${id}" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto" markerUnits="userSpaceOnUse"><path d="M0 0 8 4 0 8z"/></marker>`)}</defs>
${laid.lanes.map(({ area, row, rows }) => markup`<rect class="lane" x="0" y="${draw.y(row) - 8}" width="${draw.width}" height="${(rows - 1) * PITCH + HEIGHT + 16}" rx="8"/><text class="area" x="12" y="${draw.y(row) + 26}">${cut(area, 13)}</text>`)}
${drawn.map(({ from, to, blocks }) => markup`<path class="edge${blocks && ' blocks'}" d="${draw.edge(from, to)}"/>`)}
${[...laid.places.values()].map((place) => node(place, draw))}
</svg>
</div>
</section>`
}

type Pen = ReturnType<typeof pen>

/** Where things are on the paper. */
function pen({ places, lanes, columns, rows }: Layers) {
  const longest = Math.max(...[...places.values()].map(({ check }) => name(check.id).length))
  const wide = Math.ceil(Math.max(108, Math.min(longest, LONGEST_NAME) * LETTER + 24))
  const laneOf = Array.from({ length: rows }, (_, row) =>
    lanes.findIndex((lane) => row < lane.row + lane.rows),
  )
  const x = (column: number) => GUTTER + column * (wide + GAP)
  const y = (row: number) => 9 + row * PITCH + (laneOf[row] ?? 0) * BREAK
  const taken = new Set([...places.values()].map(({ column, row }) => `${column} ${row}`))
  const free = (from: Place, to: Place, row: number) => {
    for (let column = from.column + 1; column < to.column; column += 1)
      if (taken.has(`${column} ${row}`)) return false
    return true
  }
  /** From side to side; a long one runs along a row that is free, or between two. */
  const edge = (from: Place, to: Place): string => {
    const [x1, y1] = [x(from.column) + wide, y(from.row) + HEIGHT / 2]
    const [x2, y2] = [x(to.column) - 1, y(to.row) + HEIGHT / 2]
    const bend = (ax: number, ay: number, bx: number, by: number) =>
      ay === by ? `H${bx}` : `C${(ax + bx) / 2} ${ay} ${(ax + bx) / 2} ${by} ${bx} ${by}`
    const start = `M${x1} ${y1}`
    if (to.column <= from.column + 1) return start + bend(x1, y1, x2, y2)
    const between = free(from, to, from.row)
      ? y1
      : free(from, to, to.row)
        ? y2
        : y(to.row) - (PITCH - HEIGHT) / 2
    const [left, right] = [x1 + GAP - 6, x2 - GAP + 7]
    return `${start}${bend(x1, y1, left, between)}H${right}${bend(right, between, x2, y2)}`
  }
  return {
    x,
    y,
    wide,
    edge,
    width: x(columns) - GAP + 12,
    height: y(rows - 1) + HEIGHT + 9,
  }
}

function node({ check, column, row }: Place, draw: Pen): Markup {
  const { id, title } = check
  const shown = shownAs(check)
  const [symbol, word] = mark(shown)
  return markup`<g class="node ${shown}" transform="translate(${draw.x(column)} ${draw.y(row)})"><title>${id}: ${title} (${word})</title><rect width="${draw.wide}" height="${HEIGHT}" rx="6"/><text x="11" y="18">${cut(name(id), LONGEST_NAME)}</text><text class="word" x="11" y="33">${symbol} ${word}</text></g>`
}

function blocks(from: Place, to: Place): boolean {
  const { status } = from.check
  return to.check.status === 'blocked' && ['fail', 'error', 'blocked'].includes(status)
}

function alternative(checks: number, edges: number, blocking: number): string {
  return `${checks} checks, ${edges} needs between them, ${blocking} of which kept a check from being tried`
}

function name(id: string): string {
  return id.slice(id.indexOf('/') + 1)
}

function cut(text: string, length: number): string {
  return text.length > length ? `${text.slice(0, length - 1)}…` : text
}
