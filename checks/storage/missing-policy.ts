import { type Context, type Evidence, regionOfAwsHost } from '../../src/index.ts'
import { signedAnswer } from './answers.ts'
import { isDenied } from './s3-exchange.ts'
import type { S3Reply } from './s3-reply.ts'
import { place } from './target.ts'

/**
 * The smallest policy that grants what was denied, for this bucket and prefix, as `missing`: one
 * line of JSON. None where a policy forbids it: no other can allow it then.
 * Source: docs.aws.amazon.com/AmazonS3/latest/userguide/example-policies-s3.html.
 */
export async function missingPolicy(
  context: Context,
  action: string,
  reply: S3Reply,
): Promise<Evidence> {
  const at = place(context)
  if (at === undefined || /explicit deny/i.test(reply.message ?? '')) return {}
  const listDenied = isDenied(await signedAnswer(context))
  const { bucket, endpoint } = at.target
  const arn = `arn:${partition(endpoint.hostname)}:s3:::${bucket}`
  const actions = action === 's3:ListBucket' ? [] : [action]
  const Statement = [
    ...actions.map((Action) => ({ Effect: 'Allow', Action, Resource: `${arn}/${at.prefix}*` })),
    ...(listDenied || action === 's3:ListBucket' ? [listing(arn, at.prefix)] : []),
  ]
  return { missing: JSON.stringify({ Version: '2012-10-17', Statement }) }
}

function listing(Resource: string, prefix: string): object {
  const statement = { Effect: 'Allow', Action: 's3:ListBucket', Resource }
  return prefix === ''
    ? statement
    : { ...statement, Condition: { StringLike: { 's3:prefix': `${prefix}*` } } }
}

function partition(host: string): string {
  if (host.endsWith('.cn')) return 'aws-cn'
  return regionOfAwsHost(host)?.startsWith('us-gov-') ? 'aws-us-gov' : 'aws'
}
