import { type Context, defineCheck, fail, pass, skip, tokenKind } from '../../src/index.ts'
import type { CauseId } from '../causes/index.ts'

export default defineCheck<CauseId>({
  id: 'auth/credentials',
  title: 'A login or API key is at hand',
  run(context) {
    const { settings } = context
    const token = settings.get('token')
    const source = settings.values.token?.source ?? ''
    if (token !== undefined) {
      const file = settings.cached.login.find(({ path }) => path === source)
      const mode = file?.look.found === true ? file.look.mode : 0
      const evidence = { source, kind: tokenKind(token) ?? 'unrecognised' }
      if ((mode & 0o077) === 0) return pass(evidence)
      return fail('auth/credentials-exposed', {
        ...evidence,
        path: source,
        mode: mode.toString(8).padStart(4, '0'),
      })
    }
    for (const { path, look } of settings.cached.login) {
      if (look.found === 'unreadable')
        return fail('auth/credentials-unreadable', { path, code: look.code })
      if (look.found) return fail('auth/credentials-unreadable', { path, code: 'no token in it' })
    }
    if (wanted(context)) return fail('auth/not-logged-in', {})
    return skip('no token was given, and nothing asked for needs one', 'token')
  },
})

/** Whether what was asked for needs a login: a workspace, an intent, the orchestrator, or all there is. */
function wanted({ settings }: Context): boolean {
  const { values, workspace, intent, cached } = settings
  if (workspace !== undefined || intent !== undefined || values.orchestratorUrl !== undefined) {
    return true
  }
  // What every shell may have, what follows from another setting and what is cached was not given.
  const idle = [
    'default',
    'endpoint',
    'AWS_REGION',
    'AWS_DEFAULT_REGION',
    ...cached.keys.map(({ path }) => path),
  ]
  return Object.values(values).every(({ source }) => idle.includes(source))
}
