import {
  type Context,
  defineCheck,
  fail,
  type Outcome,
  pass,
  skip,
  tokenKind,
  unsure,
} from '../../src/index.ts'
import type { CauseId } from '../causes/index.ts'
import { exposure, lookIntoLogin } from './login-file.ts'
import { whyNoLogin } from './no-login.ts'

export default defineCheck<CauseId>({
  id: 'auth/credentials',
  title: 'A login or API key is at hand',
  async run(context) {
    const { settings } = context
    const token = settings.get('token')
    if (token === undefined) return without(context)
    const source = settings.values.token?.source ?? ''
    const evidence = { source, kind: tokenKind(token) ?? 'unrecognised' }
    const file = settings.cached.login.find(({ path }) => path === source)
    const exposed = file === undefined ? undefined : exposure(file)
    return exposed === undefined
      ? pass(evidence)
      : fail('auth/credentials-exposed', { ...evidence, path: source, ...exposed })
  },
})

async function without(context: Context): Promise<Outcome<CauseId>> {
  for (const file of context.settings.cached.login) {
    const found = await lookIntoLogin(file)
    switch (found.kind) {
      case 'unreadable':
        // Which mount it is, the checks of the machine name.
        if (found.evidence.code === 'ETIMEDOUT')
          return unsure('the file of the login is on a mount that does not answer', found.evidence)
        return fail('auth/credentials-unreadable', found.evidence)
      case 'unknown':
        return unsure(found.reason, { path: file.path })
      case 'absent':
      case 'login':
        break
    }
  }
  return wanted(context)
    ? fail('auth/not-logged-in', await whyNoLogin(context))
    : skip('no token was given, and nothing asked for needs one', 'token')
}

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
