import { causes } from '../../checks/causes/index.ts'
import { matcher } from '../../src/matching/matcher.ts'
import { triage } from '../../src/triage/index.ts'
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

/**
 * Every case of the corpus as a log of its own. Triage ranks the causes in a way of its own, so only
 * the first is judged by its place: the others are given in the order of the corpus.
 */
export async function readCorpusAsLogs(): Promise<Read[]> {
  const reads: Read[] = []
  for (const given of corpus()) {
    const { text, backend } = given
    const input = {
      name: given.file,
      open: async function* () {
        yield Buffer.from(`${text}\n`)
      },
    }
    const options = { catalogue: causes, ...(backend === undefined ? {} : { backend }) }
    const { rootCauses, consequences } = await triage([input], options)
    const named = [...rootCauses, ...consequences].map(({ cause }) => cause)
    const [first, ...others] = named
    const place = (id: string) => given.causes.indexOf(id) + 1 || named.length + 1
    const behind = others.sort((a, b) => place(a) - place(b))
    reads.push({ given, named: first === undefined ? [] : [first, ...behind] })
  }
  return reads
}
