/** A secret as it may have been before it was damaged, and how it was damaged. */
export interface Repair {
  readonly secret: string
  readonly found: string
}

/**
 * What a secret that a server does not accept may have been: every way in which values are
 * commonly damaged between a vendor's page and an environment, where this one shows it.
 */
export function repairs(secret: string): readonly Repair[] {
  const assigned = /^(?:export )?[A-Za-z_][A-Za-z0-9_]*\s*[=:]\s*(\S.*)$/.exec(secret)?.[1]
  const decoded = percentDecoded(secret)
  const plain = base64Decoded(secret)
  const candidates: readonly (readonly [string | undefined, string])[] = [
    [decoded, 'it is percent-encoded'],
    [assigned, 'a name and an equals sign stand before it'],
    [secret.includes('\\') ? secret.replace(/\\(.)/g, '$1') : undefined, 'it holds backslashes'],
    [/[,;]$/.test(secret) ? secret.slice(0, -1) : undefined, 'a comma or semicolon ends it'],
    [plain, 'it is encoded in Base64, as in a Secret of Kubernetes'],
  ]
  return candidates.flatMap(([repaired, found]) =>
    repaired === undefined || repaired === '' || repaired === secret
      ? []
      : [{ secret: repaired, found }],
  )
}

function percentDecoded(text: string): string | undefined {
  if (!/%[0-9A-Fa-f]{2}/.test(text)) return undefined
  try {
    return decodeURIComponent(text)
  } catch {
    return undefined
  }
}

/** What a text is the Base64 of, if that is printable and long enough for a secret. */
function base64Decoded(text: string): string | undefined {
  if (!/^[A-Za-z0-9+/]{24,}={0,2}$/.test(text) || text.length % 4 !== 0) return undefined
  const decoded = Buffer.from(text, 'base64').toString('latin1').replace(/\n$/, '')
  return /^[\u0021-\u007e]{16,}$/.test(decoded) ? decoded : undefined
}
