import { percentDecoded } from '../percent-decoded.ts'
import { element, type S3Reply, textOf } from './s3-reply.ts'

/** An object of a listing. */
export interface ListedObject {
  readonly key: string
  readonly empty: boolean
}

/** What a listing names, and whether there is more than it may name. */
export interface Listing {
  readonly objects: readonly ListedObject[]
  readonly truncated: boolean
}

/** The listing that a reply holds; an empty one where it holds none. */
export function listingOf(reply: S3Reply): Listing {
  const text = textOf(reply)
  const encoded = element(text, 'EncodingType') === 'url'
  const objects = text
    .split('<Contents>')
    .slice(1)
    .map((entry) => {
      const raw = element(entry, 'Key') ?? ''
      return {
        key: encoded ? percentDecoded(raw.replaceAll('+', ' ')) : raw,
        empty: element(entry, 'Size') === '0',
      }
    })
  return { objects, truncated: element(text, 'IsTruncated') === 'true' }
}
