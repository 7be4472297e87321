import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Manifest } from '../../src/bundle/document.ts'
import { readBundle } from '../../src/bundle/read-bundle.ts'
import type { Report } from '../../src/report/report.ts'
import type { Triage } from '../../src/triage/document.ts'
import { doctorCommand, runDoctor } from '../support/doctor.ts'
import {
  ACCESS_KEY_ID,
  OF_THIS_MACHINE,
  REDIS_PASSWORD,
  SECRET_ACCESS_KEY,
  type SetUp,
  startSetUp,
} from '../support/set-up.ts'
import { type TemporaryDirectory, temporaryDirectory } from '../support/temporary-directory.ts'

let setUp: SetUp
let place: TemporaryDirectory
beforeAll(async () => {
  setUp = await startSetUp()
})
afterAll(() => setUp.stop())
beforeEach(async () => {
  place = await temporaryDirectory()
  return () => place.remove()
})

const FLAGS = ['acme/demo', '--backend', 'byo', '--for', 'mount', '--skip', OF_THIS_MACHINE]

function bundle(args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  return runDoctor(['bundle', ...FLAGS, ...args], {
    env: { ...setUp.env, ...env },
    cwd: place.path,
  })
}

/** Every file of a bundle as text. */
async function contents(path: string): Promise<Record<string, string>> {
  const files: Record<string, string> = {}
  for await (const { name, bytes } of readBundle(path)) {
    const chunks: Uint8Array[] = []
    for await (const chunk of bytes) chunks.push(chunk)
    files[name] = Buffer.concat(chunks).toString()
  }
  return files
}

const secrets = () => [
  setUp.env.TONBO_API_KEY ?? '',
  ACCESS_KEY_ID,
  SECRET_ACCESS_KEY,
  encodeURIComponent(SECRET_ACCESS_KEY),
  REDIS_PASSWORD,
]

/** A log of a failed upload in which everything stands that should not. */
const log = (secret = SECRET_ACCESS_KEY) =>
  [
    `2026-11-27T07:00:00Z INFO starting with ${setUp.env.ARTIFACTS_METADATA_URL}`,
    `authorization: Bearer ${setUp.env.TONBO_API_KEY}`,
    `env: AWS_SECRET_ACCESS_KEY=${secret} key ${ACCESS_KEY_ID}`,
    `again, encoded: ${encodeURIComponent(secret)}`,
    '2026-11-27T07:00:01Z ERROR operation error S3: PutObject, https response error StatusCode: 404, RequestID: 1, HostID: 2, NoSuchBucket: The specified bucket does not exist',
    '',
  ].join('\n')

describe.each<[string, Record<string, string>, string]>([
  ['healthy', {}, 'healthy'],
  ['failing', { ARTIFACTS_S3_REGION: 'eu-west-1' }, 'unhealthy'],
  [
    'denied',
    { ARTIFACTS_S3_SECRET_ACCESS_KEY: 'another/secret+key/of0the1doctor2aaaaaaa' },
    'unhealthy',
  ],
])('a bundle of a %s run', (_, env, verdict) => {
  it('is written, holds what it says, and no secret', async () => {
    await writeFile(join(place.path, 'run.log'), log(env.ARTIFACTS_S3_SECRET_ACCESS_KEY))
    const run = await bundle(['--log', 'run.log', '--output', 'b.tar.gz'], env)
    expect(run).toMatchObject({ code: 0, stdout: 'b.tar.gz\n' })
    expect((await stat(join(place.path, 'b.tar.gz'))).mode & 0o777).toBe(0o600)

    const files = await contents(join(place.path, 'b.tar.gz'))
    expect(Object.keys(files).sort()).toEqual([
      'environment.json',
      'logs/run.log',
      'manifest.json',
      'mountinfo.txt',
      'redactions.json',
      'report.json',
      'summary.md',
      'triage.json',
    ])
    const whole = gunzipSync(await readFile(join(place.path, 'b.tar.gz'))).toString('latin1')
    const other = env.ARTIFACTS_S3_SECRET_ACCESS_KEY ?? SECRET_ACCESS_KEY
    const all = [...secrets(), other, encodeURIComponent(other)]
    expect(all.filter((one) => whole.includes(one))).toEqual([])

    const report = JSON.parse(files['report.json'] ?? '') as Report
    expect(report.verdict).toBe(verdict)
    expect(report.writes).toBeUndefined()
    const manifest = JSON.parse(files['manifest.json'] ?? '') as Manifest
    expect(manifest.schema).toBe('artifacts-doctor/bundle/v1')
    expect(manifest.files.map(({ name, size }) => [name, size])).toEqual(
      Object.entries(files)
        .filter(([name]) => name !== 'manifest.json')
        .map(([name, text]) => [name, Buffer.byteLength(text)]),
    )
    // The same secret has the same mark, however it is spelt.
    const [, mark = ''] =
      /AWS_SECRET_ACCESS_KEY=(\[secret-\d+\])/.exec(files['logs/run.log'] ?? '') ?? []
    expect(files['logs/run.log']).toContain(`again, encoded: ${mark}`)
    expect(JSON.parse(files['redactions.json'] ?? '')).toMatchObject({
      files: { 'logs/run.log': expect.any(Object) },
    })
    expect(files['summary.md']).toContain('storage/no-such-bucket')
    for (const { cause } of report.rootCauses) expect(files['summary.md']).toContain(cause)
  })

  it('leads a triage, offline, to the causes of the report inside and of the logs', async () => {
    await writeFile(join(place.path, 'run.log'), log())
    await bundle(['--log', 'run.log', '--output', 'b.tar.gz', '--quiet'], env)
    const files = await contents(join(place.path, 'b.tar.gz'))
    const report = JSON.parse(files['report.json'] ?? '') as Report
    const run = await runDoctor(['triage', '--format', 'json', 'b.tar.gz'], { cwd: place.path })
    const triage = JSON.parse(run.stdout) as Triage
    const found = [...triage.rootCauses, ...triage.consequences]
    expect(found.map(({ cause }) => cause)).toEqual(
      expect.arrayContaining(report.rootCauses.map(({ cause }) => cause)),
    )
    // The triage inside does not count it once more.
    const bucket = found.find(({ cause }) => cause === 'storage/no-such-bucket')
    expect(bucket).toMatchObject({ count: 1, first: { file: 'b.tar.gz/logs/run.log', line: 5 } })
    expect(run.code).toBe(0)
  })
})

