/** What every key of the doctor's own begins with, after the prefix of the workspace. */
export const OWN = 'testing/artifacts-doctor-'

/** A new key below a prefix, which shows whose it is and when it was made. */
export function probeKey(prefix: string, now: number): string {
  return `${prefix}${OWN}${now.toString(36)}-${crypto.randomUUID().slice(-10)}`
}

/** When the doctor made a key, in milliseconds since 1970; undefined where it did not. */
export function madeAt(key: string, prefix: string): number | undefined {
  const own = `${prefix}${OWN}`
  if (!key.startsWith(own)) return undefined
  // Eight digits hold every time from 1972 to 2059.
  const time = /^([0-9a-z]{8})-[0-9a-f]{10}$/.exec(key.slice(own.length))?.[1]
  return time === undefined ? undefined : Number.parseInt(time, 36)
}
