import type { Step } from '../../catalogue.ts'
import type { Evidence } from '../../check.ts'
import type { Report, RootCause } from '../../report/report.ts'
import { webAddress } from '../../web-address.ts'
import { countsAs, waivedFor } from '../configured.ts'
import { shownAs } from '../status-text.ts'
import type { Links } from './links.ts'
import { type Markup, markup } from './markup.ts'
import { counted, label, OWNERS } from './words.ts'

/** Every root cause in the report's order, each with what to do first; nothing for a clean report. */
export function causes(report: Report, links: Links): Markup | false {
  const { rootCauses } = report
  if (rootCauses.length === 0) return false
  return markup`<section aria-labelledby="causes">
<h2 id="causes">${titleOf(rootCauses)}</h2>
${rootCauses.map((root) => block(root, report, links))}
</section>`
}

function titleOf(roots: readonly RootCause[]): string {
  const shown = roots.map(shownAs)
  if (shown.includes('fail')) return 'What is wrong, and what to do'
  return shown.includes('warn') ? 'What deserves a look' : 'What is waived'
}

function block(root: RootCause, report: Report, links: Links): Markup {
  const { cause, title, why, fix, waived } = root
  const shown = shownAs(root)
  const anchor = links.blockOf(cause)
  return markup`<article class="cause ${shown}" id="${anchor}" aria-labelledby="${anchor}-title">
<p class="kicker">${label(shown)} <code>${cause}</code></p>
<h3 id="${anchor}-title">${title}</h3>
${
  waived !== undefined &&
  markup`<p class="waiver">Waived ${waivedFor(waived)}</p>
`
}<p class="why">${why}</p>
<div class="columns">
<div class="do">
<h4>What to do</h4>
<ol class="steps">${fix.map((step, index) => item(step, `${anchor}-${index + 1}`))}</ol>
</div>
<div class="seen">
<h4>What was seen</h4>
${root.checks.map((id) => seen(id, report, links))}
</div>
${about(root, links)}
</div>
</article>`
}

function item({ do: what, run }: Step, anchor: string): Markup {
  return markup`<li><p>${what}</p>${
    run !== undefined &&
    markup`<div class="command"><code id="${anchor}">${run}</code><button type="button" hidden data-copy="${anchor}" aria-describedby="${anchor}">Copy</button></div>`
  }</li>`
}

function seen(id: string, { checks }: Report, links: Links): Markup {
  const check = checks.find((one) => one.id === id)
  const evidence = check !== undefined && 'evidence' in check ? check.evidence : undefined
  return markup`<p class="by">${links.check(id)}</p>
${facts(evidence) ?? markup`<p class="quiet">Nothing beside its answer.</p>`}`
}

/** Evidence as a list of names and values. */
function facts(evidence: Evidence = {}): Markup | undefined {
  const entries = Object.entries(evidence)
  if (entries.length === 0) return undefined
  return markup`<dl class="facts">${entries.map(
    ([name, value]) => markup`<div><dt>${name}</dt><dd>${String(value)}</dd></div>`,
  )}</dl>`
}

/** Whose it is, what waits for it, what else it may be, and where more is written. */
function about(root: RootCause, links: Links): Markup {
  const { owner, transient, unblocks, alternatives, documentedAs, docs } = root
  const known = documentedAs && [
    links.cause(documentedAs.cause),
    documentedAs.seen !== undefined && [', seen as ', markup`<code>${documentedAs.seen}</code>`],
  ]
  const lines: readonly (readonly [string, Markup | false])[] = [
    [
      'Who can mend it',
      markup`${OWNERS[owner]}${transient && ' (it may also clear by itself: try again with --wait)'}`,
    ],
    ['Counts', root.severityFrom !== undefined && markup`${countsAs(root)}`],
    [
      'Blocks',
      unblocks.length > 0 &&
        markup`${counted(unblocks.length, 'check')}: ${links.checks(unblocks)}`,
    ],
    [
      'May also be',
      alternatives.length > 0 &&
        markup`${alternatives.map((id, index) => [index === 0 ? '' : ', ', links.cause(id)])}`,
    ],
    ['Documented as', known !== undefined && markup`${known}`],
    ['More about it', outward(docs)],
  ]
  return markup`<dl class="about">${lines.map(
    ([name, value]) => value && markup`<div><dt>${name}</dt><dd>${value}</dd></div>`,
  )}</dl>`
}

/** A page elsewhere; an address that is no web page's is text. */
function outward(docs: string): Markup {
  const address = webAddress(docs)
  return address === undefined
    ? markup`${docs}`
    : markup`<a href="${address}" rel="noopener noreferrer">${docs}</a>`
}

/** What could not be told, why the run cannot be called healthy, and what it left behind. */
export function unsure(report: Report, links: Links): Markup | false {
  const { checks, undetermined = [], leftovers = [] } = report
  const undeterminedChecks = checks.filter((check) => check.status === 'error')
  // A check that could not tell says why itself.
  const reasons = undetermined.filter(
    (why) => !undeterminedChecks.some(({ id }) => why.startsWith(`${id} `)),
  )
  if (undeterminedChecks.length + reasons.length + leftovers.length === 0) return false
  return markup`<section aria-labelledby="unsure">
<h2 id="unsure">What could not be told</h2>
<ul class="unsure">
${undeterminedChecks.map((check) => markup`<li>${label('error')} ${links.check(check.id)}: ${check.reason}</li>`)}
${reasons.map((why) => markup`<li>${label('error')} ${why}</li>`)}
${leftovers.map((name) => markup`<li>${label('warn')} May be left behind: <code>${name}</code></li>`)}
</ul>
</section>`
}
