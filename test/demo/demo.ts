import { runDoctor } from '../support/doctor.ts'
import { jwt } from '../support/jwt.ts'
import { SETTING_PREFIX, type SetUp, startSetUp } from '../support/set-up.ts'

/** One thing broken, how, and the root cause that must be named first; none for the healthy one. */
interface Scene {
  readonly title: string
  readonly root?: string
  readonly env?: Readonly<Record<string, string>>
  readonly args?: readonly string[]
  readonly arrange?: (setUp: SetUp) => Promise<unknown>
}

const SCENES: readonly Scene[] = [
  { title: 'A healthy workspace, about to be mounted' },
  {
    title: 'The secret key is that of another pair',
    root: 'storage/secret-mismatch',
    env: { ARTIFACTS_S3_SECRET_ACCESS_KEY: 'the-secret-of-some-other-key-pair-000000' },
  },
  {
    title: 'The bucket is misspelt',
    root: 'storage/no-such-bucket',
    env: { ARTIFACTS_S3_BUCKET: 'casse' },
  },
  {
    title: 'The region is wrong',
    root: 'storage/region-mismatch',
    env: { ARTIFACTS_S3_REGION: 'us-east-1' },
  },
  {
    title: 'The login has expired',
    root: 'auth/token-expired',
    env: { TONBO_API_KEY: jwt({ iat: 1_700_000_000, exp: 1_700_003_600 }) },
  },
  // /proc is a mount point on every Linux.
  {
    title: 'The mount point is taken',
    root: 'mount/already-mounted',
    args: ['--mountpoint', '/proc'],
  },
  {
    title: 'The setting key is missing from the metadata',
    root: 'metadata/setting-missing',
    arrange: ({ redis }) => redis.cli('DEL', `${SETTING_PREFIX}setting`),
  },
]

const ARGS = ['check', 'acme/demo', '--backend', 'byo', '--for', 'mount']

/** Shows one report and answers with whether its root cause is the one that was broken. */
async function play(scene: Scene, setUp: SetUp): Promise<boolean> {
  await scene.arrange?.(setUp)
  const run = await runDoctor([...ARGS, ...(scene.args ?? [])], {
    env: { ...setUp.env, ...scene.env },
  })
  const json = await runDoctor([...ARGS, ...(scene.args ?? []), '--format', 'json', '--quiet'], {
    env: { ...setUp.env, ...scene.env },
  })
  const { rootCauses } = JSON.parse(json.stdout)
  const named: string | undefined = rootCauses[0]?.cause
  const right = named === scene.root && run.code === (scene.root === undefined ? 0 : 1)
  const heading = `── ${scene.title} `
  print(`\n${heading.padEnd(79, '─')}\n\n${run.stdout}`)
  if (!right)
    print(`\nEXPECTED ${scene.root ?? 'a healthy run'}, exit code ${run.code}\n${run.stderr}`)
  return right
}

function print(text: string): void {
  process.stdout.write(text)
}

const setUp = await startSetUp()
let wrong = 0
try {
  for (const scene of SCENES) if (!(await play(scene, setUp))) wrong += 1
  const left = await setUp.s3.keys('cases')
  if (left.length > 0) wrong += 1
  print(
    `\n${SCENES.length - wrong} of ${SCENES.length} as expected; left in the bucket: ${left.join(', ') || 'nothing'}\n`,
  )
} finally {
  await setUp.stop()
}
process.exitCode = wrong === 0 ? 0 : 1
