import fc from 'fast-check'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Report } from '../../../../src/report/report.ts'
import { html } from '../../../../src/reporters/html.ts'
import { visible } from '../../../../src/visible.ts'
import { startBrowser, type TestBrowser } from '../../../support/browser.ts'
import { sampleReports } from './sample-reports.ts'

let browser: TestBrowser
beforeAll(async () => {
  browser = await startBrowser()
})
afterAll(() => browser.stop())

const ATTACKS = [
  '<script>window.pwned=1</script>',
  '"><img src=x onerror=window.pwned=1>',
  "' autofocus onfocus='window.pwned=1",
  ' onload=window.pwned=1 ',
  'javascript:window.pwned=1',
  '</title></style></script></svg></table><script>window.pwned=1</script>',
  '<svg onload=window.pwned=1><foreignObject><iframe srcdoc="<script>top.pwned=1</script>">',
  '<!--',
  ']]>',
  '&lt;b&gt;&#60;i&#62;&amp',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: it is the attack
  '${window.pwned=1}{{1}}`',
  '\u202egnp.exe\u2066',
  'שלום\u200f',
  '\u001b[31mred\u001b[0m\u001b]8;;http://127.0.0.1:9/\u0007',
  'a\u0000b\r\nc\td',
]
const DOCS = [
  'javascript:window.pwned=1',
  'data:text/html,<script>window.pwned=1</script>',
  'https://example.com/"><script>window.pwned=1</script>',
] as const

/** What only the doctor itself writes: words that the code switches on. */
const OWN = new Set(['schema', 'verdict', 'status', 'severity', 'owner', 'interrupted'])

/** A report of which every text, name and id is another; `docs` leads where it is told to. */
function rewritten(report: Report, docs: string, instead: (place: number) => string) {
  const known = new Map<string, string>()
  // A number before it keeps texts apart, and an area too, whatever slashes follow.
  const replace = (text: string) => {
    if (text === '') return text
    const found = known.get(text) ?? `${known.size}:${instead(known.size)}`
    known.set(text, found)
    return found
  }
  const id = (text: string) => text.split('/').map(replace).join('/')
  const walk = (value: unknown, key = ''): unknown => {
    if (OWN.has(key)) return value
    if (key === 'docs') return docs
    if (typeof value === 'string') {
      return /^[a-z-]+\/[a-z-]+$/.test(value) ? id(value) : replace(value)
    }
    if (Array.isArray(value)) return value.map((one) => walk(one))
    if (typeof value !== 'object' || value === null) return value
    const rename = key === 'settings' || key === 'evidence' ? replace : (name: string) => name
    return Object.fromEntries(
      Object.entries(value).map(([name, one]) => [
        rename(name),
        walk(one, rename === replace ? '' : name),
      ]),
    )
  }
  return { report: walk(report) as Report, texts: known }
}

/** The elements of a page with the names of their attributes, and all of its text. */
async function parsed(page: string, blank: Page): Promise<{ skeleton: string; text: string }> {
  return blank.evaluate(`(() => {
    const page = new DOMParser().parseFromString(${JSON.stringify(page)}, 'text/html')
    const skeleton = [...page.querySelectorAll('*')].map((element) =>
      [element.localName, ...element.getAttributeNames().sort()].join(' '))
    return { skeleton: skeleton.join('\\n'), text: page.documentElement.textContent }
  })()`)
}

/** Works with an empty page. */
const onBlank = <T>(work: (blank: Page) => Promise<T>): Promise<T> =>
  browser.visit('<!doctype html>', ({ page }) => work(page))

const { failing, interrupted, waivedAndFailing } = sampleReports
const tame = (report: Report, docs: string) =>
  html(
    rewritten(report, docs.startsWith('https:') ? 'https://example.com' : 'x', () => 'word').report,
  )

/** A page as one that forgot to escape would make it. */
const unescaped = (page: string) =>
  page
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")

describe('texts of strangers, in every field', () => {
  it('change no element and no attribute, and are all to be read', async () => {
    const attack = fc
      .array(fc.oneof(fc.constantFrom(...ATTACKS), fc.string({ unit: 'binary', maxLength: 9 })), {
        minLength: 1,
        maxLength: 3,
      })
      .map((parts) => parts.join(''))
    const attacks = fc.array(attack, { minLength: 1, maxLength: 20 })
    const cases = fc.tuple(
      attacks,
      fc.constantFrom(...DOCS),
      fc.constantFrom<Report>(failing, interrupted, waivedAndFailing),
    )
    await onBlank((blank) =>
      fc.assert(
        fc.asyncProperty(cases, async ([attacks, docs, sample]) => {
          const { report, texts } = rewritten(
            sample,
            docs,
            (place) => attacks[place % attacks.length] ?? '',
          )
          const hostile = await parsed(html(report), blank)
          expect(hostile.skeleton).toBe((await parsed(tame(sample, docs), blank)).skeleton)
          const unsaid = [...texts].filter(([, text]) => !hostile.text.includes(visible(text)))
          // Which setting a skipped check lacks, its reason says in words; and so does `(found)`.
          expect(unsaid.filter(([text]) => text !== 'mountpoint' && text !== 'found')).toEqual([])
        }),
        { numRuns: 40 },
      ),
    )
  })

  it.each(DOCS)('run nothing where the policy is off, and lead nowhere: %s', async (docs) => {
    const { report } = rewritten(failing, docs, (place) => ATTACKS[place % ATTACKS.length] ?? '')
    await browser.visit(
      html(report),
      async ({ page, requests, noise }) => {
        await page.waitForLoadState('networkidle')
        const outward = `[...document.querySelectorAll('a:not([href^="#"])')].map((link) => link.host)`
        const host = docs.startsWith('https:') ? ['example.com'] : []
        expect(new Set(await page.evaluate<string[]>(outward))).toEqual(new Set(host))
        expect(await page.evaluate('window.pwned')).toBeUndefined()
        expect({ requests, noise }).toEqual({ requests: [], noise: [] })
      },
      { bypassCSP: true },
    )
  })

  it('would run where they are not escaped, and only the policy would hold them', async () => {
    const docs = DOCS[0]
    const { report } = rewritten(failing, docs, (place) => ATTACKS[place % ATTACKS.length] ?? '')
    const broken = unescaped(html(report))
    await onBlank(async (blank) => {
      const harmless = await parsed(tame(failing, docs), blank)
      expect((await parsed(broken, blank)).skeleton).not.toBe(harmless.skeleton)
    })
    const pwned = (bypassCSP: boolean) =>
      browser.visit(
        broken,
        async ({ page }) => {
          await page.waitForLoadState('networkidle')
          return page.evaluate('window.pwned')
        },
        { bypassCSP },
      )
    expect(await pwned(true)).toBe(1)
    expect(await pwned(false)).toBeUndefined()
  })
})
