import type { Catalogue } from '../../src/index.ts'
import { page } from './docs.ts'

/** What can be wrong with the service that is to hold the bucket, whoever asks. */
export const storageService = {
  'storage/not-s3': {
    title: 'What answers at the endpoint is not S3',
    why:
      'The answer is a web page or some other protocol: a console, the website of a bucket, a ' +
      'proxy or a login portal. No workspace can be kept there.',
    fix: [
      { do: 'See who answers', run: 'curl -sSi <endpoint>' },
      { do: 'For MinIO, use the port of the API (9000 by default), not that of the console' },
      { do: 'For AWS, use an s3.… endpoint, not an s3-website one' },
      { do: 'If a proxy answers in its place, have it let <host> through' },
    ],
    docs: page('storage/not-s3'),
    documented: false,
    owner: 'you',
    foundBy: ['storage/reachable', 'storage/put'],
    match: [
      { text: 's3 api request made to console port*', open: true },
      { text: 's3 api requests must be made to api port' },
      { text: 's3 api requests should be sent to api port' },
      { text: 'deserialization failed, failed to decode response body*', open: true },
      { text: 'xml syntax error on line', open: true },
    ],
  },
  'storage/throttled': {
    title: 'The storage asks for fewer requests',
    why:
      'More was asked of it at once than the bucket, the key or the account may. It goes on ' +
      'when the load falls.',
    fix: [
      {
        do: 'Wait a little, and try again',
        run: 'artifacts-doctor --backend byo --bucket <bucket> --endpoint <endpoint> --wait 60s',
      },
      { do: 'Find out what else uses the bucket or the keys, and slow it down' },
      { do: 'If it goes on, have the vendor raise the limit' },
    ],
    docs: page('storage/throttled'),
    documented: false,
    transient: true,
    owner: 'provider',
    foundBy: ['storage/reachable', 'storage/put', 'storage/get'],
    match: [
      { code: 'SlowDown' },
      { code: 'SlowDownRead' },
      { code: 'SlowDownWrite' },
      { code: 'TooManyRequests' },
      { code: 'ThrottlingException' },
      { code: 'RequestLimitExceeded' },
      { code: 'RequestThrottled' },
      { code: 'Throttling' },
      { text: 'please reduce your request rate' },
      { status: 429, from: 'storage' },
    ],
  },
  'storage/server-error': {
    title: 'The storage itself has failed',
    why:
      'The server or a gateway before it answered with a status of 500 or above, which says ' +
      'nothing about the bucket or the keys.',
    fix: [
      {
        do: 'Wait a little, and try again',
        run: 'artifacts-doctor --backend byo --bucket <bucket> --endpoint <endpoint> --wait 60s',
      },
      { do: 'Look at the status page of the vendor' },
      { do: 'If the server is yours, look at its log and at its disks' },
    ],
    docs: page('storage/server-error'),
    documented: false,
    transient: true,
    owner: 'provider',
    foundBy: ['storage/reachable', 'storage/put', 'storage/get'],
    match: [
      { code: 'InternalError', vague: true },
      { code: 'ServiceUnavailable' },
      { code: 'XMinioServerNotInitialized' },
      { text: 'we encountered an internal error. please try again', open: true },
      { status: 500, from: 'storage' },
      { status: 502, from: 'storage' },
      { status: 503, from: 'storage' },
      { status: 504, from: 'storage' },
    ],
  },
  'storage/full': {
    title: 'The storage has no room left',
    why:
      'The disks behind it are full. Nothing can be written until room is made, and a mounted ' +
      'workspace fails at the next write.',
    fix: [
      { do: 'If the server is yours, add disks or remove what is no longer needed' },
      { do: 'Else tell those who run it, with the request id' },
      { do: 'Meanwhile keep the workspace in another bucket' },
    ],
    docs: page('storage/full'),
    documented: false,
    owner: 'provider',
    foundBy: ['storage/put'],
    match: [
      { code: 'XMinioStorageFull' },
      { code: 'InsufficientStorage' },
      { text: 'storage backend has reached its minimum free drive threshold', open: true },
      { status: 507 },
    ],
  },
  'storage/clock-skewed': {
    title: 'The clock of the storage is wrong',
    why:
      'It turns requests away for their time, and another server agrees with the clock of this ' +
      'machine. No client can work with it until its own clock is set.',
    fix: [
      { do: 'Compare its time with another', run: 'curl -sI <endpoint> | grep -i ^date; date -u' },
      { do: 'If the server is yours, set its clock', run: 'sudo chronyc makestep' },
      { do: 'Else tell those who run it' },
    ],
    docs: page('storage/clock-skewed'),
    documented: false,
    first: true,
    owner: 'provider',
    foundBy: ['storage/region'],
  },
  'storage/payload-refused': {
    title: 'The storage wants the bytes of each write to be signed',
    why:
      'The product writes without signing what it writes (UNSIGNED-PAYLOAD), and this server, or ' +
      'a gateway before it, takes only writes whose bytes are signed. Creating stops at the ' +
      'storage test, while other S3 programs work.',
    fix: [
      { do: 'Use the endpoint over https: many servers ask this only of plain http' },
      { do: 'Use the endpoint of the storage itself, past any gateway' },
      { do: 'If the server is yours, update it, or let it take UNSIGNED-PAYLOAD' },
    ],
    docs: page('storage/payload-refused'),
    documented: false,
    owner: 'provider',
    foundBy: ['storage/region', 'storage/put'],
    match: [
      { code: 'XAmzContentSHA256Mismatch' },
      { text: 'unsigned payload is not supported', open: true },
    ],
  },
  'storage/checksum-unsupported': {
    title: 'The storage does not know the checksums that are sent along',
    why:
      'AWS_REQUEST_CHECKSUM_CALCULATION asks for a checksum in each write, and this server ' +
      'refuses it. Without the variable the product sends none.',
    fix: [
      { do: 'Take the variable away', run: 'unset AWS_REQUEST_CHECKSUM_CALCULATION' },
      {
        do: 'If something needs it, restrict it',
        run: 'export AWS_REQUEST_CHECKSUM_CALCULATION=when_required',
      },
    ],
    docs: page('storage/checksum-unsupported'),
    documented: false,
    owner: 'you',
    foundBy: ['storage/put'],
    match: [
      {
        code: 'NotImplemented',
        message: ['x-amz-checksum', 'x-amz-sdk-checksum', 'x-amz-trailer'],
      },
    ],
  },
  'storage/wrong-data': {
    title: 'The storage returns other bytes than were written',
    why:
      'An object was stored and read back, and the two differ. A cache, a gateway that ' +
      'converts, or a store that is not consistent stands between; files would be damaged.',
    fix: [
      { do: 'Use the endpoint of the storage itself, past any CDN, cache or gateway' },
      {
        do:
          'Turn off what changes objects on their way: compression, scanning, encryption at the ' +
          'proxy',
      },
      { do: 'If it happens at the storage itself, do not use it, and tell the vendor' },
    ],
    docs: page('storage/wrong-data'),
    documented: false,
    owner: 'provider',
    foundBy: ['storage/get'],
    match: [{ text: 'read wrong data', open: true }],
  },
} satisfies Catalogue
