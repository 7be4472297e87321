import { createHash, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, describe, expect, it } from 'vitest'
import { runDoctor } from '../support/doctor.ts'
import { type ScriptProgram, scriptProgram } from '../support/script-program.ts'
import { spawnDoctor } from '../support/spawn-doctor.ts'
import { temporaryDirectory } from '../support/temporary-directory.ts'

const EXEC = ['exec', '--only', 'host/platform', '--quiet', '--'] as const

let program: ScriptProgram | undefined
afterEach(async () => {
  await program?.stop()
  program = undefined
})

/** The largest amount of memory that a process has had so far, in bytes (proc_pid_status(5)). */
async function peakOf(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '')
  return Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1] ?? 0) * 1024
}

describe('what the command prints', () => {
  it('is passed on byte for byte, both streams apart, with nothing of ours', async () => {
    const directory = await temporaryDirectory()
    try {
      const bytes = { out: randomBytes(300_000), err: randomBytes(200_000) }
      for (const [name, content] of Object.entries(bytes))
        await writeFile(join(directory.path, name), content)
      const { child, ended } = spawnDoctor([
        ...EXEC,
        'sh',
        '-c',
        `cat ${directory.path}/out; cat ${directory.path}/err >&2`,
      ])
      const got = { out: createHash('sha256'), err: createHash('sha256') }
      child.stderr?.removeAllListeners('data')
      child.stdout?.on('data', (chunk) => got.out.update(chunk))
      child.stderr?.setEncoding('latin1').on('data', (text) => got.err.update(text, 'latin1'))
      expect((await ended).code).toBe(0)
      for (const name of ['out', 'err'] as const)
        expect(got[name].digest('hex')).toBe(createHash('sha256').update(bytes[name]).digest('hex'))
    } finally {
      await directory.remove()
    }
  })

  it('may be printed to /dev/stdout and /dev/stderr, opened by name', async () => {
    const line = 'echo out > /dev/stdout; echo err | tee /dev/stderr > /dev/null'
    const { code, stdout, stderr } = await runDoctor([...EXEC, 'sh', '-c', line])
    expect({ code, stdout, stderr }).toEqual({ code: 0, stdout: 'out\n', stderr: 'err\n' })
  })

  it('comes as soon as it is printed', async () => {
    const { child, ended } = spawnDoctor([...EXEC, 'sh', '-c', 'echo first; read line; echo $line'])
    const [first] = await once(child.stdout ?? child, 'data')
    expect(String(first)).toBe('first\n')
    child.stdin?.end('what it reads is standard input\n')
    const [second] = await once(child.stdout ?? child, 'data')
    expect(String(second)).toBe('what it reads is standard input\n')
    expect((await ended).code).toBe(0)
  })

  it('may be without a newline: what the doctor says begins a line of its own', async () => {
    const { code, stdout, stderr } = await runDoctor([
      ...EXEC,
      'sh',
      '-c',
      'printf out; printf err >&2; exit 4',
    ])
    expect({ code, stdout }).toEqual({ code: 4, stdout: 'out' })
    expect(stderr).toMatch(/^err\nartifacts-doctor: sh ended with exit code 4/)
  })

  it('may be a hundred megabytes, for a slow reader, in bounded memory', async () => {
    const size = 100_000_000
    const { child, pid, ended } = spawnDoctor([...EXEC, 'sh', '-c', `yes a line | head -c ${size}`])
    let bytes = 0
    let peak = 0
    const hash = createHash('sha256')
    for await (const chunk of child.stdout ?? []) {
      if (bytes === 0) {
        // Nothing is read for a while: the command must wait, and not the doctor's memory grow.
        await sleep(1000)
      }
      bytes += chunk.length
      hash.update(chunk)
      peak = Math.max(peak, await peakOf(pid))
    }
    expect((await ended).code).toBe(0)
    expect(bytes).toBe(size)
    const expected = Buffer.from('a line\n'.repeat(Math.ceil(size / 7))).subarray(0, size)
    expect(hash.digest('hex')).toBe(createHash('sha256').update(expected).digest('hex'))
    expect(peak).toBeGreaterThan(0)
    expect(peak).toBeLessThan(200_000_000)
  })

  it('is explained from its end, however much came before', async () => {
    const { code, stderr } = await runDoctor([
      ...EXEC,
      'sh',
      '-c',
      'yes noise | head -c 5000000 >&2; echo "api error NoSuchBucket: The specified bucket does not exist" >&2; exit 1',
    ])
    expect(code).toBe(1)
    expect(stderr).toMatch(/FAIL .*\n* *storage\/no-such-bucket/)
  })
})

describe('a stream that is closed', () => {
  it('by the command ends nothing else', async () => {
    const { code, stdout, stderr } = await runDoctor([
      ...EXEC,
      'sh',
      '-c',
      'echo begun; exec 1>&-; sleep 0.5; echo later >&2; exit 5',
    ])
    expect({ code, stdout }).toEqual({ code: 5, stdout: 'begun\n' })
    expect(stderr).toMatch(/^later\n/)
  })

  it('by whoever reads from us is closed to the command too, which ends as in a pipe', async () => {
    const { child, ended } = spawnDoctor([...EXEC, 'yes'])
    await once(child.stdout ?? child, 'data')
    child.stdout?.destroy()
    const { code, stderr } = await ended
    // As a shell says of `yes | head -1`: 128 and SIGPIPE.
    expect(code).toBe(141)
    expect(stderr).not.toMatch(/at .*\.js:\d+/)
  })

  it('on a full disk is said, and is no success', async () => {
    const { code, stderr } = await runProgramInShell(
      `${EXEC.join(' ')} sh -c 'seq 100000' > /dev/full`,
    )
    expect(code).toBe(2)
    expect(stderr).toMatch(/the output of the command cannot be written: ENOSPC/)
  })

  it('by nobody, because what it left running holds it open, does not keep us', async () => {
    program = await scriptProgram('starts-a-daemon', {
      sh: '(trap "" HUP; sleep 300 & echo $! > "$dir/pid"; wait) &\necho started; exit 6',
    })
    const started = performance.now()
    const { code, stdout } = await runDoctor([...EXEC, program.path])
    expect({ code, stdout }).toEqual({ code: 6, stdout: 'started\n' })
    expect(performance.now() - started).toBeLessThan(30_000)
    // It was left alone.
    const pid = Number(await program.read('pid'))
    expect(process.kill(pid, 'SIGKILL')).toBe(true)
  })

  it('by nobody, though what it left running prints without end, does not keep us', async () => {
    program = await scriptProgram('floods', { sh: 'yes flood &\nexit 7' })
    const { child, ended } = spawnDoctor([...EXEC, program.path])
    child.stdout?.resume()
    expect((await ended).code).toBe(7)
  })
})

/** Runs the doctor behind a shell's redirection. */
async function runProgramInShell(line: string) {
  const { runProgram, doctorCommand } = await import('../support/doctor.ts')
  return runProgram(['sh', '-c', `${doctorCommand.join(' ')} ${line}`])
}
