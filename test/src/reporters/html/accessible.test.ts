import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import type { BrowserContextOptions } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { style } from '../../../../src/reporters/html/style.ts'
import { html } from '../../../../src/reporters/html.ts'
import { startBrowser, type TestBrowser } from '../../../support/browser.ts'
import { sampleReports } from './sample-reports.ts'

let browser: TestBrowser
beforeAll(async () => {
  browser = await startBrowser()
})
afterAll(() => browser.stop())

const { failing } = sampleReports

describe('axe', () => {
  const looks = Object.entries(sampleReports).flatMap(([name, report]) =>
    (['light', 'dark'] as const).map((look) => ({ name, report, look })),
  )
  it.each(looks)('finds nothing in a report: $name, $look', async ({ report, look }) => {
    expect(await axe(html(report), { colorScheme: look })).toEqual([])
  })

  it('finds nothing on a telephone', async () => {
    expect(await axe(html(failing), { viewport: { width: 390, height: 844 } })).toEqual([])
  })

  it('finds nothing in what is filtered', async () => {
    expect(await axe(html(failing), {}, '.filter button.pass')).toEqual([])
  })

  it('sees, for all that, pale text, and a button without a name', async () => {
    const bad = html(failing).replace(
      '</main>',
      '<p><font color="#bbbbbb">pale</font><button></button></p></main>',
    )
    expect(await axe(bad, { colorScheme: 'light' })).toEqual(
      expect.arrayContaining(['button-name', 'color-contrast']),
    )
  })
})

// axe does not look at the text of a drawing.
describe('the contrast of text (WCAG 2.2, 1.4.3)', () => {
  const palettes = [...style.matchAll(/:root\{([^}]*)\}/g)].map(([, text = '']) =>
    Object.fromEntries(
      [...text.matchAll(/--([\w-]+):(#\w+)/g)].map(([, name, hex]) => [name, hex]),
    ),
  )
  const statuses = ['pass', 'warn', 'fail', 'blocked', 'skip', 'error']
  const pairs = [
    ...['ink', 'quiet', 'link'].flatMap((text) =>
      ['page', 'card', 'code'].map((ground) => [text, ground] as const),
    ),
    ...statuses.flatMap((status) => [
      [status, `${status}-soft`] as const,
      [status, 'card'] as const,
      ['ink', `${status}-soft`] as const,
    ]),
  ]

  it.each(pairs)(
    'of %s on %s is enough, in the light, in the dark and on paper',
    (text, ground) => {
      expect(palettes).toHaveLength(3)
      for (const palette of palettes) {
        expect(contrast(palette[text] ?? '', palette[ground] ?? '')).toBeGreaterThanOrEqual(4.5)
      }
    },
  )

  it('is told from too little', () => {
    expect(contrast('#777', '#fff')).toBeCloseTo(4.48, 2)
  })
})

/** The contrast ratio of two colours, as WCAG defines it. */
function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a)
  return (light + 0.05) / (dark + 0.05)
}

function luminance(hex: string): number {
  const digits = hex.length === 4 ? hex.replace(/\w/g, '$&$&') : hex
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(digits.slice(at, at + 2), 16) / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

/** The rules of axe-core that a page breaks, after a click on `press`. */
async function axe(
  page: string,
  options: BrowserContextOptions,
  press?: string,
): Promise<readonly string[]> {
  const source = await readFile(
    createRequire(import.meta.url).resolve('axe-core/axe.min.js'),
    'utf8',
  )
  return browser.visit(
    page,
    async (opened) => {
      if (press !== undefined) await opened.page.locator(press).click()
      // As an expression of the debugger, which the policy of the page does not hold for.
      await opened.page.evaluate(source)
      const broken = `axe.run().then(({ violations }) => violations.map(({ id, nodes }) => id))`
      return opened.page.evaluate<string[]>(broken)
    },
    options,
  )
}
