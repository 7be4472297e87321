import { passwordsIn } from '../settings/setting-urls.ts'
import { settingKeys, settingSpecs } from '../settings/settings.ts'

const PROXIES = ['HTTP_PROXY', 'HTTPS_PROXY', 'http_proxy', 'https_proxy'] as const

/** The secrets of an environment, known before the settings are and whatever overrides them. */
export function secretsIn(env: Readonly<NodeJS.ProcessEnv>): string[] {
  return [...PROXIES.flatMap((name) => passwordsIn(env[name] ?? '')), ...ofSettings(env)]
}

function ofSettings(env: Readonly<NodeJS.ProcessEnv>): string[] {
  return settingKeys.flatMap((key) => {
    const { env: names = [], secret } = settingSpecs[key]
    return names.flatMap((name) => {
      const value = env[name] ?? ''
      return secret ? [value] : passwordsIn(value)
    })
  })
}
