import { existsSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { delimiter, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { ensureInstalled } from './packages.ts'
import { temporaryDirectory } from './temporary-directory.ts'

/** A headless Chromium. */
export interface TestBrowser {
  /** Opens a page of HTML from a file of its own, as a reader would, and closes it after the work. */
  visit<T>(
    html: string,
    work: (opened: OpenedPage) => Promise<T>,
    options?: BrowserContextOptions,
  ): Promise<T>
  stop(): Promise<void>
}

/** A page as it is open, and what it did beside showing itself. */
export interface OpenedPage {
  readonly page: Page
  /** Every address that it asked for, its own file apart. */
  readonly requests: readonly string[]
  /** What it wrote to the console, errors that it threw, and dialogs that it opened. */
  readonly noise: readonly string[]
  /** What its policy (CSP) forbade it: the directive and the address. */
  violations(): Promise<readonly string[]>
}

const HEAR_VIOLATIONS = `
  window.violations = []
  addEventListener('securitypolicyviolation', (event) => {
    window.violations.push(event.effectiveDirective + ' ' + event.blockedURI)
  })`

/** Starts a Chromium, of Debian's package. */
export async function startBrowser(): Promise<TestBrowser> {
  ensureInstalled({ command: 'chromium', package: 'chromium' })
  const executablePath = (process.env.PATH ?? '')
    .split(delimiter)
    .map((directory) => join(directory, 'chromium'))
    .find(existsSync)
  // Its sandbox does not work for root.
  const args = process.getuid?.() === 0 ? ['--no-sandbox'] : []
  const browser = await chromium.launch({ executablePath: executablePath ?? 'chromium', args })
  const directory = await temporaryDirectory()
  let files = 0
  return {
    visit: async (html, work, options) => {
      files += 1
      const file = join(directory.path, `${files}.html`)
      await writeFile(file, html)
      const url = pathToFileURL(file).href
      const context = await browser.newContext(options)
      await context.addInitScript(HEAR_VIOLATIONS)
      const page = await context.newPage()
      const requests: string[] = []
      const noise: string[] = []
      page.on('request', (request) => {
        if (request.url() !== url) requests.push(request.url())
      })
      page.on('console', (message) => noise.push(message.text()))
      page.on('pageerror', (error) => noise.push(String(error)))
      page.on('dialog', (dialog) => {
        noise.push(`dialog: ${dialog.message()}`)
        void dialog.dismiss()
      })
      await page.goto(url)
      try {
        const violations = () => page.evaluate<string[]>('window.violations')
        return await work({ page, requests, noise, violations })
      } finally {
        await context.close()
      }
    },
    stop: async () => {
      await browser.close()
      await directory.remove()
    },
  }
}
