import { showDuration } from '../../duration.ts'
import type { Report } from '../../report.ts'
import { type Markup, markup } from './markup.ts'
import { counted, mark, STATUSES, VERDICTS } from './words.ts'

/** What was diagnosed, in one line: the workspace, what for, and whose bucket. */
export function subject({ settings }: Report): string {
  const value = (key: string) => {
    const setting = settings[key]
    return setting !== undefined && 'value' in setting ? setting.value : undefined
  }
  const [intent, bucket, backend] = [value('intent'), value('bucket'), value('backend')]
  return [
    value('workspace'),
    intent === undefined ? undefined : `for ${intent}`,
    backend === 'byo' && bucket !== undefined
      ? `bucket ${bucket} at ${value('endpoint') ?? '?'}`
      : backend,
  ]
    .filter((fact) => fact !== undefined)
    .join(' · ')
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
${interrupted !== undefined && markup`<p class="early">Interrupted by ${interrupted}: this is only a part of the run.</p>`}
${bar(report)}
<p class="tallies">${STATUSES.map(([one]) => tally(report, one))}<span class="tally">exit code ${exitCode}</span><span class="tally">${showDuration(durationMs)}</span><time class="tally" datetime="${startedAt}">${moment(startedAt)}</time></p>
</div>
</header>`
}

/** What the verdict comes to, in a sentence. */
function gist({ verdict, rootCauses, checks, summary }: Report): string {
  const failing = rootCauses.filter(({ severity }) => severity === 'fail').length
  switch (verdict) {
    case 'healthy':
      return summary.skip === 0
        ? 'All that was asked holds.'
        : `All that was asked holds; ${counted(summary.skip, 'check')} did not apply or lacked a setting.`
    case 'warnings':
      return `Nothing failed. ${counted(rootCauses.length, 'thing')} deserve${rootCauses.length === 1 ? 's' : ''} a look.`
    case 'unhealthy':
      return summary.blocked === 0
        ? `${counted(failing, 'cause')} to mend.`
        : `${counted(failing, 'cause')} to mend; ${counted(summary.blocked, 'check')} could not be tried until then.`
    case 'undetermined':
      return `Nothing failed, but the ${counted(checks.length, 'check')} did not tell enough to call this healthy.`
  }
}

/** A strip as long as all checks, each status a part of it; the numbers stand below. */
function bar({ summary, checks }: Report): Markup {
  let at = 0
  const parts = STATUSES.map(([status]) => {
    const x = at
    at += summary[status]
    return (
      summary[status] > 0 &&
      markup`<rect class="${status}" x="${x}" width="${summary[status]}" height="1"/>`
    )
  })
  return markup`<svg class="bar" viewBox="0 0 ${Math.max(1, checks.length)} 1" preserveAspectRatio="none" aria-hidden="true">${parts}</svg>`
}

function tally({ summary }: Report, status: (typeof STATUSES)[number][0]): Markup | false {
  const word = STATUSES.find(([one]) => one === status)?.[1]
  return (
    summary[status] > 0 &&
    markup`<span class="tally ${status}"><b aria-hidden="true">${mark(status)[0]}</b> ${summary[status]} ${word}</span>`
  )
}

/** `21 Nov 2026, 18:00:00 UTC`; what is no date stays as it is. */
function moment(iso: string): string {
  const date = new Date(iso)
  if (Number.isNaN(date.getTime())) return iso
  const [, day, month, year, time] = date.toUTCString().split(' ')
  return `${Number(day)} ${month} ${year}, ${time} UTC`
}
