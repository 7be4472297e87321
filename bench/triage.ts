import { spawnSync } from 'node:child_process'
import { closeSync, mkdtempSync, openSync, rmSync, writeFileSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { causes } from '../checks/causes/index.ts'
import type { Catalogue } from '../src/catalogue.ts'
import { doctorCommand } from '../test/support/doctor.ts'

/**
 * `triage` of a log beside `grep -cE` over the catalogue's own literals: interleaved, medians.
 * How many megabytes the log has is the first argument (300), how many rounds the second (3).
 */
const megabytes = Number(process.argv[2] ?? 300)
const rounds = Number(process.argv[3] ?? 3)

/** The codes and words of the catalogue, as they stand there; of words with gaps, the longest. */
function literals(): string[] {
  const all = Object.values<Catalogue[string]>(causes).flatMap(({ match = [] }) =>
    match.flatMap((one) =>
      'code' in one
        ? one.code
        : 'text' in one
          ? (one.text.split('*').sort((a, b) => b.length - a.length)[0] ?? [])
          : [],
    ),
  )
  return [...new Set(all)]
}

/** The same numbers every time (Numerical Recipes' generator). */
function numbers(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return Math.floor((state / 4294967296) * below)
  }
}

/** A log of which a line in a hundred is an error, and about half of those are of the product. */
function writeLog(path: string): void {
  const n = numbers(42)
  const hex = (length: number) => Array.from({ length }, () => n(16).toString(16)).join('')
  const calm = [
    () =>
      `[INFO] PUT s3://cases/chunks/0/${n(999)}/${n(999999)}_${n(16)}_4194304 status=200 bytes=4194304 req_id=${hex(16)} (${n(900)} ms)`,
    () =>
      `level=info msg="read slice" inode=${n(9e6)} offset=${n(9e8)} length=${n(1048576)} session=${n(99)} component=vfs`,
    () =>
      `{"level":"debug","ts":${1.79e9 + n(1e6)},"logger":"meta.redis","msg":"txn committed","keys":${n(12)},"retries":0,"trace":"${hex(32)}"}`,
    () =>
      `10.0.${n(255)}.${n(255)} - - "GET /workspaces/acme/demo-${n(500)} HTTP/1.1" 200 ${n(9000)} "-" "artifacts/1.2.${n(9)}"`,
    () => `<INFO>: Mounting volume cases at /mnt/work-${n(90)} [mount_unix.go:${n(400)}]`,
    () =>
      `npm http fetch GET 200 https://registry.npmjs.org/some-package-${n(9999)} ${n(300)}ms (cache hit)`,
    () =>
      `DEBUG compaction of chunk ${n(1e6)}: ${n(9)} slices, ${n(1e7)} bytes, generation ${hex(8)}, elapsed ${n(99)}.${n(999)}s, worker ${n(16)} of 16`,
    () =>
      `  at Object.handle (/srv/app/node_modules/express/lib/router/index.js:${n(600)}:${n(40)})`,
  ]
  const broken = [
    () =>
      `<WARNING>: Test storage failed: operation error S3: PutObject, https response error StatusCode: 403, RequestID: ${hex(16)}, HostID: , api error InvalidAccessKeyId: The AWS Access Key Id you provided does not exist in our records., tries: #${n(3)} [format.go:${n(900)}]`,
    () =>
      `<ERROR>: write inode ${n(9e6)}: dial tcp 10.0.3.${n(255)}:6379: connect: connection refused`,
    () =>
      `error: job ${hex(8)} failed after ${n(900)} ms: unexpected answer from upstream ${n(99)}`,
    () => `ERROR [worker-${n(16)}] could not parse frame ${n(1e5)} of stream ${hex(12)}`,
    () => `level=error msg="flush failed" inode=${n(9e6)} err="input/output error"`,
    () => `WARN request denied by policy engine rule=${n(900)} subject=${hex(8)}`,
    () => `{"level":"error","msg":"panic recovered","goroutine":${n(1e5)},"code":"internal_error"}`,
  ]
  const file = openSync(path, 'w')
  let time = Date.UTC(2026, 10, 21)
  for (let written = 0; written < megabytes * 1048576; ) {
    let block = ''
    for (let line = 0; line < 20_000; line++) {
      time += n(40)
      const made = n(100) === 0 ? broken[n(broken.length)] : calm[n(calm.length)]
      block += `${new Date(time).toISOString()} ${made?.()}\n`
    }
    written += writeSync(file, block)
  }
  closeSync(file)
}

/** Seconds of wall time, and what /usr/bin/time says of the processor and of memory. */
function timed(program: string, args: readonly string[], env: NodeJS.ProcessEnv) {
  const started = performance.now()
  const run = spawnSync('/usr/bin/time', ['-f', '%U %S %M', program, ...args], {
    env: { PATH: process.env.PATH, ...env },
    encoding: 'utf8',
    maxBuffer: 1e8,
  })
  const [user = 0, system = 0, kilobytes = 0] = (run.stderr.trim().split('\n').at(-1) ?? '')
    .split(' ')
    .map(Number)
  return {
    wall: (performance.now() - started) / 1000,
    cpu: user + system,
    megabytes: kilobytes / 1024,
  }
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN
}

const directory = mkdtempSync(join(tmpdir(), 'triage-'))
const log = join(directory, 'run.log')
const patterns = join(directory, 'patterns')
try {
  writeLog(log)
  const pattern = literals()
    .map((text) => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'))
    .join('|')
  writeFileSync(patterns, `${pattern}\n`)
  const [node, doctor] = doctorCommand
  const subjects = {
    'grep -cE, LC_ALL=C': () => timed('grep', ['-cE', '-f', patterns, log], { LC_ALL: 'C' }),
    'grep -cE, C.UTF-8': () => timed('grep', ['-cE', '-f', patterns, log], { LC_ALL: 'C.UTF-8' }),
    triage: () => timed(node, [doctor, 'triage', '--format', 'json', log], {}),
  }
  const results = Object.entries(subjects).map(([name, run]) => ({
    name,
    run,
    seen: [] as ReturnType<typeof timed>[],
  }))
  for (let round = 0; round < rounds; round++) for (const { run, seen } of results) seen.push(run())
  const base = results[0]?.seen ?? []
  for (const { name, seen } of results) {
    const ratio = (key: 'wall' | 'cpu') =>
      (median(seen.map((one) => one[key])) / median(base.map((one) => one[key]))).toFixed(2)
    process.stdout.write(
      `${name.padEnd(20)} ${median(seen.map(({ wall }) => wall)).toFixed(2)} s (${ratio('wall')} ×), processor ${median(seen.map(({ cpu }) => cpu)).toFixed(2)} s (${ratio('cpu')} ×), ${median(seen.map(({ megabytes: mb }) => mb)).toFixed(0)} MB\n`,
    )
  }
} finally {
  rmSync(directory, { recursive: true })
}
