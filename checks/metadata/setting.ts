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
import { getKey, metadataPlace } from './facts.ts'
import { redisError } from './redis-error.ts'

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

    const key = `${prefix}setting`
    const said = await getKey(context, key)
    if (said === undefined || place === undefined)
      return skip('no metadata URL was given', 'metadataUrl')
    const evidence: Evidence = { host: place.host, key, database: place.database }
    if (!said.answered) return networkOutcome(said.trouble, evidence)
    if ('error' in said.reply) return redisError(said.reply.error, evidence)
    const { value } = said.reply
    if (typeof value === 'string' && value !== '') return judge(value, evidence)
    return pending
      ? pass({ ...evidence, present: false })
      : fail('metadata/setting-missing', { ...evidence, present: false })
  },
})

async function stateKnown(context: Context): Promise<string | undefined> {
  const told = await workspaceState.peek(context)
  return told !== undefined && 'state' in told ? told.state : undefined
}

/** The fields that are no secret; the value as a whole is one (juicedata/juicefs, pkg/meta/config.go). */
const SHOWN = [
  'Name',
  'UUID',
  'Storage',
  'Bucket',
  'MetaVersion',
  'MinClientVersion',
  'MaxClientVersion',
] as const

function judge(value: string, evidence: Evidence): Outcome<CauseId> {
  const format = parse(value)
  if (format === undefined)
    return fail('metadata/setting-malformed', {
      ...evidence,
      found: 'no JSON object',
      length: value.length,
    })
  const absent = (['Name', 'UUID', 'Storage', 'Bucket'] as const).filter(
    (name) => typeof format[name] !== 'string',
  )
  if (absent.length > 0)
    return fail('metadata/setting-malformed', { ...evidence, found: `no ${absent.join(', ')}` })
  const shown = SHOWN.flatMap((name) => {
    const field = format[name]
    return typeof field === 'string' || typeof field === 'number'
      ? [[name, harmless(field)] as const]
      : []
  })
  return pass({ ...evidence, present: true, ...Object.fromEntries(shown) })
}

/** A field that is shown is cut, and a bucket's URL loses all that could be a secret in it. */
function harmless(field: string | number): string | number {
  if (typeof field === 'number') return field
  return field.replace(/\/\/.*@/s, '//').replace(/\?.*$/s, '')
}

function parse(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? { ...value }
      : undefined
  } catch {
    return undefined
  }
}
