import { describe, expect, it } from 'vitest'
import { idsOf, triageOf } from './run-triage.ts'

const root = (cause: string, more = {}) => ({
  cause,
  severity: 'fail',
  checks: ['storage/region'],
  alternatives: [],
  ...more,
})
const REPORT = {
  schema: 'artifacts-doctor/report/v1',
  rootCauses: [
    root('storage/region-mismatch', {
      alternatives: ['storage/secret-mismatch', 'no/such-cause', 5],
      title: '<b>mine</b>',
    }),
    root('metadata/eviction-enabled', { severity: 'warn', checks: [] }),
  ],
  checks: [
    {
      id: 'storage/region',
      status: 'fail',
      evidence: { code: 'AuthorizationHeaderMalformed', deep: { no: 1 } },
    },
  ],
}

describe('triage of the doctor’s own report', () => {
  it.each<[string, string]>([
    ['as JSON', `${JSON.stringify(REPORT, undefined, 2)}\n`],
    ['in one line', JSON.stringify(REPORT)],
    [
      'as events',
      ['run.start', 'run.end']
        .map((event) =>
          JSON.stringify({ event, ...(event === 'run.end' ? { report: REPORT } : {}) }),
        )
        .join('\n'),
    ],
  ])('%s gives its root causes, in the words of the catalogue', async (_, text) => {
    const found = await triageOf({ 'report.json': text })
    expect(idsOf(found)).toEqual({
      roots: ['storage/region-mismatch', 'metadata/eviction-enabled'],
      consequences: [],
    })
    expect(found.rootCauses[0]).toMatchObject({
      count: 1,
      severity: 'fail',
      alternatives: ['storage/secret-mismatch'],
      first: { text: 'storage/region: code AuthorizationHeaderMalformed' },
    })
    expect(found.rootCauses[1]?.severity).toBe('warn')
    expect(JSON.stringify(found)).not.toContain('<b>')
  })

  it('in UTF-16, as a shell of Windows writes it', async () => {
    const found = await triageOf({ r: Buffer.from(`\ufeff${JSON.stringify(REPORT)}`, 'utf16le') })
    expect(idsOf(found).roots).toHaveLength(2)
  })

  it('of a run that was cut off gives what its checks had found', async () => {
    const events = [
      { event: 'run.start' },
      {
        event: 'check.end',
        id: 'storage/region',
        status: 'fail',
        cause: 'storage/region-mismatch',
        evidence: {},
      },
      { event: 'check.end', id: 'host/clock', status: 'pass', evidence: {} },
    ]
    const found = await triageOf({ r: events.map((one) => JSON.stringify(one)).join('\n') })
    expect(idsOf(found).roots).toEqual(['storage/region-mismatch'])
  })

  it('comes before what logs tell, whatever their order', async () => {
    const found = await triageOf({
      log: 'error: {"code":"workspace_not_active","message":"x"}\n',
      'report.json': JSON.stringify(REPORT),
    })
    expect(idsOf(found).consequences).toEqual(['workspace/not-active'])
  })

  it('is read as a log where it is none after all', async () => {
    const found = await triageOf({
      r: `{"schema": "artifacts-doctor/report/v1", cut off\nerror: api error NoSuchBucket: no\n`,
    })
    expect(idsOf(found).roots).toEqual(['storage/no-such-bucket'])
    expect(found.notes?.[0]).toMatch(/is none/)
  })

  it.each([
    null,
    [],
    'x',
    [null, 1, { cause: {} }, { cause: '__proto__' }, { cause: 'a/b'.repeat(99) }],
  ])('claims nothing for root causes of %j', async (rootCauses) => {
    const found = await triageOf({
      r: JSON.stringify({ schema: 'artifacts-doctor/report/v1', rootCauses }),
    })
    expect(found.rootCauses).toEqual([])
  })

  it('names causes that it does not know', async () => {
    const text = JSON.stringify({
      schema: 'artifacts-doctor/report/v1',
      rootCauses: [root('later/cause')],
    })
    expect((await triageOf({ r: text })).notes).toEqual([
      'r names later/cause, which this doctor does not know',
    ])
  })

  it('as text in a log of CI gives the cause below its mark', async () => {
    const log =
      '✗ FAIL   The bucket is in another region\n         storage/region-mismatch\n  Why    x\n'
    expect(idsOf(await triageOf({ log })).roots).toEqual(['storage/region-mismatch'])
  })
})

describe('triage of what the doctor read out of texts', () => {
  const LOG = [
    'error: api error NoSuchBucket: no such bucket',
    'error: {"code":"workspace_not_active","message":"x"}',
    'fatal: 12 odd things',
    '',
  ].join('\n')

  it('gives the causes of a triage once more, and does not read its texts as a log', async () => {
    const before = await triageOf({ log: `${LOG}${LOG}` })
    const text = JSON.stringify(before, undefined, 2)
    const found = await triageOf({ 'triage.json': text })
    expect(idsOf(found)).toEqual(idsOf(before))
    expect(idsOf(found)).toEqual({
      roots: ['storage/no-such-bucket'],
      consequences: ['workspace/not-active'],
    })
    expect(found).toMatchObject({ unexplained: [], lines: text.split('\n').length })
    const { file, line, text: seen } = found.rootCauses[0]?.first ?? {}
    expect({ file, seen }).toEqual({ file: 'triage.json', seen: before.rootCauses[0]?.first.text })
    expect(text.split('\n')[(line ?? 0) - 1]).toContain('"cause": "storage/no-such-bucket"')
  })

  it('gives those of an explanation, in its order', async () => {
    const matches = [
      { cause: 'network/dns-failure', matched: 'no such host' },
      { cause: 'metadata/password-missing', matched: 'NOAUTH' },
      { cause: 'later/cause', matched: 'x' },
    ]
    const text = JSON.stringify({ schema: 'artifacts-doctor/explanation/v1', matches })
    const found = await triageOf({ 'explanation.json': text })
    expect(idsOf(found).roots).toEqual(['network/dns-failure', 'metadata/password-missing'])
    expect(found.rootCauses[0]?.first.text).toBe('no such host')
    expect(found.notes).toEqual([
      'explanation.json names later/cause, which this doctor does not know',
    ])
  })

  it('does not pass for what checks found: a report goes before it', async () => {
    const matches = [{ cause: 'workspace/not-active', matched: 'workspace_not_active' }]
    const found = await triageOf({
      'explanation.json': JSON.stringify({ schema: 'artifacts-doctor/explanation/v1', matches }),
      'report.json': JSON.stringify(REPORT),
    })
    expect(idsOf(found).consequences).toEqual(['workspace/not-active'])
  })
})
