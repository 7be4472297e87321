import {
  type Context,
  defineCheck,
  type Evidence,
  fail,
  type Outcome,
  pass,
  skip,
} from '../../src/index.ts'
import type { CauseId } from '../causes/index.ts'
import { networkOutcome } from '../network.ts'
import { workspaceState } from '../workspace/state.ts'
import { bucketUuid } from './bucket-uuid.ts'
import { settingElsewhere } from './elsewhere.ts'
import { isSentinel } from './info.ts'
import { judgeSetting } from './judge-setting.ts'
import { keyAsker, nodesAsked } from './nodes.ts'
import { type MetadataPlace, metadataPlace } from './place.ts'
import { type Reading, readKey } from './read-key.ts'
import { redisError, unavailable } from './redis-error.ts'
import { leftBehind, whyMissing } from './why-missing.ts'

export default defineCheck<CauseId>({
  id: 'metadata/setting',
  title: 'Workspace is formatted: its setting key is there',
  needs: ['metadata/auth'],
  after: ['workspace/state'],
  network: true,
  async run(context) {
    const prefix = context.settings.get('metadataPrefix')
    const place = metadataPlace(context)
    if (prefix === undefined) return skip('no metadata prefix was given', 'metadataPrefix')
    const state = await stateKnown(context)
    if (state === 'absent' || state === 'deleted')
      return skip(`the workspace is ${state}: there is nothing to find`)
    const pending = state === 'pending_format'
    if (context.settings.intent === 'create' && !pending)
      return skip('it is written by the create that is yet to come')

    // Asked while the setting is read: what it says is compared with what the bucket says.
    void bucketUuid(context)
    const key = `${prefix}setting`
    const reading = await readKey(keyAsker(context), key)
    if (reading === undefined || place === undefined)
      return skip('no metadata URL was given', 'metadataUrl')
    const evidence = { host: place.host, key, database: place.database }
    const stated = state === undefined ? evidence : { ...evidence, state }
    const outcome =
      reading.kind !== 'absent'
        ? await judge(context, place, reading, evidence)
        : pending
          ? pass({ ...stated, present: false })
          : await missing(context, place, prefix, {
              ...stated,
              ...(reading.empty ? { empty: true } : {}),
            })
    return withNodes(context, outcome)
  },
})

/** An outcome that names every node that was asked, whatever became of it. */
async function withNodes(context: Context, outcome: Outcome<CauseId>): Promise<Outcome<CauseId>> {
  if (outcome.status === 'skip') return outcome
  return { ...outcome, evidence: { ...outcome.evidence, ...(await nodesAsked(context)) } }
}

async function stateKnown(context: Context): Promise<string | undefined> {
  const stated = await workspaceState.peek(context)
  return stated !== undefined && 'state' in stated ? stated.state : undefined
}

async function judge(
  context: Context,
  place: MetadataPlace,
  reading: Exclude<Reading, { kind: 'absent' }>,
  evidence: Evidence,
): Promise<Outcome<CauseId>> {
  switch (reading.kind) {
    case 'text':
      return judgeSetting(context, reading, evidence)
    case 'long': {
      const seen = reading.length === undefined ? evidence : { ...evidence, length: reading.length }
      return fail('metadata/setting-malformed', { ...seen, found: 'more than a mebibyte' })
    }
    case 'type':
      return fail('metadata/setting-malformed', {
        ...evidence,
        found: 'no text',
        type: reading.type,
      })
    case 'error':
      return refused(context, place, reading.error, evidence)
    case 'trouble': {
      const { trouble, sentTo } = reading
      if (sentTo === undefined) return networkOutcome(trouble, { key: evidence.key ?? '' })
      const sent = { key: evidence.key ?? '', sentBy: `${place.host}:${place.port}` }
      const outcome = networkOutcome(trouble, sent)
      const nobody = trouble.stage === 'dns' || trouble.stage === 'tcp'
      return nobody && outcome.status === 'fail'
        ? fail('metadata/redirect-unreachable', outcome.evidence, [outcome.cause])
        : outcome
    }
  }
}

async function refused(
  context: Context,
  place: MetadataPlace,
  error: string,
  evidence: Evidence,
): Promise<Outcome<CauseId>> {
  if (unavailable(error) === 'unknown' && (await isSentinel(context)))
    return fail('metadata/sentinel', { ...evidence, mode: 'sentinel' })
  const outcome = redisError(error, evidence)
  if (outcome.status !== 'fail' || outcome.cause !== 'metadata/key-denied') return outcome
  // The user may be allowed to read the right one.
  const elsewhere = await settingElsewhere(context, place, prefixOf(context))
  return fail('metadata/key-denied', { ...outcome.evidence, ...elsewhere })
}

async function missing(
  context: Context,
  place: MetadataPlace,
  prefix: string,
  evidence: Evidence,
): Promise<Outcome<CauseId>> {
  const seen = { ...evidence, present: false }
  const left = await leftBehind(context, prefix)
  if (left !== undefined) return fail('metadata/flushed', { ...seen, ...left })
  const elsewhere = await settingElsewhere(context, place, prefix)
  if (elsewhere !== undefined) return fail('metadata/setting-elsewhere', { ...seen, ...elsewhere })
  return fail('metadata/setting-missing', { ...seen, ...(await whyMissing(context, place)) })
}

function prefixOf({ settings }: Context): string {
  return settings.get('metadataPrefix') ?? ''
}
