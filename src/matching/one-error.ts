import type { Hit } from './hit.ts'

/**
 * The hits without those that another tells more about in the same error: a code and its message
 * are one, on however many lines they stand. Known words say more than a vague code before them,
 * and come first where the message begins with them; later in it they are of whatever the server
 * met, of which another code is the verdict. A code printed again without its message says nothing new.
 */
export function ofOneErrorEach(
  hits: readonly Hit[],
  refined: ReadonlyMap<string, string>,
): readonly Hit[] {
  const aside = new Set<Hit>()
  const moved = new Map<Hit, Hit>()
  const texts = hits.filter(({ kind }) => kind === 'text').sort((a, b) => a.from - b.from)
  const codes = hits.filter(hasMessage).sort((a, b) => a.says.from - b.says.from)
  let first = 0
  for (const code of codes) {
    while ((texts[first]?.from ?? Infinity) < code.says.from) first += 1
    for (let next = first; (texts[next]?.from ?? Infinity) < code.says.to; next += 1) {
      const text = texts[next]
      if (text === undefined || text.cause === code.cause) continue
      if (refined.get(code.cause) === text.cause) aside.add(text)
      else if (code.vague) aside.add(code)
      else if (text.from === code.says.from) moved.set(text, { ...text, line: code.line })
      else if (code.rank < 3 && text.from < code.says.clause) aside.add(text)
    }
  }
  const told = new Set(codes.map(({ matched }) => matched))
  return hits
    .filter((hit) => !aside.has(hit) && !(hit.alone === true && told.has(hit.matched)))
    .map((hit) => moved.get(hit) ?? hit)
}

function hasMessage(hit: Hit): hit is Hit & { readonly says: NonNullable<Hit['says']> } {
  return hit.says !== undefined
}
