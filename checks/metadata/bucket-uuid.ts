import { fact, limitsOf } from '../../src/index.ts'
import { s3Exchange } from '../storage/s3-exchange.ts'
import { textOf } from '../storage/s3-reply.ts'
import { place } from '../storage/target.ts'

/** What the bucket says about the volume that was formatted in it. */
export type BucketUuid =
  | { readonly key: string; readonly uuid: string }
  | { readonly key: string; readonly absent: true }
  | { readonly key: string; readonly code: string }

/** It is only a second opinion, so it is not waited for any longer. */
const WITHIN_MS = 2500
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/**
 * The identity of the volume in the workspace's own place in the bucket, which formatting writes
 * just before the setting (juicedata/juicefs, cmd/format.go); undefined where that place is not
 * known, or the bucket says nothing that tells.
 */
export const bucketUuid = fact(
  'volume uuid in the bucket',
  async (context): Promise<BucketUuid | undefined> => {
    const { settings } = context
    const at = place(context)
    const known = settings.backend === 'byo' && settings.get('prefix') !== undefined
    if (!known || at?.target.keys === undefined) return undefined
    const key = `${at.prefix}juicefs_uuid`
    const s3 = await context.clients.s3(at.target)
    const exchange = await s3Exchange(s3.get(key, limitsOf(context, WITHIN_MS)))
    if (!exchange.answered) return undefined
    const { answer, code } = exchange.reply
    if (answer.status === 200) {
      const uuid = textOf(exchange.reply).trim()
      return UUID.test(uuid) ? { key, uuid: uuid.toLowerCase() } : undefined
    }
    if (code === 'NoSuchKey') return { key, absent: true }
    return code !== undefined && /^[A-Za-z]{3,60}$/.test(code) ? { key, code } : undefined
  },
)
