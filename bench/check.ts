import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { doctorCommand } from '../test/support/doctor.ts'
import { ensureInstalled } from '../test/support/packages.ts'
import {
  ACCESS_KEY_ID,
  BUCKET,
  REDIS_PASSWORD,
  REGION,
  SECRET_ACCESS_KEY,
  SETTING_PREFIX,
  type SetUp,
  startSetUp,
} from '../test/support/set-up.ts'
import { interleaved, ratios, spread } from './interleaved.ts'
import { peakMegabytes } from './memory.ts'
import { type Row, shown } from './row.ts'

const ROUNDS = 9
/** Debian's own programs, not a wrapper that stands before them. */
const DEBIANS = '/usr/bin:/bin'

/** A whole healthy check, beside what a person would type instead. */
export async function check(): Promise<Row[]> {
  ensureInstalled(
    { command: 'aws', package: 'awscli' },
    { command: 'curl', package: 'curl' },
    { command: 'redis-cli', package: 'redis-tools' },
  )
  const setUp = await startSetUp()
  const directory = await mkdtemp(join(tmpdir(), 'artifacts-doctor-bench-'))
  try {
    return await measured(setUp, await byHand(setUp, directory))
  } finally {
    await setUp.stop()
    await rm(directory, { recursive: true, force: true })
  }
}

async function measured(setUp: SetUp, script: string): Promise<Row[]> {
  const doctor = [...doctorCommand, ...setUp.args, '--quiet'] as const
  const env = {
    ...setUp.env,
    AWS_ACCESS_KEY_ID: ACCESS_KEY_ID,
    AWS_SECRET_ACCESS_KEY: SECRET_ACCESS_KEY,
    AWS_REGION: REGION,
    // Before its second version it knows only this name.
    AWS_DEFAULT_REGION: REGION,
  }
  const aws = ['aws', 's3', 'ls', `s3://${BUCKET}/`, '--endpoint-url', setUp.gate.endpoint] as const
  const times = await interleaved(
    {
      doctor: { argv: doctor, env },
      aws: { argv: aws, env: { ...env, PATH: DEBIANS } },
      script: { argv: ['sh', '-e', script], env: { ...env, PATH: DEBIANS } },
    },
    ROUNDS,
  )
  const row = (beside: string, theirs: readonly number[], goal: string): Row => ({
    what: 'a whole healthy `check`, all areas',
    beside,
    measured: `${shown(ratios(times.doctor, theirs))} ×`,
    goal,
    detail: `${shown(times.doctor, 0)} ms beside ${spread(theirs).median.toFixed(0)} ms`,
  })
  const [doctorPeak, nodePeak] = [
    await peakMegabytes({ argv: doctor, env }),
    await peakMegabytes({ argv: [process.execPath, '-e', '0'] }),
  ]
  return [
    row('one `aws s3 ls` of the same server', times.aws, '≤ 0.7 ×'),
    row('`curl`, `redis-cli`, `aws s3api` head, list, put, get, delete', times.script, '≤ 0.15 ×'),
    {
      what: 'its memory at the most',
      beside: '`node -e 0`',
      measured: `${(doctorPeak / nodePeak).toFixed(2)} ×`,
      goal: '≤ 3 ×',
      detail: `${doctorPeak.toFixed(0)} MB beside ${nodePeak.toFixed(0)} MB`,
    },
  ]
}

/** What a person would write to look at the same things. */
async function byHand({ env, redis, gate }: SetUp, directory: string): Promise<string> {
  const path = join(directory, 'by-hand.sh')
  const s3api = (words: string) =>
    `aws s3api ${words} --bucket ${BUCKET} --endpoint-url ${gate.endpoint}`
  const lines = [
    `curl -sf -H "Authorization: Bearer $TONBO_API_KEY" ${env.ARTIFACTS_ORCHESTRATOR_URL}/workspaces/acme/demo`,
    `redis-cli -h ${redis.host} -p ${redis.port} --no-auth-warning -a ${REDIS_PASSWORD} EXISTS '${SETTING_PREFIX}setting'`,
    s3api('head-bucket'),
    s3api('list-objects-v2 --max-keys 10'),
    `head -c 100 /dev/urandom > ${directory}/body`,
    s3api(`put-object --key by-hand --body ${directory}/body`),
    `${s3api('get-object --key by-hand')} ${directory}/back`,
    `cmp ${directory}/body ${directory}/back`,
    s3api('delete-object --key by-hand'),
  ]
  await writeFile(path, `${lines.join('\n')}\n`)
  return path
}