describe('a triage of what is no bundle', () => {
  it('is refused with one line', async () => {
    await writeFile(
      join(place.path, 'b.tar'),
      Buffer.concat([Buffer.alloc(257), Buffer.from('ustar\u000000'), Buffer.alloc(800)]),
    )
    const run = await runDoctor(['triage', 'b.tar'], { cwd: place.path })
    expect(run).toMatchObject({ code: 2, stdout: '' })
    expect(run.stderr).toMatch(/^artifacts-doctor: 'b\.tar' is not read: .*; expected .*\n$/)
  })
})

describe('a bundle without a name', () => {
  it('is called by the time, and never written over', async () => {
    const run = await bundle(['--offline', '--quiet'])
    expect(run.stdout).toMatch(/^artifacts-doctor-\d{8}T\d{6}Z\.tar\.gz\n$/)
    const path = run.stdout.trim()
    const again = await bundle(['--offline', '--output', path])
    expect(again).toMatchObject({ code: 2, stdout: '' })
    expect(again.stderr).toContain(`'${path}' already exists; expected a new name, or --force`)
    expect(await bundle(['--offline', '--output', path, '--force'])).toMatchObject({ code: 0 })
    expect(await readdir(place.path)).toEqual([path])
  })
})

describe('--dry-run', () => {
  it('lists what would go in, asks nobody and writes nothing', async () => {
    const { requests } = setUp.gate
    const before = requests.length
    await writeFile(join(place.path, 'run.log'), log())
    const run = await bundle(['--dry-run', '--log', 'run.log'])
    expect(run.code).toBe(0)
    for (const name of ['manifest.json', 'environment.json', 'mountinfo.txt', 'logs/run.log'])
      expect(run.stdout).toContain(`  ${name} `)
    expect(await readdir(place.path)).toEqual(['run.log'])
    expect(requests.length).toBe(before)
  })
})

describe('a bundle that cannot be made as asked', () => {
  it.each<[string[], RegExp]>([
    [
      ['--log', 'nowhere.log'],
      /--log: 'nowhere\.log' cannot be read \(ENOENT\); expected a log file/,
    ],
    [['--log', '.'], /--log: '\.' is a directory; expected a log file/],
    [
      ['--output', 'no/such/b.tar.gz'],
      /--output: 'no\/such\/b\.tar\.gz' cannot be written \(ENOENT\)/,
    ],
    [['--output', '.'], /--output: '\.' is not a regular file/],
    [['--ouptut', 'x'], /'--ouptut' is not a flag; nearest: --output/],
    [['--timeout', '3'], /'3' is not a duration/],
  ])('%j is refused with exit code 2 and one line', async (args, says) => {
    const run = await bundle(['--offline', '--quiet', ...args])
    expect(run).toMatchObject({ code: 2, stdout: '' })
    expect(run.stderr).toMatch(says)
    expect(run.stderr.trimEnd().split('\n')).toHaveLength(1)
    expect(await readdir(place.path)).toEqual([])
  })

  it.skipIf(process.getuid?.() === 0)('in a directory that may not be written to', async () => {
    await mkdir(join(place.path, 'shut'))
    await chmod(join(place.path, 'shut'), 0o500)
    const run = await bundle(['--offline', '--quiet', '--output', 'shut/b.tar.gz'])
    expect(run.code).toBe(2)
  })
})

describe('Ctrl-C', () => {
  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('%s leaves nothing behind', async (signal, code) => {
    const child = spawn(doctorCommand[0], [doctorCommand[1], 'bundle', ...FLAGS], {
      cwd: place.path,
      env: { ...setUp.env, HOME: place.path, ARTIFACTS_S3_ENDPOINT: 'http://127.0.0.1:9' },
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    // The progress begins with the run.
    await once(child.stderr, 'data')
    child.kill(signal)
    const [ended] = await once(child, 'exit')
    expect(ended).toBe(code)
    expect((await readdir(place.path)).filter((name) => /tar|part/.test(name))).toEqual([])
  })
})
