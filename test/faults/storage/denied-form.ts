import { s3Error } from '../../checks/storage/bucket.ts'
import { captured } from '../../support/captured.ts'
import type { Rule, SeenRequest } from '../../support/fault-proxy.ts'
import type { Line } from '../line.ts'
import { onS3rver } from './worlds.ts'
import { r2 } from './worlds-vendors.ts'

const PUT = { action: 's3:PutObject' }

function message(text: string): string {
  return `<Message>${text}</Message>`
}

/** Writes that carry a checksum, refused as `answer` says. */
function refusingChecksums(status: number, code: string, text: string): Rule {
  return {
    when: (request) => checksumOf(request) !== undefined,
    do: { answer: s3Error(status, code, message(text)) },
  }
}

function checksumOf({ headers }: SeenRequest): string | undefined {
  return Object.keys(headers).find((name) => /^x-amz-(sdk-)?checksum-/.test(name))
}

const CHECKSUMS = { AWS_REQUEST_CHECKSUM_CALCULATION: 'when_supported' }

/** Writes that are refused for the form in which they are sent. */
export const deniedForm: readonly Line[] = [
  {
    area: 'denied',
    what: 'R2: AWS_REQUEST_CHECKSUM_CALCULATION has a CRC32 sent that it does not implement',
    source: 'aws/aws-sdk-js-v3#6810, cloudflare/cloudflare-docs#19236',
    world: r2({
      env: CHECKSUMS,
      answers: (asked) => {
        const name = checksumOf(asked)
        if (name === undefined) return undefined
        const text = `Header '${name}' with value '${asked.headers[name]}' not implemented`
        return s3Error(501, 'NotImplemented', message(text))
      },
    }),
    root: 'storage/checksum-unsupported',
    check: 'storage/put',
    seen: {
      ...PUT,
      httpStatus: 501,
      code: 'NotImplemented',
      setting: 'AWS_REQUEST_CHECKSUM_CALCULATION',
    },
  },
  {
    area: 'denied',
    what: 'an older server that calls the checksum a header it does not know',
    source: 'cortexproject/cortex#5829, of x-amz-checksum-algorithm',
    world: onS3rver({
      rules: [
        refusingChecksums(
          400,
          'InvalidArgument',
          'Unsupported header received in the request: x-amz-sdk-checksum-algorithm',
        ),
      ],
      env: CHECKSUMS,
    }),
    root: 'storage/checksum-unsupported',
    check: 'storage/put',
    seen: { ...PUT, httpStatus: 400, setting: 'AWS_REQUEST_CHECKSUM_CALCULATION' },
  },
  {
    area: 'denied',
    what: 'a gateway that takes only writes whose bytes are signed',
    source: 'captured from s3rver 4.0 (x-amz-content-sha256); benbjohnson/litestream#894',
    world: onS3rver({
      rules: [
        {
          when: ({ method, headers }) =>
            method === 'PUT' && headers['x-amz-content-sha256'] === 'UNSIGNED-PAYLOAD',
          do: {
            answer: captured('s3rver', 'aws-chunked unsigned trailer CRC32 (right): put'),
          },
        },
      ],
    }),
    root: 'storage/payload-refused',
    check: 'storage/put',
    seen: { ...PUT, httpStatus: 400, code: 'InvalidArgument' },
  },
]
