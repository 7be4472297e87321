import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { HeadBucketCommand, ListBucketsCommand } from '@aws-sdk/client-s3'
import { expect, it, onTestFinished } from 'vitest'
import { repositoryRoot } from '../support/doctor.ts'
import { isRunning } from '../support/rgw-programs.ts'
import { makeBucket } from '../support/rgw-s3.ts'
import { startRgw } from '../support/rgw-server.ts'
import { temporaryDirectory } from '../support/temporary-directory.ts'

/** A place of its own for all that is temporary, so that what stays in it can be seen. */
async function ownTemporary(): Promise<string> {
  const own = await temporaryDirectory()
  const before = process.env.TMPDIR
  process.env.TMPDIR = own.path
  onTestFinished(async () => {
    if (before === undefined) delete process.env.TMPDIR
    else process.env.TMPDIR = before
    await own.remove()
  })
  return own.path
}

/** The processes that were told of something below `directory`. */
function processesOf(directory: string): number[] {
  return readdirSync('/proc')
    .map(Number)
    .filter((pid) => pid > 0 && commandOf(pid).includes(directory))
}

function commandOf(pid: number): string {
  try {
    return isRunning(pid) ? readFileSync(`/proc/${pid}/cmdline`, 'utf8') : ''
  } catch {
    return ''
  }
}

it('has users that own what they make, and one that may do everything', async () => {
  const rgw = await startRgw()
  onTestFinished(() => rgw.stop())
  await makeBucket(rgw.s3(rgw.first), 'of-the-first')
  const head = new HeadBucketCommand({ Bucket: 'of-the-first' })
  await expect(rgw.s3(rgw.second).send(head)).rejects.toThrow()
  await expect(rgw.s3(rgw.root).send(head)).resolves.toBeDefined()
  const { Buckets } = await rgw.s3(rgw.second).send(new ListBucketsCommand({}))
  expect(Buckets ?? []).toEqual([])
})

it('ends all of its processes and removes its files, also while it hangs', async () => {
  const temporary = await ownTemporary()
  const rgw = await startRgw()
  await rgw.gateway({ dnsName: 's3.localhost' })
  rgw.pause()
  expect(processesOf(temporary)).toHaveLength(4)
  await rgw.stop()
  expect(processesOf(temporary)).toEqual([])
  expect(readdirSync(temporary)).toEqual([])
})

it('leaves nothing behind when it cannot start', async () => {
  const temporary = await ownTemporary()
  // Nobody of that name may log in.
  const further = ['--name', 'client.nobody']
  await expect(startRgw({ further })).rejects.toThrow(/radosgw did not start/)
  expect(processesOf(temporary)).toEqual([])
  expect(readdirSync(temporary)).toEqual([])
})

it.each(['starting', 'started'])('ends with its process when that is killed, %s', async (until) => {
  const temporary = await ownTemporary()
  const module = join(repositoryRoot, 'dist/test/support/rgw-server.js')
  if (!existsSync(module)) throw new Error(`build first: there is no ${module}`)
  const script = `
    const { startRgw } = await import(${JSON.stringify(module)})
    setInterval(() => {}, 1000)
    await startRgw()
    console.log('started')`
  const child = spawn(process.execPath, ['--input-type=module', '--eval', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = once(child, 'exit')
  const lines = createInterface({ input: child.stdout })
  const is = (name: string) => processesOf(temporary).some((pid) => commandOf(pid).startsWith(name))
  if (until === 'started') await once(lines, 'line')
  else while (!is('ceph-mon')) await sleep(10)

  child.kill('SIGTERM')
  expect(await ended).toEqual([null, 'SIGTERM'])
  expect(processesOf(temporary)).toEqual([])
  expect(readdirSync(temporary)).toEqual([])
})
