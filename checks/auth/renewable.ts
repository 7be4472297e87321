import { decodeClaims, type Settings } from '../../src/index.ts'

/** Whether the file that the token came from holds a refresh token too, and one that still holds. */
export function renewable(settings: Settings, source: string, now = Date.now()): boolean {
  const file = settings.cached.login.find(({ path }) => path === source)
  const ends = (token: string) => decodeClaims(token)?.exp ?? Number.POSITIVE_INFINITY
  return (
    file?.values.some(
      ([name, value]) =>
        /^refresh$|refresh[_.-]?token$/i.test(name) &&
        value.trim() !== '' &&
        ends(value) * 1000 > now,
    ) ?? false
  )
}
