import { own, strays } from './canaries.ts'

const base64 = (text: string) => Buffer.from(text).toString('base64')
const url = encodeURIComponent

const PRESIGNED =
  `https://cases.s3.eu-west-3.amazonaws.com/k?X-Amz-Algorithm=AWS4-HMAC-SHA256` +
  `&X-Amz-Credential=${own.accessKeyId.value}%2F20260801%2Feu-west-3%2Fs3%2Faws4_request` +
  `&X-Amz-Security-Token=${url(own.sessionToken.value)}&X-Amz-Signature=${strays.signature.value}`

/** Every known secret in the spellings in which a server may give it back. */
const KNOWN = Object.values(own).flatMap(({ value }) => [
  value,
  url(value),
  base64(value),
  Buffer.from(value).toString('base64url'),
])

/** One line for a header: what the doctor sent, and secrets of somebody else's. */
export const line = [
  'you sent',
  ...KNOWN,
  base64(`default:${own.password.value}`),
  `redis://:${url(own.password.value)}@redis.example:6379/0`,
  strays.jwt.value,
  `token_${strays.apiKey.value}`,
  strays.serviceToken.value,
  `${strays.accessKeyId.value}_`,
  `Get "${PRESIGNED}": EOF`,
  `https://user:${strays.urlPassword.value}@registry.example/`,
  `Authorization: Bearer ${strays.opaqueBearer.value}`,
].join(' ')

/** The same over several lines, coloured, and with marks that hide and reorder. */
export const lines = [
  '\u001b[31mrefused\u001b[0m\u0007\u009b2J\u202egnp.exe\u200b',
  strays.jwt.value,
  strays.apiKey.value,
  `\t${strays.serviceToken.value}`,
  strays.accessKeyId.value,
  JSON.stringify({ headers: { authorization: `Basic ${base64(`u:${strays.basic.value}`)}` } }),
  `<a href="${PRESIGNED.replaceAll('&', '&amp;')}">`,
  line,
].join('\n')

/** A page such as a proxy or a login wall sends. */
export const page = `<!doctype html><html><title>${line}</title><pre>${lines}</pre></html>`

/** An error of S3's. */
export function xmlError(code: string, more = ''): string {
  const safe = (text: string) =>
    text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')
  return (
    `<?xml version="1.0"?><Error><Code>${safe(code)}</Code><Message>${safe(lines)}</Message>` +
    `<StringToSign>${safe(line)}</StringToSign>${more}</Error>`
  )
}
