import { jwt } from '../support/jwt.ts'

/** A secret with a mark in it that no innocent text holds. */
export interface Canary {
  readonly name: string
  readonly mark: string
  readonly value: string
}

const now = Math.floor(Date.now() / 1000)

function login(mark: string): string {
  const token = jwt({ sub: mark, iat: now - 60, exp: now + 3600 })
  return token.replace(/[^.]+$/, `${mark}Qx7Lm2Vt9Rk4${mark}Zp8Wd5`)
}

const canary = (name: string, mark: string, value: string): Canary => ({ name, mark, value })

/** The tokens that a run may be given, one of each kind. */
export const tokens = {
  jwt: canary('the login', 'CANARYa7f3', login('CANARYa7f3')),
  apiKey: canary('the API key', 'CANARYb7f3', `tbo_CANARYb7f3${'Kd4Jw9'.repeat(9)}CANARYb7f3`),
  serviceToken: canary('the service token', 'CANARYc7f3', 'art_CANARYc7f3Gs2-Fy5_Mr1CANARYc7f3'),
  opaque: canary('a token of no known kind', 'CANARYt7f3', 'CANARYt7f3Bv3Xn8.Lj6Pz1.Uh4CANARYt7f3'),
} as const

/** What every run is given, in its environment and in files; marked at both ends. */
export const own = {
  accessToken: canary('the cached login', 'CANARYd7f3', login('CANARYd7f3')),
  refreshToken: canary('the refresh token', 'CANARYe7f3', 'v1CANARYe7f3Nb6.Hq3-Tc8CANARYe7f3x'),
  accessKeyId: canary('the access key id', 'CANARY7F3', 'ASIACANARY7F300000ID'),
  secretKey: canary(
    'the secret key',
    'CANARYg7f3',
    'CANARYg7f3wJalrXUtnFEMIK7MDENG/bPxRfiCYCANARYg7f3',
  ),
  sessionToken: canary(
    'the session token',
    'CANARYh7f3',
    `CANARYh7f3IQoJb3JpZ2luX2VjE${'Aa0Bb1Cc2'.repeat(14)}/+Yz9CANARYh7f3==`,
  ),
  fileSecretKey: canary(
    'the cached key',
    'CANARYi7f3',
    'CANARYi7f3je7MtGbClwBF2Zp9Utk/h3yCo8nvbCANARYi7f3',
  ),
  password: canary('the password', 'CANARY-j7f3', 'k9@CANARY-j7f3/w:rd?#&"<é> so CANARY-j7f3'),
} as const

/** Secrets of somebody else's: they can be told only by their shape. */
export const strays = {
  login: canary('a stray login', 'CANARYk7f3', login('CANARYk7f3')),
  apiKey: canary('a stray API key', 'CANARYl7f3', 'tbo_CANARYl7f3-Ew7Ot2'),
  serviceToken: canary('a stray service token', 'CANARYm7f3', 'art_CANARYm7f3-Iu5Ay9'),
  accessKeyId: canary('a stray key id', 'CANARYN7F3', 'AKIACANARYN7F3000000'),
  signature: canary('a presigned signature', 'CANARYo7f3', 'CANARYo7f300112233445566778899'),
  urlPassword: canary('a password in a URL', 'CANARYp7f3', 'CANARYp7f3-Wk2Rb8'),
  bearer: canary('an opaque bearer', 'CANARYq7f3', 'CANARYq7f3.Ta5.Ej9Mh4'),
  basic: canary('a basic login', 'CANARYr7f3', 'CANARYr7f3-Of6Yn3'),
} as const

/** A secret in a metadata value, which is never shown in the first place. */
export const ofTheSetting = canary('the key in the setting', 'CANARYs7f3', 'CANARYs7f3-Sv8Cx2Ge7')

export const everyCanary: readonly Canary[] = [
  ...Object.values(tokens),
  ...Object.values(own),
  ...Object.values(strays),
  ofTheSetting,
]

/**
 * The canaries of which a text shows anything, wherever its lines break: the mark in any letter
 * case or in Base64 at any alignment, the value as a part of a URL, or eight characters of it.
 */
export function leaks(text: string, canaries: readonly Canary[] = everyCanary): string[] {
  const joined = text.replace(/\s+/g, '')
  const folded = joined.toLowerCase()
  const base64 = joined.replaceAll('-', '+').replaceAll('_', '/')
  return canaries.flatMap(({ name, mark, value }) => {
    const whole = folded.includes(mark.toLowerCase())
    return [
      ...(whole ? [name] : []),
      ...(!whole && parts(value).some((part) => joined.includes(part)) ? [`${name} in part`] : []),
      ...(inBase64(mark).some((part) => base64.includes(part)) ? [`${name} in Base64`] : []),
      ...(folded.includes(encodeURIComponent(value).toLowerCase()) ? [`${name} in a URL`] : []),
    ]
  })
}

const PART = 8

/** Every eight characters of a value in a row, but for the head of a login, which all have. */
function parts(value: string): string[] {
  const secret = value.replace(/^eyJ[^.]*\./, '').replace(/\s+/g, '')
  return Array.from({ length: Math.max(0, secret.length - PART + 1) }, (_, start) =>
    secret.slice(start, start + PART),
  )
}

/** What a text looks like within the Base64 of a longer one, whatever stands around it. */
function inBase64(text: string): string[] {
  return [0, 1, 2].map((before) => {
    const bytes = Buffer.from('\0'.repeat(before) + text)
    // Of the first and the last characters some bits are the neighbours'.
    const [first, end] = [Math.ceil((before * 8) / 6), Math.floor((bytes.length * 8) / 6)]
    return bytes.toString('base64').slice(first, end)
  })
}
