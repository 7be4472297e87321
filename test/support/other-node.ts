import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { repositoryRoot } from './doctor.ts'

const run = promisify(execFile)

/** Fifty megabytes each, kept with what else was installed. */
const CACHE = join(repositoryRoot, 'node_modules/.cache/node')

/**
 * The path of a Node of a major version, from the npm registry; or why there is none. Which release
 * of it is the registry's choice when it was first asked.
 */
export async function otherNode(major: number): Promise<{ node: string } | { reason: string }> {
  const home = join(CACHE, String(major))
  const node = join(home, 'bin/node')
  if (existsSync(node)) return { node }
  await mkdir(CACHE, { recursive: true })
  const made = await mkdtemp(join(CACHE, 'made-'))
  try {
    const name = `node-${process.platform}-${process.arch}@${major}`
    const pack = ['pack', name, '--silent', '--fetch-retries', '0', '--pack-destination', made]
    const { stdout } = await run('npm', pack, { timeout: 60_000 })
    const tarball = join(made, stdout.trim().split('\n').at(-1) ?? '')
    await run('tar', ['-xzf', tarball, '-C', made, '--strip-components=1', 'package/bin'])
    await rm(tarball)
    // Whoever else made one meanwhile made the same.
    await rename(made, home).catch(() => {})
    return existsSync(node) ? { node } : { reason: `${name} brings no bin/node` }
  } catch (error) {
    const [line = ''] = String((error as { stderr?: string }).stderr || error).split('\n')
    return { reason: `the npm registry did not give Node ${major}: ${line}` }
  } finally {
    await rm(made, { recursive: true, force: true })
  }
}
