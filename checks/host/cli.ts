import {
  type Context,
  defineCheck,
  type Evidence,
  fail,
  pass,
  skip,
  unsure,
} from '../../src/index.ts'
import type { CauseId } from '../causes/index.ts'
import { program } from './cli-program.ts'

export default defineCheck<CauseId>({
  id: 'host/cli',
  title: 'Program artifacts is here and is the right one',
  async run(context) {
    if (!needed(context)) return skip('nothing that was asked for needs the artifacts program')
    const { kind, evidence } = await program(context)
    switch (kind) {
      case 'product':
      case 'unasked':
        return pass(evidence)
      case 'missing':
        return fail('host/cli-missing', evidence)
      case 'foreign':
        return fail('host/cli-foreign', evidence)
      case 'unfit':
        return fail('host/cli-not-runnable', evidence)
      case 'wrong-machine':
        return fail('host/cli-wrong-machine', evidence)
      case 'hangs':
        return fail('host/cli-hangs', evidence)
      case 'unknown':
        return unsure(whyUnknown(evidence), evidence)
    }
  },
})

function whyUnknown({ found, code }: Evidence): string {
  if (found !== undefined) return 'a directory of PATH is on a mount that does not answer'
  if (code !== undefined) return `the program of this name could not be started (${code})`
  return 'the program of this name does not say whose it is'
}

/** Whether the program is needed: not where only a bucket or the metadata is looked after. */
function needed({ settings }: Context): boolean {
  const { workspace, intent, values } = settings
  const { orchestratorUrl, mountpoint, bucket, endpoint, metadataUrl } = values
  if ([workspace, intent, orchestratorUrl, mountpoint].some((one) => one !== undefined)) return true
  return [bucket, endpoint, metadataUrl].every((one) => one === undefined)
}
