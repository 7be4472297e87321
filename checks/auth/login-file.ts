import { readlink } from 'node:fs/promises'
import { type CachedFile, type Evidence, findToken } from '../../src/index.ts'
import { octal } from '../octal.ts'
import { isJson } from './is-json.ts'

/** What a look into a file of a login showed. */
export type LoginFile =
  | { readonly kind: 'absent' }
  | { readonly kind: 'login' }
  | { readonly kind: 'unreadable'; readonly evidence: Evidence & { readonly code: string } }
  /** It holds something, and what such a file may hold is not published. */
  | { readonly kind: 'unknown'; readonly reason: string }

/** Judges a file that may hold a login. */
export async function lookIntoLogin(file: CachedFile): Promise<LoginFile> {
  const { path, look, values } = file
  if (look.found === 'unreadable') return unreadable(path, look.code)
  if (!look.found) {
    const link = await readlink(path).catch(() => undefined)
    return link === undefined
      ? { kind: 'absent' }
      : unreadable(path, 'a link that leads nowhere', { link })
  }
  if (findToken(values) !== undefined) return { kind: 'login' }
  const reason = unknownIn(values)
  if (reason !== undefined) return { kind: 'unknown', reason }
  return unreadable(path, faultOf(look.text))
}

/** How a file is exposed: readable or changeable by others; undefined where only this user may use it. */
export function exposure({ look }: CachedFile): Evidence | undefined {
  if (look.found !== true) return undefined
  const { mode, uid } = look
  const me = process.geteuid?.() ?? uid
  // Root reads what is others', and theirs it stays.
  const foreign = uid !== me && me !== 0 && uid !== 0
  if ((mode & 0o077) === 0 && !foreign) return undefined
  return {
    mode: octal(mode),
    ...(uid === me ? {} : { owner: uid }),
  }
}

function unreadable(path: string, code: string, more: Evidence = {}): LoginFile {
  return { kind: 'unreadable', evidence: { path, code, ...more } }
}

/** Why a file may hold a login of a kind that is not known here; undefined where nothing suggests it. */
function unknownIn(values: CachedFile['values']): string | undefined {
  const named = (name: RegExp, value: RegExp) =>
    values.some((one) => name.test(one[0]) && value.test(one[1]))
  // Of what a bearer token is made (RFC 6750 § 2.1), and as long as one must be not to be guessed.
  const opaque = /^[A-Za-z0-9._~+/-]{16,}=*$/
  if (named(/^(access_?token|token|api_?key)$/i, opaque))
    return 'the file of the login holds a token of no known form; only the artifacts program knows it'
  return named(/refresh_?token$/i, /\S/)
    ? 'the file of the login holds only what renews it; whether that is accepted, only the artifacts program can tell'
    : undefined
}

/** Why no token was found in a text. */
function faultOf(text: string): string {
  if (/^\s*$/.test(text.replace(/^\ufeff/, ''))) return 'empty'
  if (text.includes('\0')) return 'UTF-16, not UTF-8'
  // No sender may add one, and most parsers refuse it (RFC 8259 § 8.1).
  if (text.startsWith('\ufeff')) return 'a byte order mark before the text'
  if (/^\s*[{[]/.test(text) && !isJson(text)) return 'JSON that is cut short or broken'
  return 'no token in it'
}
