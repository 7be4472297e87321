import { readingCaps } from './caps.ts'

/**
 * A name within an archive without a `./` before it; undefined if it is absolute, leads out or
 * through nothing, or could not be shown as it is.
 */
export function safeName(name: string): string | undefined {
  const plain = name.replace(/^(\.\/+)+/, '').replace(/(?<!\/)\/+$/, '')
  if (plain === '' && /^\.?\/*$/.test(name) && name.startsWith('.')) return '.'
  if (plain === '' || name.length > readingCaps.nameLength) return undefined
  // A drive, a share and an alternate stream of Windows among them.
  if (/[\\:\p{Cc}\p{Cf}\ufffd]/u.test(plain)) return undefined
  const bad = plain.split('/').some((part) => part === '' || part === '.' || part === '..')
  return bad ? undefined : plain
}
