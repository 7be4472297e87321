import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { VERDICTS } from '../../../../src/reporters/html/words.ts'
import { html } from '../../../../src/reporters/html.ts'
import { redactor } from '../../../../src/secrets/redactor.ts'
import { startBrowser, type TestBrowser } from '../../../support/browser.ts'
import { reportOn, sampleReports } from './sample-reports.ts'

let browser: TestBrowser
beforeAll(async () => {
  browser = await startBrowser()
})
afterAll(() => browser.stop())

const { failing } = sampleReports

describe.each(Object.entries(sampleReports))('the page of a report: %s', (_, report) => {
  it('tells the verdict, every cause in order, and every check', async () => {
    await browser.visit(html(report), async ({ page }) => {
      expect(await page.locator('h1').innerText()).toContain(VERDICTS[report.verdict][1])
      expect(await page.locator('.cause h3').allInnerTexts()).toEqual(
        report.rootCauses.map(({ title }) => title),
      )
      expect(await page.locator('.checks tbody th code').allInnerTexts()).toEqual(
        report.checks.map(({ id }) => id),
      )
      expect(await page.locator('.graph .node').count()).toBe(report.checks.length)
      const ran = report.checks.filter((check) => 'startMs' in check)
      expect(await page.locator('.timeline .span').count()).toBe(ran.length)
      expect(await page.locator('.settings tbody tr').count()).toBe(
        Object.keys(report.settings).length,
      )
    })
  })

  it('asks for nothing, breaks no policy and says nothing to the console', async () => {
    await browser.visit(html(report), async ({ page, requests, noise, violations }) => {
      await page.waitForLoadState('networkidle')
      expect({ requests, noise, violations: await violations() }).toEqual({
        requests: [],
        noise: [],
        violations: [],
      })
    })
  })
})

describe('the assertions above', () => {
  it('see a request, a broken policy and a script that is not ours', async () => {
    const foreign = '<img src="http://127.0.0.1:9/a.png"><script>console.log("ran")</script></main>'
    const broken = html(failing).replace('</main>', foreign)
    await browser.visit(broken, async ({ violations }) => {
      expect(await violations()).toEqual(
        expect.arrayContaining(['img-src http://127.0.0.1:9/a.png', 'script-src-elem inline']),
      )
    })
    const open = broken.replace(/<meta http-equiv="Content-Security-Policy"[^>]*>/, '')
    await browser.visit(open, async ({ page, requests, noise }) => {
      await page.waitForLoadState('networkidle')
      expect(requests).toEqual(['http://127.0.0.1:9/a.png'])
      expect(noise).toContain('ran')
    })
  })
})

describe('words', () => {
  it('stand beside every colour', async () => {
    await browser.visit(html(reportOn({})), async ({ page }) => {
      for (const what of ['.label', '.node .word']) {
        const texts = await page.locator(what).allTextContents()
        expect(texts.every((text) => /[A-Z]{4,}/.test(text))).toBe(true)
      }
    })
  })
})

describe('the text of the page', () => {
  it('is the same for the same report', () => {
    expect(html(failing)).toBe(html(structuredClone(failing)))
  })

  it('passes the redactor unchanged, or its style and script would not fit the policy', () => {
    expect(redactor([])(html(failing))).toBe(html(failing))
  })

  it('is small', () => {
    expect(Buffer.byteLength(html(failing))).toBeLessThan(60_000)
  })
})
