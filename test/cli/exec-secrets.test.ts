import { afterEach, expect, it } from 'vitest'
import { own } from '../secrets/canaries.ts'
import { runDoctor } from '../support/doctor.ts'
import { type ScriptProgram, scriptProgram } from '../support/script-program.ts'

let program: ScriptProgram
afterEach(() => program?.stop())

const LOGIN = `tbo_${'Kd4Jw9'.repeat(6)}`

it('what the command prints is its own; what the doctor says of it holds no secret', async () => {
  const { value, mark } = own.secretKey
  const line = `api error NoSuchBucket: key ${own.accessKeyId.value} secret ${value} token ${LOGIN}`
  program = await scriptProgram('artifacts', {
    sh: `echo "out ${value}"; echo '${line}' >&2; exit 1`,
  })
  const { code, stdout, stderr } = await runDoctor(
    [
      ...[
        'exec',
        '--only',
        'workspace/name',
        '--',
        'env',
        `ARTIFACTS_S3_SECRET_ACCESS_KEY=${value}`,
      ],
      ...['artifacts', 'workspace', 'create', 'my-workspace', '--backend', 'byo'],
    ],
    { env: { PATH: program.searchPath, ARTIFACTS_S3_ACCESS_KEY_ID: own.accessKeyId.value } },
  )
  expect(code).toBe(1)
  expect(stdout).toBe(`out ${value}\n`)
  const said = stderr.split(`${line}\n`)
  expect(said).toHaveLength(2)
  const ours = said.join('')
  expect(ours).toMatch(/Seen .*api error NoSuchBucket: key/)
  for (const secret of [mark, own.accessKeyId.value, LOGIN]) expect(ours).not.toContain(secret)
})

it('no argument of a command is said again: it could be a secret', async () => {
  const { stderr } = await runDoctor([
    'exec',
    '--only',
    'host/platform',
    '--',
    'sh',
    '-c',
    'exit 1',
    'correct-horse-battery',
  ])
  expect(stderr).toContain('sh ended with exit code 1')
  expect(stderr).not.toContain('correct-horse')
})

it('what a command prints cannot command the terminal through the explanation', async () => {
  program = await scriptProgram('artifacts', {
    sh: `printf 'api error NoSuchBucket: \\033[31mred \\033]0;title\\007 \\302\\233 end\\n' >&2; exit 1`,
  })
  const { stderr } = await runDoctor(
    ['exec', '--only', 'workspace/name', '--', 'artifacts', 'workspace', 'create', 'my-workspace'],
    { env: { PATH: program.searchPath } },
  )
  const ours = stderr.slice(stderr.indexOf('artifacts-doctor: artifacts workspace create ended'))
  expect(ours).toMatch(/Seen .*NoSuchBucket/)
  expect(ours).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/)
})
