import { element, type S3Says, textOf } from './s3-says.ts'

/** An object of a listing. */
export interface Listed {
  readonly key: string
  readonly empty: boolean
}

/** The objects that a listing names, and whether there are more of them than it may name. */
export function listed(says: S3Says): {
  readonly objects: readonly Listed[]
  readonly cut: boolean
} {
  const text = textOf(says)
  const encoded = element(text, 'EncodingType') === 'url'
  const objects = text
    .split('<Contents>')
    .slice(1)
    .map((entry) => {
      const raw = element(entry, 'Key') ?? ''
      return { key: encoded ? decoded(raw) : raw, empty: element(entry, 'Size') === '0' }
    })
  return { objects, cut: element(text, 'IsTruncated') === 'true' }
}

/** A key that was encoded wrongly stays as it came. */
function decoded(raw: string): string {
  try {
    return decodeURIComponent(raw.replaceAll('+', ' '))
  } catch {
    return raw
  }
}
