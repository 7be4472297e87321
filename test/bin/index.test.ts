import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, it, vi } from 'vitest'
import { diagnose, explain, fail, pass, type RunEvent, UsageError } from '../../bin/index.ts'
import { reportSchema } from '../../src/report/report-schema.ts'
import { sampleCause } from '../src/samples.ts'
import { type Behaviour, startChaos } from '../support/chaos-server.ts'

const valid = new Ajv2020({ strict: false, validateFormats: false }).compile(reportSchema)

const TOKEN = 'tbo_hunter2hunter2'
const refuses: Behaviour = (line) =>
  line.say('HTTP/1.1 407 Proxy Authentication Required\r\ncontent-length: 0\r\n\r\n')

const OFFLINE = { offline: true, env: { HOME: '/nowhere' } } as const
const plugin = {
  name: 'acme',
  checks: [{ id: 'acme/one', title: 'One', run: () => fail('acme/bad', { seen: TOKEN }) }],
  causes: { 'acme/bad': sampleCause() },
}

async function refusal(running: Promise<unknown>): Promise<string> {
  const error = await running.then(
    () => expect.unreachable(),
    (reason: unknown) => reason,
  )
  expect(error).toBeInstanceOf(UsageError)
  return (error as Error).message
}

describe('diagnose', () => {
  it('gives the report of --format json', async () => {
    const report = await diagnose({ ...OFFLINE, workspace: 'acme/demo', intent: 'mount' })
    expect(valid(JSON.parse(JSON.stringify(report))), JSON.stringify(valid.errors)).toBe(true)
    expect(report).toMatchObject({
      verdict: 'unhealthy',
      exitCode: 1,
      settings: { workspace: { value: 'acme/demo' }, intent: { value: 'mount' } },
    })
    expect(report.rootCauses[0]?.cause).toBe('auth/not-logged-in')
  })

  it('is healthy where nothing is wrong, in a part of the checks', async () => {
    const report = await diagnose({ ...OFFLINE, workspace: 'acme/demo', only: ['workspace/name'] })
    expect(report).toMatchObject({ verdict: 'healthy', exitCode: 0, summary: { pass: 1 } })
  })

  it('runs the checks of plug-ins beside its own, and shows no secret', async () => {
    const env = { TONBO_API_KEY: TOKEN }
    const report = await diagnose({ offline: true, env, plugins: [plugin], only: ['acme/*'] })
    expect(report.rootCauses).toMatchObject([{ cause: 'acme/bad', checks: ['acme/one'] }])
    expect(JSON.stringify(report)).not.toContain('hunter2')
  })

  it('takes the proxy of the environment that it is given, and of no other', async () => {
    const [own, other] = await Promise.all([startChaos(refuses), startChaos(refuses)])
    vi.stubEnv('HTTP_PROXY', `http://127.0.0.1:${other.port}`)
    try {
      const report = await diagnose({
        env: { HTTP_PROXY: `http://127.0.0.1:${own.port}` },
        settings: { orchestratorUrl: 'http://orchestrator.invalid' },
        only: ['orchestrator/reachable'],
      })
      expect(report.rootCauses[0]?.cause).toBe('network/proxy-refused')
      expect(other.accepted()).toEqual([])
    } finally {
      vi.unstubAllEnvs()
      await Promise.all([own.stop(), other.stop()])
    }
  })

  it('touches neither terminal, exit code nor handlers of the process', async () => {
    const write = vi.spyOn(process.stdout, 'write')
    const error = vi.spyOn(process.stderr, 'write')
    const before = [
      process.listenerCount('SIGINT'),
      process.listenerCount('SIGTERM'),
      process.exitCode,
    ]
    const during: unknown[] = []
    await diagnose({
      ...OFFLINE,
      onEvent: () =>
        during.push([
          process.listenerCount('SIGINT'),
          process.listenerCount('SIGTERM'),
          process.exitCode,
        ]),
    })
    expect(new Set(during.map((one) => JSON.stringify(one)))).toEqual(
      new Set([JSON.stringify(before)]),
    )
    expect(write).not.toHaveBeenCalled()
    expect(error).not.toHaveBeenCalled()
    vi.restoreAllMocks()
  })

  it('tells what happens, without secrets, the report last', async () => {
    const events: RunEvent[] = []
    const env = { TONBO_API_KEY: TOKEN }
    const options = { offline: true, env, plugins: [plugin], only: ['acme/*'] }
    const report = await diagnose({ ...options, onEvent: (event) => events.push(event) })
    expect(events.map(({ event }) => event)).toEqual([
      'run.start',
      'check.start',
      'check.end',
      'run.end',
    ])
    expect(events[0]).toMatchObject({ checks: ['acme/one'] })
    expect(events[2]).toMatchObject({ check: { id: 'acme/one', status: 'fail' } })
    expect(events[3]).toMatchObject({ report })
    expect(JSON.stringify(events)).not.toContain('hunter2')
  })

  it('rejects with what its listener throws, once the run has ended', async () => {
    let ended = 0
    const onEvent = ({ event }: RunEvent) => {
      if (event === 'run.end') ended += 1
      throw new Error(`not ${event}`)
    }
    await expect(diagnose({ ...OFFLINE, onEvent })).rejects.toThrow('not run.start')
    expect(ended).toBe(1)
  })

  it('ends early at a signal, and at its deadline, and says so in the report', async () => {
    const hanging = {
      name: 'slow',
      checks: [{ id: 'slow/one', title: 'One', run: () => new Promise<never>(() => {}) }],
      causes: {},
    }
    const options = { ...OFFLINE, plugins: [hanging], only: ['slow/*'] }
    const signal = AbortSignal.abort(new Error('enough'))
    expect((await diagnose({ ...options, signal })).checks).toMatchObject([
      { status: 'error', reason: 'enough' },
    ])
    const late = await diagnose({ ...options, deadlineMs: 20 })
    expect(late).toMatchObject({
      exitCode: 3,
      checks: [{ status: 'error', reason: "the run's deadline of 20 ms passed" }],
    })
    const slow = await diagnose({ ...options, timeoutMs: 20 })
    expect(slow.checks).toMatchObject(
      [{ reason: /no result within 20 ms/ }].map(() => ({ status: 'error' })),
    )
  })

  it('lets the caller say what fails', async () => {
    const options = { ...OFFLINE, plugins: [plugin], only: ['acme/*'] }
    expect((await diagnose({ ...options, failOn: 'never' })).exitCode).toBe(0)
    expect((await diagnose(options)).exitCode).toBe(1)
  })

  it.each<[what: string, options: object, says: RegExp]>([
    ['a pattern that fits nothing', { skip: ['storge/*'] }, /^skip: 'storge\/\*' fits no check/],
    [
      'a setting that is none',
      { settings: { buket: 'x' } },
      /settings\.buket: is not a setting; nearest: 'bucket'/,
    ],
    [
      'a secret',
      { settings: { secretAccessKey: 'x' } },
      /is a secret; put it into env, as ARTIFACTS_S3_SECRET/,
    ],
    [
      'a setting of its own option',
      { settings: { workspace: 'x' } },
      /workspace: is an option of its own/,
    ],
    ['a workspace', { workspace: 'a/b/c' }, /'a\/b\/c' is not a workspace address/],
    ['a plug-in that is none', { plugins: [{}] }, /^plugins\[0\]: does not export a plug-in/],
    [
      'an id of ours',
      { plugins: [{ ...plugin, checks: [{ ...plugin.checks[0], id: 'storage/x' }] }] },
      /area 'storage'/,
    ],
    [
      'an option that is misspelt',
      { ofline: true },
      /^ofline: is not known here; nearest: 'offline'/,
    ],
    ['a switch that is a word', { readOnly: 'yes' }, /^readOnly: is a string; expected a boolean/],
    ['a time with a unit', { timeoutMs: '10s' }, /^timeoutMs: is a string; expected an integer/],
    ['a time without an end', { waitMs: -1 }, /^waitMs: is -1; expected 0 to 86400000/],
    ['a list that is none', { only: 'host/*' }, /^only: is a string; expected a list/],
    ['another intent', { intent: 'moutn' }, /^intent: 'moutn' is not a choice; .*nearest: 'mount'/],
    ['another limit', { failOn: 'fial' }, /^failOn: 'fial' is not a choice; .*nearest: 'fail'/],
    ['a number for a text', { settings: { bucket: 1 } }, /^settings\.bucket: is no text; expected/],
  ])('rejects with a UsageError for %s', async (_, options, says) => {
    expect(await refusal(diagnose({ ...OFFLINE, ...options }))).toMatch(says)
  })

  it('takes an option that is undefined as left out', async () => {
    const options = { ...OFFLINE, only: ['host/platform'], intent: undefined, settings: {} }
    expect(await diagnose(options as never)).toMatchObject({ verdict: 'healthy' })
  })
})

