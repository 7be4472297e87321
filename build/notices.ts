import type { BundledPackage } from './bundled-packages.ts'

/**
 * The text to go with the package: what is bundled, under which licence, and each licence and
 * notice word for word. One that several packages share stands once. Throws for a package that
 * comes without a text, unless its licence is `own`, whose text is our own too.
 */
export function notices(
  packages: readonly BundledPackage[],
  own: { readonly licence: string; readonly text: string },
): string {
  const texts = new Map<string, string[]>()
  for (const one of packages) {
    for (const text of textsOf(one, own)) {
      texts.set(text, [...(texts.get(text) ?? []), `${one.name} ${one.version}`])
    }
  }
  const list = packages.map(({ name, version, licence, url }) =>
    [`- ${name} ${version}, ${licence}`, ...(url === undefined ? [] : [url])].join(', '),
  )
  return [
    'artifacts-doctor carries code of these packages within its own files:',
    list.join('\n'),
    ...[...texts].map(([text, names]) => `${RULE}\n${names.join('\n')}\n${RULE}\n\n${text}`),
  ]
    .join('\n\n')
    .concat('\n')
}

const RULE = '-'.repeat(80)

function textsOf(
  { name, licence, texts }: BundledPackage,
  own: { readonly licence: string; readonly text: string },
): string[] {
  const found = Object.values(texts).map((text) => text.replaceAll('\r\n', '\n').trim())
  if (found.length > 0) return found
  if (licence === own.licence) return [own.text.trim()]
  throw new Error(`${name} comes without the text of its licence, ${licence}`)
}
