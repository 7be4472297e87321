import { type Context, isAwsHost, parseEndpoint, type S3Target } from '../../src/index.ts'
import { historyOf } from './history.ts'

/** The bucket as the product addresses it, and where in it the workspace lives. */
export interface Place {
  readonly target: S3Target
  /** Empty for the bucket's root, else with a slash at its end. */
  readonly prefix: string
}

/**
 * The place that the settings describe, with the keys they hold if those can be sent; undefined
 * where bucket or endpoint is missing or malformed. Other vendors than AWS are addressed by path, as the product
 * does (juicedata/juicefs, pkg/object/s3.go), until that was found to be refused.
 */
export function place(context: Context): Place | undefined {
  const { settings } = context
  const bucket = settings.get('bucket')
  const endpoint = parseEndpoint(settings.get('endpoint') ?? '')
  if (bucket === undefined || endpoint === undefined) return undefined
  const accessKeyId = settings.get('accessKeyId')
  const secretAccessKey = settings.get('secretAccessKey')
  const sessionToken = settings.get('sessionToken')
  const keys =
    accessKeyId === undefined ||
    secretAccessKey === undefined ||
    !sendable(accessKeyId) ||
    !sendable(sessionToken ?? '')
      ? {}
      : {
          keys: {
            accessKeyId,
            secretAccessKey,
            ...(sessionToken === undefined ? {} : { sessionToken }),
          },
        }
  return {
    target: {
      endpoint,
      bucket,
      style: isAwsHost(endpoint.hostname) || historyOf(context).virtual ? 'virtual' : 'path',
      region: settings.get('region') ?? 'us-east-1',
      signing: 'product',
      ...keys,
    },
    prefix: settings.get('prefix') ?? '',
  }
}

/** Whether a header can hold it: what was damaged cannot be sent, and is complained of elsewhere. */
function sendable(value: string): boolean {
  return /^[\u0021-\u007e]*$/.test(value)
}