describe('explain', () => {
  it('names the cause behind a text, with what to do', async () => {
    const [one] = await explain('NoSuchBucket')
    expect(one).toMatchObject({ cause: 'storage/no-such-bucket', matched: 'NoSuchBucket' })
    expect(one?.fix.length).toBeGreaterThan(0)
  })

  it('knows of none, of the backend and of plug-ins', async () => {
    expect(await explain('all is well')).toEqual([])
    const managed = await explain('InvalidAccessKeyId', { backend: 'managed' })
    expect(managed.map(({ cause }) => cause)).toEqual(['storage/iam-propagation'])
    expect(await explain('acme/bad')).toEqual([])
    expect(await explain('acme/bad', { plugins: [plugin] })).toMatchObject([{ cause: 'acme/bad' }])
  })
})

it.each<[text: unknown, options: unknown, says: RegExp]>([
  [undefined, undefined, /^text: is nothing; expected a string/],
  [5, {}, /^text: is a number; expected a string/],
  ['x', { backend: 'bio' }, /^backend: 'bio' is not a choice; .*nearest: 'byo'/],
  ['x', { bakend: 'byo' }, /^bakend: is not known here; nearest: 'backend'/],
  ['x', null, /^the options are nothing; expected an object/],
])('explain rejects with a UsageError for %j %j', async (text, options, says) => {
  expect(await refusal(explain(text as string, options as never))).toMatch(says)
})

it('a check is defined with what is exported', () => {
  expect(pass({ seen: 1 })).toEqual({ status: 'pass', evidence: { seen: 1 } })
})
