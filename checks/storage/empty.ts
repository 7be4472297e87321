import { type Context, defineCheck, fail, pass, skip, unsure } from '../../src/index.ts'
import type { CauseId } from '../causes/index.ts'
import { type State, workspaceState } from '../workspace/state.ts'
import { signedAnswer } from './answers.ts'
import { listed } from './listed.ts'
import { isListing, type S3Says, s3Evidence } from './s3-says.ts'

export default defineCheck<CauseId>({
  id: 'storage/empty',
  title: 'Nothing is kept where the workspace is to be',
  needs: ['storage/list'],
  after: ['workspace/state'],
  network: true,
  async run(context) {
    const prefix = context.settings.get('prefix')
    if (prefix === undefined)
      return skip('the prefix of the workspace is not known: give <handle>/<name>', 'prefix')
    const state = await stateOf(context)
    if (state === undefined) return skip('whether the workspace is there is not known')
    if (state === 'active' || state === 'deleting')
      return skip(`the workspace is ${state}: its files are to be there`)
    const told = await signedAnswer(context)
    if (!told?.answered || !isListing(told.says)) return skip('the bucket may not be listed')
    const evidence = { ...s3Evidence(told.says, 's3:ListBucket'), prefix, state }
    const { keys, cut } = kept(told.says, prefix, state)
    const [key] = keys
    if (key !== undefined) return fail('storage/not-empty', { ...evidence, key, keys: keys.length })
    return cut ? unsure('there is more than was listed', evidence) : pass({ ...evidence, keys: 0 })
  },
})

async function stateOf(context: Context): Promise<State | undefined> {
  const told = await workspaceState.peek(context)
  return told !== undefined && 'state' in told ? told.state : undefined
}

/**
 * The objects that creating would stop at: all but empty ones, directories, what was written to
 * test the bucket, and the mark of a creation that was begun.
 * Source: juicedata/juicefs, cmd/format.go.
 */
function kept(says: S3Says, prefix: string, state: State): { keys: string[]; cut: boolean } {
  const { objects, cut } = listed(says)
  const keys = objects.flatMap(({ key, empty }) => {
    const name = key.startsWith(prefix) ? key.slice(prefix.length) : key
    if (name === '' || name.endsWith('/') || empty) return []
    if (name.startsWith('testing')) return []
    return state === 'pending_format' && name === 'juicefs_uuid' ? [] : [key]
  })
  return { keys, cut }
}
