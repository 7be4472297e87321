import { runDoctor } from '../support/doctor.ts'
import { type SetUp, startSetUp } from '../support/set-up.ts'
import { machineFaults } from './machine-faults.ts'
import { SCENES, type Scene } from './scenes.ts'

const ARGS = ['check', 'acme/demo', '--backend', 'byo', '--for', 'mount']

/** Shows one report and answers with whether its root cause is the one that was broken. */
async function play(scene: Scene, setUp: SetUp, skipped: readonly string[]): Promise<boolean> {
  await scene.arrange?.(setUp)
  const args = [...ARGS, ...skipped.flatMap((id) => ['--skip', id]), ...(scene.args ?? [])]
  const env = { ...setUp.env, ...scene.env }
  const run = await runDoctor(args, { env })
  const json = await runDoctor([...args, '--format', 'json', '--quiet'], { env })
  const { rootCauses } = JSON.parse(json.stdout)
  const named: string | undefined = rootCauses[0]?.cause
  const right = named === scene.root && run.code === (scene.root === undefined ? 0 : 1)
  print(`${heading(scene.title)}${run.stdout}`)
  if (!right)
    print(`\nEXPECTED ${scene.root ?? 'a healthy run'}, exit code ${run.code}\n${run.stderr}`)
  return right
}

function heading(title: string): string {
  return `\n${`── ${title} `.padEnd(79, '─')}\n\n`
}

function print(text: string): void {
  process.stdout.write(text)
}

const setUp = await startSetUp()
let wrong = 0
try {
  const faults = await machineFaults(setUp.env)
  if (faults !== undefined)
    print(`${heading('This machine itself, which the scenes leave out')}${faults.text}`)
  const skipped = faults?.checks ?? []
  // What rests on a check that is left out is left out with it.
  const noMounts = skipped.some((id) => id.startsWith('mount/'))
  const scenes = SCENES.filter(({ root }) => !(noMounts && root?.startsWith('mount/')))
  for (const scene of scenes) if (!(await play(scene, setUp, skipped))) wrong += 1
  const left = await setUp.s3.keys('cases')
  if (left.length > 0) wrong += 1
  print(
    `\n${scenes.length - wrong} of ${scenes.length} as expected; left in the bucket: ${left.join(', ') || 'nothing'}\n`,
  )
} finally {
  await setUp.stop()
}
process.exitCode = wrong === 0 ? 0 : 1
