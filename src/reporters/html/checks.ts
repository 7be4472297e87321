import type { Evidence } from '../../check.ts'
import { showDuration } from '../../duration.ts'
import type { Report, ReportedCheck } from '../../report/report.ts'
import { waivedFor } from '../configured.ts'
import { type Shown, shownAs } from '../status-text.ts'
import type { Links } from './links.ts'
import { type Markup, markup } from './markup.ts'
import { counted, label, mark, STATUSES } from './words.ts'

/** Every check in a table, whatever became of it; a script shows some by status and text. */
export function checks({ checks }: Report, links: Links): Markup {
  const many = (shown: Shown) => checks.filter((check) => shownAs(check) === shown).length
  return markup`<section aria-labelledby="checks">
<h2 id="checks" tabindex="-1">All checks</h2>
<div class="filter" role="search" aria-label="Filter the checks" hidden>
<label>Text <input type="search" id="filter-text" autocomplete="off" spellcheck="false"></label>
<div role="group" aria-label="Status">${STATUSES.map(
    ([status, word]) =>
      many(status) > 0 &&
      markup`<button type="button" class="${status}" aria-pressed="false" data-status="${status}"><span aria-hidden="true">${mark(status)[0]} </span>${many(status)} ${word}</button>`,
  )}</div>
<p id="filter-count" role="status">${counted(checks.length, 'check')}</p>
</div>
<table class="checks">
<thead><tr><th scope="col">Status</th><th scope="col">Check</th><th scope="col">What was found</th><th scope="col">Needs</th><th scope="col" class="number">Began</th><th scope="col" class="number">Took</th></tr></thead>
<tbody>
${checks.map((check) => row(check, links))}
</tbody>
</table>
</section>`
}

function row(check: ReportedCheck, links: Links): Markup {
  const { id, title, needs = [] } = check
  const shown = shownAs(check)
  const ran = 'durationMs' in check ? check : undefined
  const tries = ran !== undefined && ran.attempts > 1 && `, ${ran.attempts} attempts`
  return markup`<tr id="${links.rowOf(id)}" data-status="${shown}"><td>${label(shown)}</td><th scope="row"><code>${id}</code><span>${title}</span></th><td>${found(check, links)}</td><td class="needs">${needs.length > 0 && links.checks(needs)}</td><td class="number">${ran && showDuration(ran.startMs)}</td><td class="number">${ran && showDuration(ran.durationMs)}${tries}</td></tr>
`
}

/** What a check found: a cause's evidence stands with the cause. */
function found(check: ReportedCheck, links: Links): Markup {
  switch (check.status) {
    case 'pass':
      return evidence(check.evidence)
    case 'warn':
    case 'fail':
      return markup`${links.cause(check.cause)}${
        check.waived !== undefined && ` ${waivedFor(check.waived)}`
      }${links.blockOf(check.cause) === undefined && [' ', evidence(check.evidence)]}`
    case 'blocked':
      return markup`not tried, because of ${links.checks(check.blockedBy)}`
    case 'skip':
      return markup`${check.reason}`
    case 'error':
      return markup`${check.reason} ${evidence(check.evidence)}`
  }
}

function evidence(seen: Evidence = {}): Markup {
  return markup`${Object.entries(seen).map(
    ([name, value]) => markup`<span><i>${name}</i> ${String(value)}</span> `,
  )}`
}
