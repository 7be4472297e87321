import type { Around } from './around.ts'
import { beginsClause, endsClause } from './clause.ts'
import { isProse } from './prose.ts'

/** The reasons that go with the statuses of errors (RFC 9110 § 15). */
const REASONS: Readonly<Record<number, string>> = {
  401: 'unauthorized',
  403: 'forbidden',
  407: 'proxy authentication required',
  429: 'too many requests',
  500: 'internal server error',
  502: 'bad gateway',
  503: 'service unavailable',
  504: 'gateway timeout',
  507: 'insufficient storage',
}

/** What may stand before a status where HTTP is spoken of. */
const BEFORE = [
  ...['http/1.1 ', 'http/1.0 ', 'http/2 ', 'http/2.0 '],
  ...['http ', 'http status ', 'http status: ', 'http status code ', 'http status code: '],
  ...['http error ', 'http error: ', 'http code ', 'http_status=', 'http_code=', 'http_status":'],
  ...['status code: ', 'status code ', 'status code=', 'status_code=', 'status_code":'],
  ...['status_code: ', 'statuscode: ', 'statuscode":', 'statuscode=', 'httpstatuscode: '],
  ...['status_code": ', 'statuscode": ', 'httpstatuscode":', 'httpstatuscode": '],
  ...[
    'error occurred (',
    'status":',
    'status": ',
    'status=',
    'returned error: ',
    'unexpected status: ',
    'unexpected status ',
    'httpstatus":',
    'httpstatus=',
    'http_status: ',
  ],
] as const

/** How a status of HTTP is written where an error carries it, in small letters. */
export function spellingsOf(status: number): string[] {
  const reason = REASONS[status]
  const behind = reason === undefined ? [] : [`${status} ${reason}`]
  return [...BEFORE.map((words) => `${words}${status}`), ...behind]
}

const ANSWERED =
  /(?:^|[\s:("])(?:http(?:\/\d(?:\.\d)?)?|status|status code|code|answered|returned|responded(?: with)?|response|got|received|replied|server error|http error|failed with|failed:|error)\s{0,2}[:=]?\s{0,2}$/i

/** What a server may answer, it has not answered. */
const POSSIBLE = /\b(?:may|might|can|could|will|would|should|must)\b(?! ?n[o']t)/i
const SPEAKS_HTTP = /https?:|\bhttp|["' ](?:url|uri|path|method|endpoint|route)["']?\s?[:=]/i

function isPossible(before: string): boolean {
  return POSSIBLE.test(before.slice(-80).split(/[.;:]/).at(-1) ?? '')
}

/** Whether an error has its status at this place, spelt so. */
export function hasStatus(spelling: string, { before, after }: Around): boolean {
  if (/[\w-]$/.test(before) || /^[\w%-]|^\.\d/.test(after)) return false
  if (isProse(before, after) || isPossible(before)) return false
  // A word that jobs and services use as well as HTTP does.
  if (/^status[="]/.test(spelling) && !SPEAKS_HTTP.test(before + after)) return false
  if (!/^\d/.test(spelling)) return true
  return (beginsClause(before) || ANSWERED.test(before.slice(-40))) && endsClause(after)
}

/** The hosts of vendors, as far as S3 alone is served there. */
const S3_HOST =
  /\bs3[\w.-]{0,40}\.amazonaws\.com\b|\.(?:r2\.cloudflarestorage\.com|storage\.tigris\.dev|backblazeb2\.com|digitaloceanspaces\.com|wasabisys\.com)\b|\bt3\.storage\.dev\b/

/** Who answered, by what else is said: S3, the orchestrator, or nobody can tell. */
export function speakerOf(
  spelling: string,
  { before, after, next }: Around,
): 'storage' | 'orchestrator' | undefined {
  // Only the SDKs of AWS call it so.
  if (/^(?:httpstatuscode|error occurred)/.test(spelling)) return 'storage'
  const line = `${before} ${after}`
  // Of headers, the lines below are of the same answer.
  const all = spelling.startsWith('http/') ? `${line}\n${next}` : line
  if (
    /\bapi error\b|operation error S3|<Error>|<Code>|request id: |x-amz-|x-minio-|x-rgw-|Server: (?:AmazonS3|MinIO|Tigris)|\bS3Exception|\bS3ResponseError|\(Service: (?:Amazon )?S3|\bS3 error\b|\bS3ServiceException|'\$fault'|extendedRequestId/i.test(
      all,
    )
  )
    return 'storage'
  if (S3_HOST.test(line)) return 'storage'
  return /\/workspaces\b|\borchestrator\b|artifacts\.tonbo/i.test(line) ? 'orchestrator' : undefined
}
