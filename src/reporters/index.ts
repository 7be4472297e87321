import type { Report } from '../report.ts'

/** How a report is to be shown. */
export interface Look {
  readonly colour: boolean
  readonly columns: number
  readonly detail: 'quiet' | 'normal' | 'verbose'
}

/** One pure function a format, loaded when it is asked for; the keys are the choices of `--format`. */
export const reporters = {
  text: async (report: Report, look: Look): Promise<string> =>
    (await import('./text.ts')).text(report, look),
  json: async (report: Report): Promise<string> => (await import('./json.ts')).json(report),
  html: async (report: Report): Promise<string> => (await import('./html.ts')).html(report),
} as const
