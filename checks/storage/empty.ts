import { type Context, defineCheck, fail, pass, skip, unsure } from '../../src/index.ts'
import type { CauseId } from '../causes/index.ts'
import { type State, workspaceState } from '../workspace/state.ts'
import { signedAnswer } from './answers.ts'
import { listingOf } from './listing.ts'
import { isListing, type S3Reply, s3Evidence } from './s3-reply.ts'

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
    const exchange = await signedAnswer(context)
    if (!exchange?.answered || !isListing(exchange.reply))
      return skip('the bucket may not be listed')
    const evidence = { ...s3Evidence(exchange.reply, 's3:ListBucket'), prefix, state }
    const { keys, cut } = kept(exchange.reply, prefix, state)
    const [key] = keys
    if (key !== undefined) return fail('storage/not-empty', { ...evidence, key, keys: keys.length })
    return cut ? unsure('there is more than was listed', evidence) : pass({ ...evidence, keys: 0 })
  },
})

async function stateOf(context: Context): Promise<State | undefined> {
  const exchange = await workspaceState.peek(context)
  return exchange !== undefined && 'state' in exchange ? exchange.state : undefined
}

/**
 * The objects that creating would stop at: all but empty ones, directories, what was written to
 * test the bucket, and the mark of a creation that was begun.
 * Source: juicedata/juicefs, cmd/format.go.
 */
function kept(reply: S3Reply, prefix: string, state: State): { keys: string[]; cut: boolean } {
  const { objects, truncated: cut } = listingOf(reply)
  const keys = objects.flatMap(({ key, empty }) => {
    const name = key.startsWith(prefix) ? key.slice(prefix.length) : key
    if (name === '' || name.endsWith('/') || empty) return []
    if (name.startsWith('testing')) return []
    return state === 'pending_format' && name === 'juicefs_uuid' ? [] : [key]
  })
  return { keys, cut }
}
