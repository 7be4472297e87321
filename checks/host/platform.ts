import { type Context, defineCheck, type Evidence, fail, pass } from '../../src/index.ts'
import type { CauseId } from '../causes/index.ts'
import { container } from './container.ts'
import { distribution } from './distribution.ts'
import { kernelText } from './kernel-text.ts'

export default defineCheck<CauseId>({
  id: 'host/platform',
  title: 'Machine is Linux on x86-64',
  async run(context) {
    const { platform, arch } = context.machine
    if (platform !== 'linux') return fail('host/not-linux', { platform, arch })
    const evidence = { platform, arch, ...(await system(context)) }
    return arch === 'x64' ? pass(evidence) : fail('host/not-x86-64', evidence)
  },
})

async function system(context: Context): Promise<Evidence> {
  const [kernel, { name }, within] = await Promise.all([
    kernelText(context, '/proc/sys/kernel/osrelease'),
    distribution(context),
    container(context),
  ])
  return {
    ...(kernel === undefined ? {} : { kernel }),
    ...(name === undefined ? {} : { distribution: name }),
    container: within,
  }
}
