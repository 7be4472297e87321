import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Ajv } from 'ajv'
import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import type { Log } from 'sarif'
import { validateXML } from 'xmllint-wasm'
import type { Report, ReportedCheck } from '../../src/report/report.ts'
import { reportSchema } from '../../src/report/report-schema.ts'
import type { Format } from '../../src/reporters/index.ts'
import { repositoryRoot } from './doctor.ts'

const schema = (name: string) =>
  readFile(join(repositoryRoot, 'test/fixtures/schemas', name), 'utf8')

const options = { strict: false, allowUnionTypes: true }
const ajv = addFormats.default(new Ajv2020(options))
const isReport = ajv.compile(reportSchema)
const isCheck = ajv.compile(reportSchema.properties.checks.items)

/** One event of a run, as NDJSON tells it. */
export interface Event {
  readonly event: 'run.start' | 'check.start' | 'check.retry' | 'check.end' | 'run.end'
  readonly at: string
  readonly id?: string
  readonly check?: ReportedCheck
  readonly report?: Report
}

/** The report in a document of JSON; throws where it does not keep to its schema. */
export function readReport(text: string): Report {
  const report: Report = JSON.parse(text)
  if (!isReport(report)) throw new Error(ajv.errorsText(isReport.errors))
  return report
}

/** The events in a document of NDJSON; throws where a check or the report does not keep to the schema. */
export function readEvents(text: string): Event[] {
  if (!text.endsWith('\n')) throw new Error('the last line is not ended')
  const events = text
    .slice(0, -1)
    .split('\n')
    .map((line): Event => JSON.parse(line))
  for (const { check, report } of events) {
    if (check !== undefined && !isCheck(check)) throw new Error(ajv.errorsText(isCheck.errors))
    if (report !== undefined) readReport(JSON.stringify(report))
  }
  return events
}

const sarifSchema = schema('sarif-2.1.0.json').then((text) => {
  // Draft 4, which says `id` where later ones say `$id`, and is the same in all that is used here.
  const { $schema: _draft, id: _id, ...rest } = JSON.parse(text)
  // One of its patterns is none in Unicode mode.
  return addFormats.default(new Ajv({ ...options, unicodeRegExp: false })).compile<Log>(rest)
})

/** The log in a document of SARIF; throws where it does not keep to the schema of 2.1.0. */
export async function readSarif(text: string): Promise<Log> {
  const isLog = await sarifSchema
  const log: Log = JSON.parse(text)
  if (!isLog(log)) throw new Error(ajv.errorsText(isLog.errors))
  return log
}

/** What is wrong with a document by the XSD of JUnit; empty where nothing is. */
export async function junitFaults(text: string): Promise<string[]> {
  const { errors } = await validateXML({
    xml: { fileName: 'report.xml', contents: text },
    schema: { fileName: 'junit.xsd', contents: await schema('junit.xsd') },
  })
  return errors.map(({ message }) => message)
}

const mustFit = (expression: RegExp) => (text: string) => {
  if (!expression.test(text)) throw new Error(`${expression} does not fit: ${text}`)
}

const CHECKED: Readonly<Record<Format, (text: string) => unknown>> = {
  text: mustFit(/^artifacts-doctor \d/),
  json: readReport,
  ndjson: (text) => {
    const events = readEvents(text).map(({ event }) => event)
    if (events[0] !== 'run.start' || events.at(-1) !== 'run.end')
      throw new Error(`it is told from ${events[0]} to ${events.at(-1)}`)
  },
  junit: async (text) => {
    const faults = await junitFaults(text)
    if (faults.length > 0) throw new Error(faults.join('\n'))
  },
  sarif: readSarif,
  // Nothing but commands, each closed, the verdict last.
  github: mustFit(/^(::(error|warning) title=[^:,\n]+::.*\n){0,10}::notice title=[^:,\n]+::.*\n$/),
  html: mustFit(/^<!doctype html>[\s\S]*<\/html>\n$/),
  markdown: mustFit(/^<!-- artifacts-doctor -->\n\n### . [A-Z]/),
}

/** Throws where a text is no whole document of its format. */
export async function checkDocument(format: Format, text: string): Promise<void> {
  await CHECKED[format](text)
}
