import {
  type Context,
  defineCheck,
  type Evidence,
  fail,
  type Greeting,
  type Outcome,
  pass,
  type RedisReply,
  skip,
  unsure,
} from '../../src/index.ts'
import type { CauseId } from '../causes/index.ts'
import { networkOutcome } from '../network.ts'
import { greeting } from './facts.ts'
import { isSentinel } from './info.ts'
import { type MetadataPlace, metadataPlace } from './place.ts'
import { redisError } from './redis-error.ts'

export default defineCheck<CauseId>({
  id: 'metadata/auth',
  title: 'Metadata service accepts the login',
  needs: ['metadata/reachable'],
  network: true,
  async run(context) {
    const place = metadataPlace(context)
    const greeted = await greeting(context)
    if (place === undefined || greeted === undefined)
      return skip('no metadata URL was given', 'metadataUrl')
    if (!greeted.answered) return networkOutcome(greeted.trouble)
    const { host, port, database } = place
    const evidence = { host, port, user: shownUser(place) }
    const refused = loginRefused(greeted.reply, evidence)
    if (refused !== undefined) return refused
    const strange = strangeReply(greeted.reply)
    if (strange !== undefined)
      return unsure(`the reply to ${strange} is not one that Redis gives`, evidence)
    const { select, anyPassword } = greeted.reply
    const odd = select !== undefined && 'error' in select ? select.error : undefined
    // A Sentinel knows no databases, and has no password of its own by default.
    if ((odd !== undefined || anyPassword) && (await isSentinel(context)))
      return fail('metadata/sentinel', { ...evidence, mode: 'sentinel' })
    if (odd !== undefined) return databaseRefused(context, odd, { ...evidence, database })
    if (anyPassword) return fail('metadata/password-ignored', { ...evidence, database })
    return pass({ ...evidence, database })
  },
})

function loginRefused({ auth, ping }: Greeting, evidence: Evidence): Outcome<CauseId> | undefined {
  if (auth !== undefined && 'error' in auth) return redisError(auth.error, evidence)
  // A user that may not PING is known all the same, and so is one whose Redis takes no writes.
  const known = 'value' in ping || /^(NOPERM|MISCONF)\b/.test(ping.error)
  return known ? undefined : redisError(ping.error, evidence)
}

/** The command to which something answered that has replies, but not those of Redis. */
function strangeReply({ auth, select, ping }: Greeting): string | undefined {
  const other = (reply: RedisReply | undefined, usual: string) =>
    reply !== undefined && 'value' in reply && reply.value !== usual
  if (other(auth, 'OK')) return 'the login'
  if (other(select, 'OK')) return 'SELECT'
  return other(ping, 'PONG') ? 'PING' : undefined
}

/** A cluster has one database: JuiceFS makes a prefix of the number (pkg/meta/redis.go). */
function databaseRefused(
  { settings }: Context,
  error: string,
  evidence: Evidence,
): Outcome<CauseId> {
  if (!/SELECT is not allowed in cluster mode/i.test(error)) return redisError(error, evidence)
  const seen = { ...evidence, cluster: true, expectedPrefix: `{${evidence.database}}` }
  return settings.get('metadataPrefix')?.startsWith(seen.expectedPrefix)
    ? pass(seen)
    : fail('metadata/database-on-cluster', { ...seen, code: 'ERR' })
}

/** A name that stands alone in the URL may be a password that lost its colon: it is not shown. */
function shownUser({ username, password }: MetadataPlace): string {
  if (username === '') return 'default'
  return password === '' ? 'given' : username
}
