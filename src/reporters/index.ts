import type { Report } from '../report/report.ts'
import type { Look } from './look.ts'

/**
 * One pure function a format, loaded when it is asked for; the keys are the choices of `--format`
 * and `--report`. The events of a run still going are written by `events` of ndjson.ts.
 */
export const reporters = {
  text: async (report: Report, look: Look): Promise<string> =>
    (await import('./text.ts')).text(report, look),
  json: async (report: Report): Promise<string> => (await import('./json.ts')).json(report),
  ndjson: async (report: Report): Promise<string> => (await import('./ndjson.ts')).ndjson(report),
  junit: async (report: Report): Promise<string> => (await import('./junit.ts')).junit(report),
  sarif: async (report: Report): Promise<string> => (await import('./sarif.ts')).sarif(report),
  github: async (report: Report): Promise<string> => (await import('./github.ts')).github(report),
  markdown: async (report: Report, look: Look): Promise<string> =>
    (await import('./markdown.ts')).markdown(report, look),
  html: async (report: Report): Promise<string> => (await import('./html.ts')).html(report),
} as const

/** A format of reports. */
export type Format = keyof typeof reporters

/** Every format, the default first. */
export const formats = Object.keys(reporters) as readonly Format[]

/** A report in a format. */
export function render(format: Format, report: Report, look: Look): Promise<string> {
  return reporters[format](report, look)
}
