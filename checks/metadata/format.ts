import type { Evidence } from '../../src/index.ts'
import { type JsonObject, parseObject } from '../json-object.ts'

/** The value of a setting key, as JuiceFS writes it (juicedata/juicefs, pkg/meta/config.go). */
export type Format = JsonObject & {
  readonly Name: string
  readonly UUID: string
  readonly Storage: string
  readonly Bucket: string
}

/** The newest form of metadata that JuiceFS reads (pkg/meta/config.go, CheckVersion). */
const NEWEST = 1

/** The setting in a text, or what is wrong with it: never a part of the text. */
export function readFormat(text: string): { readonly format: Format } | { readonly found: string } {
  const fields = parseObject(text)
  if (fields === undefined) return { found: 'no JSON object' }
  const absent = (['Name', 'UUID', 'Storage', 'Bucket'] as const).filter(
    (name) => typeof fields[name] !== 'string',
  )
  if (absent.length > 0) return { found: `no ${absent.join(', ')}` }
  const { MetaVersion: version } = fields
  if (version !== undefined && typeof version !== 'number')
    return { found: 'a MetaVersion that is not a number' }
  if (version !== undefined && version > NEWEST)
    return { found: `MetaVersion ${version}, newer than any known client reads` }
  if (fields.KeyEncrypted === true && fields.SecretKey === 'removed')
    return { found: 'a dump that was loaded without its secret key' }
  return { format: fields as Format }
}

/** The fields that are no secret; the value as a whole is one. */
const SHOWN = [
  'Name',
  'UUID',
  'Storage',
  'Bucket',
  'MetaVersion',
  'MinClientVersion',
  'MaxClientVersion',
] as const

/** What may be shown of a setting. */
export function shownOf(format: Format): Evidence {
  return Object.fromEntries(
    SHOWN.flatMap((name) => {
      const field = format[name]
      return typeof field === 'string' || typeof field === 'number'
        ? [[name, harmless(field)] as const]
        : []
    }),
  )
}

/** From the first two slashes to the last `@`. */
function withoutLogin(url: string): string {
  const [start, end] = [url.indexOf('//'), url.lastIndexOf('@')]
  return start < 0 || end < start + 2 ? url : `${url.slice(0, start + 2)}${url.slice(end + 1)}`
}

/** A bucket's URL loses all that could be a secret in it. */
function harmless(field: string | number): string | number {
  if (typeof field === 'number') return field
  return withoutLogin(field).replace(/\?.*$/s, '')
}
