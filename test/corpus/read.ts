import { causes } from '../../checks/causes/index.ts'
import { matcher } from '../../src/matching/matcher.ts'
import { corpus } from './corpus.ts'
import type { Read } from './score.ts'

/** Every case of the corpus, read by the strict matcher. */
export function readCorpus(): Read[] {
  const { match } = matcher(causes)
  return corpus().map((given) => {
    const { text, backend } = given
    const named = match(text, backend === undefined ? {} : { backend })
    return { given, named: named.map(({ cause }) => cause) }
  })
}
