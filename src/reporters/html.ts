import { createHash } from 'node:crypto'
import type { Report } from '../report/report.ts'
import { causes, unsure } from './html/causes.ts'
import { checks } from './html/checks.ts'
import { graph } from './html/graph.ts'
import { head, subject } from './html/head.ts'
import { linksOf } from './html/links.ts'
import { type Markup, markup, textOf, verbatim } from './html/markup.ts'
import { script } from './html/script.ts'
import { settings } from './html/settings.ts'
import { style } from './html/style.ts'
import { timeline } from './html/timeline.ts'
import { VERDICTS } from './html/words.ts'

/**
 * A report as one page of HTML that needs nothing else: no network, no fonts, no other file. Its
 * own policy (CSP) lets nothing load and nothing run but the one style and the one script in it;
 * without the script all of it can be read.
 */
export function html(report: Report): string {
  const links = linksOf(report)
  const sections: readonly (readonly [string, string, Markup | false])[] = [
    ['causes', 'Causes', causes(report, links)],
    ['unsure', 'Could not tell', unsure(report, links)],
    ['graph', 'Graph', graph(report)],
    ['timeline', 'Timeline', timeline(report)],
    ['checks', 'All checks', checks(report, links)],
    ['settings', 'Settings', settings(report)],
  ]
  const nav = markup`<nav aria-label="Sections"><ul>${sections.map(([id, name, body]) => body && markup`<li><a href="#${id}">${name}</a></li>`)}</ul></nav>`
  const [symbol, words] = VERDICTS[report.verdict]
  return textOf(markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy()}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>${symbol} ${words}: ${subject(report)} · artifacts-doctor</title>
<style>${verbatim(style)}</style>
</head>
<body>
<a class="skip-link" href="#main">Skip to what was found</a>
${head(report, nav)}
<main class="wide" id="main" tabindex="-1">
${sections.map(([, , body]) => body)}
</main>
<footer class="wide"><p>${report.writes !== undefined && `The run was to write and remove ${report.writes}. `}Made by artifacts-doctor ${report.doctor.version}. This page loads nothing and sends nothing.</p></footer>
<div id="said" class="unseen" role="status"></div>
<script>${verbatim(script)}</script>
</body>
</html>
`)
}

/** What the page may do, for its browser to enforce (CSP level 2: inline text by its hash). */
function policy(): string {
  const hash = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`
  return `default-src 'none'; style-src ${hash(style)}; script-src ${hash(script)}; base-uri 'none'; form-action 'none'`
}
