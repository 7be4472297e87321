import fc from 'fast-check'

/** The same cases on every run: what is found today is found tomorrow. */
export const RUNS = { numRuns: 1000, seed: 20_261_127 }

/** Texts of these pieces, of what a parser looks at, and of anything else. */
export function pasted(...pieces: string[]): fc.Arbitrary<string> {
  const piece = fc.oneof(fc.constantFrom(...pieces), fc.string({ unit: 'binary', maxLength: 8 }))
  return fc.array(piece, { maxLength: 24 }).map((parts) => parts.join(''))
}

export function holds<T>(arbitrary: fc.Arbitrary<T>, property: (value: T) => void): void {
  fc.assert(fc.property(arbitrary, property), RUNS)
}
