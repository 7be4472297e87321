import type { Catalogue } from '../catalogue.ts'

/**
 * The ids of the causes that errors in a text lead to, as `artifacts-doctor explain` reads it: the
 * most specific of each error, the earliest error first. For what a program printed.
 */
export async function causesIn<Id extends string>(
  text: string,
  catalogue: Catalogue & Readonly<Record<Id, unknown>>,
): Promise<Id[]> {
  // Only where a program failed there is something to read.
  const { matcher } = await import('../matching/matcher.ts')
  return matcher(catalogue)
    .match(text)
    .map(({ cause }) => cause as Id)
}
