import type { Context, Evidence } from '../../src/index.ts'
import { type Format, readFormat, shownOf } from './format.ts'
import { type Fields, infoFields } from './info.ts'
import { type AskKey, databaseAsker, keyAsker } from './nodes.ts'
import type { MetadataPlace } from './place.ts'
import { readKey } from './read-key.ts'
import { isSameBucket } from './same-bucket.ts'

/** At most so many databases are looked into. */
const MOST_DATABASES = 4

/** A setting under another form of the key, or in another database; undefined where none was found. */
export async function settingElsewhere(
  context: Context,
  { database }: MetadataPlace,
  prefix: string,
): Promise<Evidence | undefined> {
  const askKey = keyAsker(context)
  const forms = otherPrefixes(prefix, database)
  const found = await Promise.all(forms.map((form) => formatAt(context, askKey, `${form}setting`)))
  const at = found.findIndex((format) => format !== undefined)
  const [form, format] = [forms[at], found[at]]
  if (form !== undefined && format !== undefined) {
    const setting = context.settings.values.metadataPrefix?.source ?? ''
    return { foundAt: `${form}setting`, expectedPrefix: form, setting, ...shownOf(format) }
  }
  for (const other of otherDatabases(await infoFields(context), database).slice(
    0,
    MOST_DATABASES,
  )) {
    const askKey = await databaseAsker(context, other)
    const format = await formatAt(context, askKey, `${prefix}setting`)
    if (format !== undefined) return { expectedDatabase: other, ...shownOf(format) }
  }
  return undefined
}

/** A setting that can be read there, unless it is plainly that of another workspace. */
async function formatAt(
  { settings }: Context,
  askKey: AskKey,
  key: string,
): Promise<Format | undefined> {
  const reading = await readKey(askKey, key)
  if (reading?.kind !== 'text') return undefined
  const read = readFormat(reading.text)
  if (!('format' in read)) return undefined
  const [bucket, endpoint] = [settings.get('bucket'), settings.get('endpoint')]
  const known = settings.backend === 'byo' && bucket !== undefined && endpoint !== undefined
  const other = known && isSameBucket(read.format.Bucket, { bucket, endpoint }) === false
  return other ? undefined : read.format
}

/**
 * How else a prefix may have been meant: with or without its colon, its braces or the quotes of a
 * shell, as the whole key, left out, or as JuiceFS makes one of the number of the database.
 */
export function otherPrefixes(prefix: string, database: number): string[] {
  const bare = prefix.trim().replace(/^(['"])(.*)\1$/s, '$2')
  const core = bare.replace(/:?setting$/, '').replace(/(?<!:):+$/, '')
  const inner = core.replace(/^\{(.*)\}$/s, '$1')
  const own = inner === '' ? [] : [`{${inner}}:`, `{${inner}}`, `${inner}:`, inner]
  const forms = [bare, ...own, '', `{${database}}`, '{0}']
  return [...new Set(forms)].filter((form) => form !== prefix)
}

/** The databases that hold keys, but for this one. */
export function otherDatabases(fields: Fields | undefined, database: number): number[] {
  return [...(fields?.keys() ?? [])]
    .flatMap((name) => /^db(\d{1,5})$/.exec(name)?.[1] ?? [])
    .map(Number)
    .filter((number) => number !== database)
    .sort((a, b) => a - b)
}
