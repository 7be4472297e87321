import { type Canary, own, strays } from './canaries.ts'

/** Everything that a server knows, as it may say it back. */
export interface Echo {
  /** For a header: what it was sent in every spelling, and secrets of somebody else's. */
  readonly line: string
  /** The same over several lines, coloured, and with marks that hide and reorder. */
  readonly lines: string
  /** A page such as a proxy or a login wall sends. */
  readonly page: string
  /** An error of S3's. */
  xml(code: string, more?: string): string
}

const base64 = (text: string) => Buffer.from(text).toString('base64')
const url = encodeURIComponent

const PRESIGNED =
  `https://cases.s3.eu-west-3.amazonaws.com/k?X-Amz-Algorithm=AWS4-HMAC-SHA256` +
  `&X-Amz-Credential=${own.accessKeyId.value}%2F20260801%2Feu-west-3%2Fs3%2Faws4_request` +
  `&X-Amz-Security-Token=${url(own.sessionToken.value)}&X-Amz-Signature=${strays.signature.value}`

/** ANSI colours, a window title, a C1 control, a text that runs backwards and a hidden space. */
export const ESCAPES = '\u001b[31mred\u001b[0m\u001b]0;title\u0007\u009b2J\u202egnp.exe\u200b'

/** What servers say that were sent this token and all that every run is given. */
export function echoOf(token: Canary = own.accessToken): Echo {
  const line = [
    'you sent',
    ...[token, ...Object.values(own)].flatMap(({ value }) => spellings(value)),
    base64(`default:${own.password.value}`),
    `redis://:${url(own.password.value)}@redis.example:6379/0`,
    strays.login.value,
    `token_${strays.apiKey.value}`,
    strays.serviceToken.value,
    `${strays.accessKeyId.value}_`,
    `Get "${PRESIGNED}": EOF`,
    `https://user:${strays.urlPassword.value}@registry.example/`,
    `Authorization: Bearer ${strays.bearer.value}`,
  ].join(' ')
  const lines = [
    ESCAPES,
    strays.login.value,
    strays.apiKey.value,
    `\t${strays.serviceToken.value}`,
    strays.accessKeyId.value,
    JSON.stringify({ headers: { authorization: `Basic ${base64(`u:${strays.basic.value}`)}` } }),
    `<a href="${PRESIGNED.replaceAll('&', '&amp;')}">`,
    line,
  ].join('\n')
  return {
    line,
    lines,
    page: `<!doctype html><html><title>${line}</title><pre>${lines}</pre></html>`,
    xml: (code, more = '') =>
      `<?xml version="1.0"?><Error><Code>${escaped(code)}</Code>` +
      `<Message>${escaped(lines)}</Message><StringToSign>${escaped(line)}</StringToSign>` +
      `${more}</Error>`,
  }
}

function spellings(value: string): string[] {
  return [value, url(value), base64(value), Buffer.from(value).toString('base64url')]
}

function escaped(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')
}
