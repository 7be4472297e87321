import { type Context, fact, limitsOf, type S3Target } from '../../src/index.ts'
import { place } from './target.ts'
import { type Told, tell } from './told.ts'

/** The signed listing that several checks judge; undefined without a place or keys. */
export const signedAnswer = fact('signed answer', async (context): Promise<Told | undefined> => {
  const limits = limitsOf(context)
  const at = place(context)
  if (at?.target.keys === undefined) return undefined
  const s3 = await context.clients.s3(at.target)
  return tell(context, s3.list(at.prefix, limits))
})

/** An unsigned HEAD of the bucket: what can be told without keys, and the region, even when refused. */
export const unsignedHead = fact('unsigned head', async (context): Promise<Told | undefined> => {
  const limits = limitsOf(context)
  const at = place(context)
  if (at === undefined) return undefined
  const { keys: _, ...target } = at.target
  const s3 = await context.clients.s3(target)
  return tell(context, s3.head(limits))
})

/** The same listing, signed otherwise: in another region, or with another set of headers. */
export async function listSigned(
  context: Context,
  change: Partial<Pick<S3Target, 'region' | 'signing' | 'endpoint'>>,
): Promise<Told | undefined> {
  const limits = limitsOf(context)
  const at = place(context)
  if (at === undefined) return undefined
  const s3 = await context.clients.s3({ ...at.target, ...change })
  return tell(context, s3.list(at.prefix, limits))
}
