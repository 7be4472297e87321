import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { formats } from '../../src/reporters/index.ts'
import { runMain } from '../secrets/in-process.ts'
import { checkDocument, readEvents, readReport, readSarif } from '../support/documents.ts'
import { temporaryDirectory } from '../support/temporary-directory.ts'
import { outcomes, pluginOf } from './outcomes-plugin.ts'

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
  ['blocked', 'blocked', [], 1, 'unhealthy'],
  ['undetermined', 'undetermined', [], 3, 'undetermined'],
  ['required, and skipped', 'required', ['--require', 'other/idle'], 3, 'undetermined'],
  ['usage: a pattern', 'healthy', ['--only', 'nope/*'], 2, 'undetermined'],
  ['usage: a duration', 'healthy', ['--timeout', 'soon'], 2, 'undetermined'],
  ['usage: a setting', 'healthy', ['--metadata-url', 'redis://:pw@host'], 2, 'undetermined'],
]

describe.each(ENDS)('a run that ends in %s', (_, checks, flags, code, verdict) => {
  it.each(formats)('exits the same with --format %s, whose document is whole', async (format) => {
    const said = await runMain(['check', '--format', format, ...flags], {
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
    const said = await runMain(['check', '--report', reports, ...flags], {
      loadChecks: async () => pluginOf(outcomes[checks]),
    })
    expect(said.code).toBe(code)
    const read = (format: string) => readFile(path(format), 'utf8')
    for (const format of formats) await checkDocument(format, await read(format))
    const report = readReport(await read('json'))
    expect(report).toMatchObject({ exitCode: code, verdict })
    expect(readEvents(await read('ndjson')).at(-1)?.report).toEqual(report)
    const [run] = (await readSarif(await read('sarif'))).runs
    expect(run?.invocations?.[0]).toMatchObject({
      exitCode: code,
      executionSuccessful: code < 2,
    })
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
  })
})
