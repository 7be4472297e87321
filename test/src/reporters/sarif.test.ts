import { describe, expect, it } from 'vitest'
import { sarif } from '../../../src/reporters/sarif.ts'
import { readSarif } from '../../support/documents.ts'
import { ended, sampleCause, sampleReport, sampleSettings } from '../samples.ts'

const CATALOGUE = {
  'f/one': sampleCause({
    fix: [{ do: 'Mend it', run: 'mend --it' }],
    transient: true,
    owner: 'tonbo',
  }),
  'w/one': sampleCause({ warning: true, title: 'Odd' }),
}
const RESULTS = [
  ended.fail('a/1', 'f/one', { code: '[x](http://evil.example)' }),
  ended.fail('a/2', 'f/one'),
  ended.warn('b/3', 'w/one'),
]

async function runOf(...given: Parameters<typeof sampleReport>) {
  const { runs } = await readSarif(sarif(sampleReport(...given)))
  const [run] = runs
  if (run === undefined) throw new Error('there is no run')
  return run
}

const prints = async (bucket: string, durationMs: number) => {
  const settings = sampleSettings({ bucket: { value: bucket, source: '--bucket' } })
  const { results = [] } = await runOf(RESULTS, CATALOGUE, { settings, durationMs })
  return results.map(({ partialFingerprints }) => partialFingerprints)
}

describe('a report as SARIF', () => {
  it('has one rule and one result a root cause, however many checks found it', async () => {
    const run = await runOf(RESULTS, CATALOGUE)
    const rules = run.tool.driver.rules ?? []
    expect(rules.map(({ id }) => id)).toEqual(['f/one', 'w/one'])
    expect(run.results?.map(({ ruleId, ruleIndex, level }) => [ruleId, ruleIndex, level])).toEqual([
      ['f/one', 0, 'error'],
      ['w/one', 1, 'warning'],
    ])
    expect(run.results?.[0]?.locations).toMatchObject([
      {
        physicalLocation: { artifactLocation: { uri: 'artifacts-doctor.config.yaml' } },
        logicalLocations: [{ fullyQualifiedName: 'a/1' }, { fullyQualifiedName: 'a/2' }],
      },
    ])
  })

  it('helps: as text, as Markdown and with a page', async () => {
    const [rule] = (await runOf(RESULTS, CATALOGUE)).tool.driver.rules ?? []
    expect(rule).toMatchObject({
      helpUri: 'https://example.com/docs',
      defaultConfiguration: { level: 'error' },
      properties: { tags: ['f', 'owner/tonbo', 'transient'] },
    })
    expect(rule?.help?.text).toContain('1. Mend it\n   mend --it')
    expect(rule?.help?.markdown).toContain('1. Mend it\n\n   ```sh\n   mend --it\n   ```')
  })

  it('takes a bracket of a stranger for no link', async () => {
    const [result] = (await runOf(RESULTS, CATALOGUE)).results ?? []
    expect(result?.message.text).toContain('code \\[x\\](http://evil.example)')
  })

  it('has fingerprints that stay from run to run, and differ by cause and target', async () => {
    expect(await prints('cases', 1)).toEqual(await prints('cases', 2))
    const all = [...(await prints('cases', 1)), ...(await prints('others', 1))]
    expect(new Set(all.map((one) => one?.['artifactsDoctor/v1'])).size).toBe(4)
    expect(new Set(all.map((one) => one?.primaryLocationLineHash)).size).toBe(4)
  })

  it('says that it could not be executed where it could not tell, and why', async () => {
    const run = await runOf([ended.error('a/1')], {}, { interrupted: undefined })
    expect(run.results).toEqual([])
    expect(run.invocations).toEqual([
      {
        executionSuccessful: false,
        exitCode: 3,
        startTimeUtc: '2026-11-21T18:00:00.000Z',
        endTimeUtc: '2026-11-21T18:00:00.412Z',
        toolExecutionNotifications: [
          { level: 'error', message: { text: 'a/1: no idea' }, properties: { check: 'a/1' } },
        ],
      },
    ])
  })

  it('tells which signal ended it', async () => {
    const run = await runOf([ended.pass('a/1')], {}, { interrupted: 'SIGTERM' })
    expect(run.invocations?.[0]).toMatchObject({
      executionSuccessful: false,
      exitCode: 143,
      exitSignalName: 'SIGTERM',
      exitSignalNumber: 15,
    })
  })
})
