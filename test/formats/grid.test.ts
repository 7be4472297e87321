import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { VERDICTS as PAGE_VERDICTS } from '../../src/reporters/html/words.ts'
import { formats } from '../../src/reporters/index.ts'
import { VERDICTS } from '../../src/reporters/status-text.ts'
import { runMain } from '../secrets/in-process.ts'
import { checkDocument, readEvents, readReport, readSarif } from '../support/documents.ts'
import { type TemporaryDirectory, temporaryDirectory } from '../support/temporary-directory.ts'
import { outcomes, pluginOf } from './outcomes-plugin.ts'

const waiver = (cause: string) =>
  `waivers: [{ cause: ${cause}, reason: 'until <the> vendor [mends] it', until: 2999-12-31 }]`

/** What a configuration says, by the name of its file. */
const CONFIGS = {
  'waived.yaml': waiver('made/trouble'),
  'half.yaml': waiver('made/warning'),
  'down.yaml': 'severities: { made/trouble: warn }',
  'up.yaml': 'severities: { made/warning: fail }',
} as const

let configs: TemporaryDirectory
beforeAll(async () => {
  configs = await temporaryDirectory()
  for (const [name, text] of Object.entries(CONFIGS))
    await writeFile(join(configs.path, name), text)
})
afterAll(() => configs.remove())

/** The flags of a run, in which a file of `CONFIGS` is named in full. */
const given = (flags: readonly string[]) =>
  flags.map((flag) => (flag in CONFIGS ? join(configs.path, flag) : flag))

/** How a run ends, by its checks and flags. */
const ENDS: readonly (readonly [
  what: string,
  checks: keyof typeof outcomes,
  flags: readonly string[],
  code: number,
  verdict: string,
])[] = [
  ['healthy', 'healthy', [], 0, 'healthy'],
  ['warnings', 'warnings', [], 0, 'warnings'],
  ['warnings that count', 'warnings', ['--fail-on', 'warn'], 1, 'warnings'],
  ['failing', 'failing', [], 1, 'unhealthy'],
  ['failing, forgiven', 'failing', ['--fail-on', 'never'], 0, 'unhealthy'],
  ['waived', 'failing', ['--config', 'waived.yaml'], 0, 'warnings'],
  [
    'waived, where warnings count',
    'failing',
    ['--config', 'waived.yaml', '--fail-on', 'warn'],
    0,
    'warnings',
  ],
  ['waived in part', 'both', ['--config', 'half.yaml'], 1, 'unhealthy'],
  ['turned down', 'failing', ['--config', 'down.yaml'], 0, 'warnings'],
  ['turned up', 'warnings', ['--config', 'up.yaml'], 1, 'unhealthy'],
  ['blocked', 'blocked', [], 1, 'unhealthy'],
  ['undetermined', 'undetermined', [], 3, 'undetermined'],
  ['required, and skipped', 'required', ['--require', 'other/idle'], 3, 'undetermined'],
  ['usage: a pattern', 'healthy', ['--only', 'nope/*'], 2, 'undetermined'],
  ['usage: a duration', 'healthy', ['--timeout', 'soon'], 2, 'undetermined'],
  ['usage: a setting', 'healthy', ['--metadata-url', 'redis://:pw@host'], 2, 'undetermined'],
]

describe.each(ENDS)('a run that ends in %s', (_, checks, flags, code, verdict) => {
  it.each(formats)('exits the same with --format %s, whose document is whole', async (format) => {
    const said = await runMain(['check', '--format', format, ...given(flags)], {
      loadChecks: async () => pluginOf(outcomes[checks]),
    })
    expect(said.code, said.stderr).toBe(code)
    if (format === 'text' && code === 2) expect(said.stdout).toBe('')
    else await checkDocument(format, said.stdout)
  })

  it('writes every format to a file, and they agree', async () => {
    const directory = await temporaryDirectory()
    onTestFinished(directory.remove)
    const path = (format: string) => join(directory.path, `report.${format}`)
    const reports = formats.map((format) => `${format}=${path(format)}`).join(',')
    const said = await runMain(['check', '--report', reports, ...given(flags)], {
      loadChecks: async () => pluginOf(outcomes[checks]),
    })
    expect(said.code).toBe(code)
    const read = (format: string) => readFile(path(format), 'utf8')
    for (const format of formats) await checkDocument(format, await read(format))
    const report = readReport(await read('json'))
    expect(report).toMatchObject({ exitCode: code, verdict })
    const events = readEvents(await read('ndjson'))
    expect(events.at(-1)?.report).toEqual(report)
    // Those of the configuration itself are judged when the others have ended.
    const own = report.checks.filter(({ id }) => !id.startsWith('config/'))
    const ended = events.filter(({ event }) => event === 'check.end').map((event) => event.check)
    expect(ended).toEqual(expect.arrayContaining(own))
    const [run] = (await readSarif(await read('sarif'))).runs
    expect(run?.invocations?.[0]).toMatchObject({
      exitCode: code,
      executionSuccessful: code < 2,
    })
    const waived = report.rootCauses.filter((root) => root.waived !== undefined)
    expect(run?.results?.map(({ suppressions }) => suppressions)).toEqual(
      report.rootCauses.map((root) =>
        root.waived === undefined
          ? []
          : [
              {
                kind: 'external',
                justification: root.waived.reason,
                properties: { until: root.waived.until },
              },
            ],
      ),
    )
    expect(run?.results?.map(({ ruleId, level }) => [ruleId, level])).toEqual(
      report.rootCauses.map(({ cause, severity }) => [
        cause,
        severity === 'fail' ? 'error' : 'warning',
      ]),
    )
    const junit = await read('junit')
    // What is no failure of a check, and not healthy either, must not pass.
    expect(junit.includes('<error ')).toBe(code >= 2)
    expect(junit.includes('<failure ')).toBe(verdict === 'unhealthy')
    expect(junit.includes('<system-out>waived until 2999-12-31')).toBe(waived.length > 0)
    const annotations = await read('github')
    expect(annotations.includes('::error ')).toBe(verdict === 'unhealthy')
    // A verdict is the same word everywhere.
    const [words] = VERDICTS[report.verdict]
    if (code !== 2) expect(await read('text')).toContain(words)
    expect(await read('markdown')).toContain(`### ${words}`)
    expect(annotations).toContain(
      `::notice title=artifacts-doctor%3A ${words.replace(',', '%2C')}::`,
    )
    const [symbol, onPage] = PAGE_VERDICTS[report.verdict]
    expect(`${symbol} ${onPage}`.toUpperCase()).toBe(words)
    expect(await read('html')).toContain(`<title>${symbol} ${onPage}:`)
    for (const format of ['text', 'markdown', 'html', 'github', 'junit', 'sarif'])
      expect((await read(format)).includes('2999-12-31')).toBe(waived.length > 0)
    for (const format of ['text', 'markdown', 'html'])
      expect((await read(format)).includes('WAIVED')).toBe(waived.length > 0)
    const from = report.rootCauses.find(({ severityFrom }) => severityFrom !== undefined)
    for (const format of ['text', 'markdown', 'html', 'github', 'junit', 'sarif']) {
      const plain = (await read(format)).replace(/\s+/g, '')
      expect(plain.includes('severities')).toBe(from !== undefined)
      // The place of every result of SARIF is called so too.
      if (format !== 'sarif') expect(plain.includes('.yaml')).toBe(flags.includes('--config'))
    }
  })
})
