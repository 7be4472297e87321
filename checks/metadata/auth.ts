import { defineCheck, fail, pass, skip } from '../../src/index.ts'
import type { CauseId } from '../causes/index.ts'
import { networkOutcome } from '../network.ts'
import { greeting, type MetadataPlace, metadataPlace } from './facts.ts'
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
    const { auth, select, ping } = greeted.reply
    const { host, port, database } = place
    const evidence = { host, port, user: shownUser(place) }
    if (auth !== undefined && 'error' in auth) {
      // The server has no password at all, and says so: the one that was sent is not its.
      if (/without any password configured|no password is set/.test(auth.error)) {
        return fail('metadata/password-wrong', {
          ...evidence,
          code: 'ERR',
          found: 'the server has no password',
        })
      }
      return redisError(auth.error, evidence)
    }
    // A user that may not PING is known all the same.
    if ('error' in ping && !ping.error.startsWith('NOPERM')) return redisError(ping.error, evidence)
    if (select !== undefined && 'error' in select)
      return redisError(select.error, { ...evidence, database })
    return pass({ ...evidence, database })
  },
})

/** A name that stands alone in the URL may be a password that lost its colon: it is not shown. */
function shownUser({ username, password }: MetadataPlace): string {
  if (username === '') return 'default'
  return password === '' ? 'given' : username
}
