import type { Evidence, S3Answer } from '../../src/index.ts'

/** An answer of S3, parsed as far as its form goes; `root` is the outermost element of its XML. */
export interface S3Reply {
  readonly answer: S3Answer
  readonly root?: string
  /** The code of an error body, or that of MinIO's header where a HEAD has no body. */
  readonly code?: string
  readonly message?: string
  /** The region that the server says is right. */
  readonly expectedRegion?: string
}

/** Parses an answer without trusting it: bounded, with XML's five entities and no others, without nesting. */
export function readS3(answer: S3Answer): S3Reply {
  const text = answer.body.toString('utf8')
  const root = ROOT.exec(text.trimStart())?.[1]
  const error = root === 'Error'
  const code = (error ? element(text, 'Code') : undefined) ?? answer.headers['x-minio-error-code']
  const message = error ? element(text, 'Message') : undefined
  const expectedRegion = regionSaid(answer, error ? text : '', code, message)
  return {
    answer,
    ...(root === undefined ? {} : { root }),
    ...(code === undefined || code === '' ? {} : { code }),
    ...(message === undefined ? {} : { message }),
    ...(expectedRegion === undefined ? {} : { expectedRegion }),
  }
}

/** What may precede the outermost element; bounded, since a stranger may send nothing but blanks. */
const ROOT =
  /^(?:<\?xml[^>]{0,200}\?>\s{0,100})?(?:<!--[\s\S]{0,500}?-->\s{0,20}){0,3}<([A-Za-z][\w.-]{0,63})[\s>/]/

const REGION = /^[A-Za-z0-9_-]{2,40}$/

/** AWS: `<Region>` and a header; MinIO, Swift and others: only the sentence. R2 lists its own. */
function regionSaid(
  { headers, status }: S3Answer,
  text: string,
  code: string | undefined,
  message = '',
): string | undefined {
  const wrong = code === undefined ? status >= 300 : REGION_CODES.has(code)
  if (!wrong) return undefined
  const candidates = [
    element(text, 'Region'),
    headers['x-amz-bucket-region'],
    /expecting ["']?([a-z0-9_-]+)/i.exec(message)?.[1],
    /^The (?!unspecified)([a-z0-9-]+) location constraint is incompatible/.exec(message)?.[1],
    code === 'InvalidRegionName' && /\bauto\b/.test(message) ? 'auto' : undefined,
  ]
  return candidates.find((region) => region !== undefined && REGION.test(region))
}

/** Codes by which a server says that a request was meant for another region. */
export const REGION_CODES: ReadonlySet<string> = new Set([
  'AuthorizationHeaderMalformed',
  'PermanentRedirect',
  'TemporaryRedirect',
  'IllegalLocationConstraintException',
  'InvalidRegionName',
  'InvalidRegion',
])

/** The text of the first element of this name. */
export function element(xml: string, name: string): string | undefined {
  const open = xml.indexOf(`<${name}>`)
  if (open < 0) return undefined
  const start = open + name.length + 2
  const end = xml.indexOf(`</${name}>`, start)
  return end < 0 ? undefined : unescapeXml(xml.slice(start, end))
}

function unescapeXml(text: string): string {
  return text
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&apos;/g, "'")
    .replace(/&#(\d{1,7}|x[0-9a-f]{1,6});/gi, (_, code: string) => character(code))
    .replace(/&amp;/g, '&')
}

/** A character written as a number, so that a secret in it is found as well. */
function character(code: string): string {
  const point = /^x/i.test(code) ? Number.parseInt(code.slice(1), 16) : Number(code)
  return point <= 0x10ffff ? String.fromCodePoint(point) : ''
}

/** An answer as evidence. */
export function s3Evidence({ answer, code, expectedRegion }: S3Reply, action?: string): Evidence {
  const { host, status, headers } = answer
  const requestId = headers['x-amz-request-id'] ?? headers['x-amz-id-2']
  return {
    host,
    ...(action === undefined ? {} : { action }),
    httpStatus: status,
    ...(code === undefined ? {} : { code }),
    ...(requestId === undefined ? {} : { requestId }),
    ...(expectedRegion === undefined ? {} : { expectedRegion }),
  }
}

/** More than servers say, short enough for a line or two. */
const LONGEST_WORDS = 200
/** A longer one may be a secret in some encoding. */
const LONGEST_WORD = 64

/**
 * The server's own sentence on one line, cut between words, because the redactor could not recognise
 * half a secret; undefined where it only repeats its code or a denial.
 */
export function wordsOf({ code, message = '' }: S3Reply): string | undefined {
  const said = message.trim().split(/\s+/)
  const text = said.join(' ')
  if (text === '' || text === code || /^access denied\.?$/i.test(text)) return undefined
  let words = ''
  for (const word of said) {
    const more = `${words} ${word.length > LONGEST_WORD ? '…' : word}`.trimStart()
    if (more.length > LONGEST_WORDS) return `${words} …`
    words = more
  }
  return words
}

/** How an action was answered, for an answer without a known cause. */
export function answered(reply: S3Reply, action: string): string {
  const { answer, code = '' } = reply
  const words = wordsOf(reply)
  const said = `${action} was answered ${answer.status} ${code}`.trim()
  return words === undefined ? said : `${said}: ${words}`
}

/** Whether an answer is a listing of a bucket. */
export function isListing({ answer, root }: S3Reply): boolean {
  return answer.status === 200 && root === 'ListBucketResult'
}

/** The text of an answer, as far as it was read. */
export function textOf({ answer }: S3Reply): string {
  return answer.body.toString('utf8')
}
