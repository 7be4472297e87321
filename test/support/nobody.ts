import { doctorCommand, runProgram } from './doctor.ts'

const NOBODY = '65534'

/**
 * What runs a program as a user whom no file belongs to, in front of its words: nothing where the
 * tests run as anybody but root, `undefined` where nobody cannot run the built doctor.
 */
export async function nobody(): Promise<readonly string[] | undefined> {
  if (process.getuid?.() !== 0) return []
  const become = ['setpriv', '--reuid', NOBODY, '--regid', NOBODY, '--clear-groups', '--']
  const [node, doctor] = doctorCommand
  const able = await runProgram([...become, node, doctor, '--version'], { cwd: '/' }).catch(
    () => undefined,
  )
  return able?.code === 0 ? become : undefined
}
