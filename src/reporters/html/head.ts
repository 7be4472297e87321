import { showDuration } from '../../duration.ts'
import type { Report } from '../../report/report.ts'
import { configuredBy } from '../configured.ts'
import { subjectOf } from '../report-lines.ts'
import { type Shown, shownAs } from '../status-text.ts'
import { type Markup, markup } from './markup.ts'
import { counted, mark, STATUSES, VERDICTS } from './words.ts'

/** What was diagnosed, in one line: the workspace, what for, and whose bucket. */
export function subject(report: Report): string {
  return subjectOf(report).join(' · ')
}

/** The verdict, what it is about, and how many checks ended how. */
export function head(report: Report, nav: Markup): Markup {
  const { verdict, doctor, startedAt, durationMs, exitCode, interrupted } = report
  const [symbol, words, status] = VERDICTS[verdict]
  return markup`<header class="head ${status}">
<div class="wide">
<div class="brand"><p>artifacts-doctor ${doctor.version}</p>${nav}</div>
<h1><span class="seal" aria-hidden="true">${symbol}</span>${words}</h1>
<p class="subject">${subject(report)}</p>
<p class="gist">${gist(report)}</p>
${configuredBy(report).map((line) => markup`<p class="gist">With the ${line}.</p>`)}
${interrupted !== undefined && markup`<p class="early">Interrupted by ${interrupted}: this is only a part of the run.</p>`}
${bar(report)}
<p class="tallies">${numbers(report).map(tally)}<span class="tally">exit code ${exitCode}</span><span class="tally">${showDuration(durationMs)}</span><time class="tally" datetime="${startedAt}">${moment(startedAt)}</time></p>
</div>
</header>`
}

/** What the verdict comes to, in a sentence or two. */
function gist({ verdict, rootCauses, checks, summary }: Report): string {
  const shown = rootCauses.map(shownAs)
  const many = (what: Shown) => shown.filter((one) => one === what).length
  const borne = many('waived')
  const waived =
    borne === 0 ? '' : ` ${counted(borne, 'cause')} ${borne === 1 ? 'is' : 'are'} waived.`
  const bearsFailure = rootCauses.some((root) => root.waived && root.severity === 'fail')
  const nothing = bearsFailure ? 'Nothing failed but what is waived' : 'Nothing failed'
  switch (verdict) {
    case 'healthy':
      return summary.skip === 0
        ? 'All that was asked holds.'
        : `All that was asked holds; ${counted(summary.skip, 'check')} did not apply or lacked a setting.`
    case 'warnings': {
      const warned = many('warn')
      const look =
        warned === 0 ? '' : ` ${counted(warned, 'thing')} deserve${warned === 1 ? 's' : ''} a look.`
      return `${nothing}.${look}${bearsFailure ? '' : waived}`
    }
    case 'unhealthy': {
      const wait = new Set(
        rootCauses.flatMap((root) => (shownAs(root) === 'fail' ? root.unblocks : [])),
      ).size
      const mend = `${counted(many('fail'), 'cause')} to mend`
      return wait === 0
        ? `${mend}.${waived}`
        : `${mend}; ${counted(wait, 'check')} could not be tried until then.${waived}`
    }
    case 'undetermined':
      return `${nothing}, ${bearsFailure ? 'and' : 'but'} the ${counted(checks.length, 'check')} did not tell enough to call this healthy.`
  }
}

/** How many checks are shown as each. */
function numbers({ checks }: Report): (readonly [shown: Shown, word: string, many: number])[] {
  return STATUSES.map(([shown, word]) => {
    const many = checks.filter((check) => shownAs(check) === shown).length
    return [shown, word, many] as const
  }).filter(([, , many]) => many > 0)
}

/** A strip as long as all checks, each status a part of it; the numbers stand below. */
function bar(report: Report): Markup {
  let at = 0
  const parts = numbers(report).map(([shown, , many]) => {
    const x = at
    at += many
    return markup`<rect class="${shown}" x="${x}" width="${many}" height="1"/>`
  })
  return markup`<svg class="bar" viewBox="0 0 ${Math.max(1, at)} 1" preserveAspectRatio="none" aria-hidden="true">${parts}</svg>`
}

function tally([shown, word, many]: ReturnType<typeof numbers>[number]): Markup {
  return markup`<span class="tally ${shown}"><b aria-hidden="true">${mark(shown)[0]}</b> ${many} ${word}</span>`
}

/** `21 Nov 2026, 18:00:00 UTC`; what is no date stays as it is. */
function moment(iso: string): string {
  const date = new Date(iso)
  if (Number.isNaN(date.getTime())) return iso
  const [, day, month, year, time] = date.toUTCString().split(' ')
  return `${Number(day)} ${month} ${year}, ${time} UTC`
}
