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

describe('a command', () => {
  const buttonOf = ({ page }: OpenedPage) =>
    page.locator('.command').filter({ hasText: command }).getByRole('button')

  it('is copied, and that is said', async () => {
    const options = { permissions: ['clipboard-read', 'clipboard-write'] }
    await browser.visit(
      html(failing),
      async (opened) => {
        await buttonOf(opened).click()
        await opened.page
          .locator('#said')
          .filter({ hasText: command })
          .waitFor({ state: 'attached' })
        expect(await opened.page.evaluate('navigator.clipboard.readText()')).toBe(command)
        expect(await buttonOf(opened).innerText()).toBe('Copied')
      },
      options,
    )
  })

  it('is copied the older way where there is no clipboard', async () => {
    await browser.visit(html(failing), async (opened) => {
      const { page } = opened
      await page.evaluate(`
        Object.defineProperty(navigator, 'clipboard', { value: undefined })
        document.addEventListener('copy', () => { window.copied = String(getSelection()) })`)
      await buttonOf(opened).click()
      await page.locator('#said').filter({ hasText: 'Copied' }).waitFor({ state: 'attached' })
      expect(await page.evaluate('window.copied')).toBe(command)
    })
  })

  it('is selected where nothing may be copied', async () => {
    await browser.visit(html(failing), async (opened) => {
      const { page } = opened
      await page.evaluate(`
        Object.defineProperty(navigator, 'clipboard', { value: undefined })
        document.execCommand = () => false`)
      await buttonOf(opened).click()
      await page.locator('#said').filter({ hasText: 'Ctrl+C' }).waitFor({ state: 'attached' })
      expect(await page.evaluate('String(getSelection())')).toBe(command)
    })
  })
})

describe('the filter', () => {
  const shown = ({ page }: OpenedPage) =>
    page.locator('.checks tbody tr:not([hidden]) th code').allInnerTexts()
  const idsOf = (...statuses: string[]) =>
    failing.checks.filter(({ status }) => statuses.includes(status)).map(({ id }) => id)

  it('shows the checks of the statuses that are pressed, and says how many', async () => {
    await browser.visit(html(failing), async (opened) => {
      const { page } = opened
      await page.getByRole('button', { name: /failed$/ }).click()
      expect(await shown(opened)).toEqual(idsOf('fail'))
      await page.getByRole('button', { name: /blocked$/ }).click()
      expect(await shown(opened)).toEqual(idsOf('fail', 'blocked'))
      expect(await page.locator('#filter-count').innerText()).toBe(
        `${idsOf('fail', 'blocked').length} of ${failing.checks.length} checks`,
      )
      await page.getByRole('button', { name: /failed$/ }).click()
      await page.getByRole('button', { name: /blocked$/ }).click()
      expect(await shown(opened)).toHaveLength(failing.checks.length)
    })
  })

  it('shows the checks in which every word stands', async () => {
    await browser.visit(html(failing), async (opened) => {
      await opened.page.getByLabel('Text').fill('Storage/REGION not tried')
      expect(await shown(opened)).toEqual(idsOf('blocked'))
      await opened.page.getByLabel('Text').fill('no such check')
      expect(await shown(opened)).toEqual([])
      expect(await opened.page.locator('#filter-count').innerText()).toMatch(/^0 of \d+ checks$/)
    })
  })

  it('gives way to a link to a check that it hides', async () => {
    await browser.visit(html(failing), async (opened) => {
      await opened.page.getByRole('button', { name: /passed$/ }).click()
      await opened.page.locator('.cause a', { hasText: 'storage/region' }).first().click()
      expect(await shown(opened)).toHaveLength(failing.checks.length)
      expect(await opened.page.locator('tr:target th code').innerText()).toBe('storage/region')
    })
  })
})
