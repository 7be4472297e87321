import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { html } from '../../../../src/reporters/html.ts'
import { type OpenedPage, startBrowser, type TestBrowser } from '../../../support/browser.ts'
import { sampleReports } from './sample-reports.ts'

let browser: TestBrowser
beforeAll(async () => {
  browser = await startBrowser()
})
afterAll(() => browser.stop())

const { failing } = sampleReports
const [root] = failing.rootCauses
const command = root?.fix.find(({ run }) => run !== undefined)?.run ?? 'the sample has no command'

describe('a reader', () => {
  it('without a script reads everything, and is offered nothing that does not work', async () => {
    const text = (opened: OpenedPage) => opened.page.locator('main').innerText()
    await browser.visit(
      html(failing),
      async (opened) => {
        const said = await text(opened)
        for (const { id } of failing.checks) expect(said).toContain(id)
        expect(said).toContain(command)
        expect(await opened.page.locator('button:visible, input:visible').count()).toBe(0)
      },
      { javaScriptEnabled: false },
    )
  })

  it('with a keyboard comes to the causes first, then to all that can be pressed, in order', async () => {
    await browser.visit(html(failing), async ({ page }) => {
      const focused = `(() => {
        const it = document.activeElement
        return it.getAttribute('aria-label') ?? it.id + it.textContent.trim().replace(/\\s+/g, ' ')
      })()`
      const order: string[] = []
      for (let presses = 0; presses < 300; presses += 1) {
        await page.keyboard.press('Tab')
        const name = String(await page.evaluate(focused))
        if (await page.evaluate('document.activeElement === document.body')) break
        order.push(name)
      }
      const at = (name: string) => order.indexOf(name)
      expect(order[0]).toBe('Skip to what was found')
      const stops = [
        'Causes',
        'Copy',
        'Graph of the checks',
        'Timeline of the checks',
        'filter-text',
      ]
      expect(stops.map(at)).toEqual(stops.map(at).sort((a, b) => a - b))
      expect(stops.map(at)).not.toContain(-1)
      expect(order.filter((name) => name === 'Copy')).toHaveLength(
        failing.rootCauses.flatMap(({ fix }) => fix.filter(({ run }) => run !== undefined)).length,
      )
    })
  })

  it('with a keyboard sees where they are, skips ahead, filters and copies', async () => {
    await browser.visit(html(failing), async ({ page }) => {
      await page.keyboard.press('Tab')
      const outline = 'getComputedStyle(document.activeElement).outlineStyle'
      expect(await page.evaluate(outline)).toBe('solid')
      await page.keyboard.press('Enter')
      expect(await page.evaluate('document.activeElement.id')).toBe('main')
      await page.getByRole('button', { name: /failed$/ }).focus()
      await page.keyboard.press('Space')
      expect(await page.locator('#filter-count').innerText()).toMatch(/^1 of /)
      await page.getByRole('button', { name: 'Copy' }).first().focus()
      await page.keyboard.press('Enter')
      await page
        .locator('#said')
        .filter({ hasText: /Copied|Selected/ })
        .waitFor({ state: 'attached' })
    })
  })

  it('on a telephone needs not move the page from side to side', async () => {
    const options = { viewport: { width: 390, height: 844 } }
    await browser.visit(
      html(failing),
      async ({ page }) => {
        expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(390)
      },
      options,
    )
  })

  it('sees the first cause and its command without scrolling', async () => {
    await browser.visit(
      html(failing),
      async ({ page }) => {
        const box = await page.locator('.command').first().boundingBox()
        expect((box?.y ?? 9999) + (box?.height ?? 0)).toBeLessThan(800)
      },
      { viewport: { width: 1280, height: 800 } },
    )
  })
})

describe('on paper', () => {
  it('is light, whole and without what can be pressed', async () => {
    await browser.visit(
      html(failing),
      async ({ page }) => {
        await page.emulateMedia({ media: 'print', colorScheme: 'dark' })
        expect(await page.locator('button:visible, input:visible, nav:visible').count()).toBe(0)
        expect(await page.evaluate('getComputedStyle(document.body).backgroundColor')).toBe(
          'rgb(255, 255, 255)',
        )
        const wide =
          '[...document.querySelectorAll(".scroll svg")].every((svg) => svg.getBoundingClientRect().right <= innerWidth)'
        expect(await page.evaluate(wide)).toBe(true)
        const pdf = await page.pdf({ format: 'A4' })
        expect(pdf.subarray(0, 5).toString()).toBe('%PDF-')
      },
      { viewport: { width: 794, height: 1123 } },
    )
  })
})
