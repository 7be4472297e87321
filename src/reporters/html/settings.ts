import type { Report } from '../../report/report.ts'
import { type Markup, markup } from './markup.ts'

/** Every setting with its source; of a secret, only that it is there. */
export function settings({ settings }: Report): Markup | false {
  const entries = Object.entries(settings)
  if (entries.length === 0) return false
  return markup`<section aria-labelledby="settings">
<h2 id="settings">Settings, and where they came from</h2>
<table class="settings">
<thead><tr><th scope="col">Setting</th><th scope="col">Value</th><th scope="col">Source</th></tr></thead>
<tbody>
${entries.map(
  ([name, setting]) =>
    markup`<tr><th scope="row"><code>${name}</code></th><td>${
      'value' in setting
        ? setting.value === ''
          ? markup`<span class="quiet">empty</span>`
          : markup`<code>${setting.value}</code>`
        : markup`<span class="quiet">given, and a secret: never shown</span>`
    }</td><td>${setting.source}${
      'ignored' in setting &&
      setting.ignored !== undefined &&
      markup`<span class="ignored">ignored: ${setting.ignored}</span>`
    }</td></tr>
`,
)}
</tbody>
</table>
</section>`
}
