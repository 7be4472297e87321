import { runDoctor } from '../support/doctor.ts'
import { type SetUp, startSetUp } from '../support/set-up.ts'
import { SCENES, type Scene } from './scenes.ts'

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
