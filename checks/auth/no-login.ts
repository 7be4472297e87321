import { isAbsolute } from 'node:path'
import { type CachedFile, type Context, cachedPaths, type Evidence } from '../../src/index.ts'

/** Evidence of why no login was found. */
export async function whyNoLogin({ env, files, settings }: Context): Promise<Evidence> {
  const { HOME, XDG_CONFIG_HOME, SUDO_USER, TONBO_API_KEY } = env
  const { login } = settings.cached
  const [path] = login.map((file: CachedFile) => file.path)
  // Where a login lies while XDG_CONFIG_HOME is not set.
  const [usual] = cachedPaths({ HOME }, 'credentials.json')
  const astray = usual !== undefined && !login.some((file) => file.path === usual)
  const elsewhere = astray && (await files.look(usual)).found === true
  const similar = Object.keys(env).find(isNearly)
  return {
    ...(path === undefined ? { homeless: true } : { path }),
    ...(XDG_CONFIG_HOME && !isAbsolute(XDG_CONFIG_HOME) ? { ignored: 'XDG_CONFIG_HOME' } : {}),
    ...(elsewhere ? { elsewhere: usual } : {}),
    ...(TONBO_API_KEY === '' ? { empty: 'TONBO_API_KEY' } : {}),
    ...(similar === undefined ? {} : { similar }),
    ...(SUDO_USER === undefined || SUDO_USER === 'root' ? {} : { sudo: true }),
  }
}

/** Whether the key may have been put into a variable of this name by mistake. */
function isNearly(name: string): boolean {
  return (
    name !== 'TONBO_API_KEY' &&
    /^(TONBO|ARTIFACTS|TONBO_ARTIFACTS)_?(API)?_?(KEY|TOKEN)$/i.test(name)
  )
}
