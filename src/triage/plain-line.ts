import { stripVTControlCharacters } from 'node:util'

/**
 * What CI systems, containers and loggers write before a line, each anchored at its start and
 * tried in this order, so that one may stand behind another.
 */
const PREFIXES: readonly RegExp[] = [
  /^\ufeff/,
  // `gh run view --log`: job and step, then the time.
  /^[^\t\n]{1,100}\t[^\t\n]{1,100}\t(?=\ufeff?\d{4}-\d\d-\d\dT)/,
  // docker compose: `service-1  | `.
  /^[\w.-]{1,64} {1,40}\| /,
  // kubectl logs --prefix: `[pod/name/container] `.
  /^\[pod\/[\w./-]{1,200}\] /,
  // GitHub Actions, GitLab's FF_TIMESTAMPS (`Z 01O `), and every logger that begins with the time.
  /^\[?\d{4}[-/]\d\d[-/]\d\d[T ]\d\d:\d\d:\d\d(?:[.,]\d{1,9})?(?: ?Z| ?[+-]\d\d:?\d\d)?\]?(?: \d\d[OE]\+?)?:?[ \t]/,
  // CRI (containerd): `stderr F `.
  /^(?:stdout|stderr) [FP] /,
  // RFC 5424 and RFC 3164 (syslog, journalctl).
  /^<\d{1,3}>1 \S{1,40} \S{1,255} \S{1,48} \S{1,128} \S{1,32} (?:-|\[[^\]\n]{0,500}\]) /,
  /^(?:<\d{1,3}>)?[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d \S{1,255} [\w./-]{1,48}(?:\[\d{1,9}\])?: /,
  // klog: `E1121 18:00:00.000000       1 file.go:12] `.
  /^[IWEF]\d{4} \d\d:\d\d:\d\d\.\d{1,6} +\d{1,9} [\w.-]{1,100}:\d{1,6}\] /,
  // Annotations of GitHub Actions, as typed and as shown; marks of GitLab's sections.
  /^##\[(?:error|warning|notice|group|command)\]/,
  /^::(?:error|warning|notice|group)(?: [^:\n]{0,500})?::/,
  /^section_(?:start|end):\d{1,12}:[\w.-]{1,100}(?:\[[^\]\n]{0,200}\])?\r?/,
]

const ESCAPES = /[\u001b\u009b]/

/** A line without colours and without what was put before it, as the program itself wrote it. */
export function plainLine(line: string): string {
  let rest = ESCAPES.test(line) ? stripVTControlCharacters(line) : line
  for (const prefix of PREFIXES) rest = rest.replace(prefix, '')
  return message(rest)
}

/** What a record of JSON lines says: its message, its error; the record itself where it is a body. */
function message(line: string): string {
  if (!line.startsWith('{') || !line.endsWith('}')) return unescaped(line)
  const record = parsed(line)
  if (record === undefined || typeof record.code === 'string') return line
  const said = SAYING.flatMap((name) => {
    const value = record[name]
    if (typeof value === 'string') return value.trim()
    return typeof value === 'object' && value !== null ? JSON.stringify(value) : []
  })
  // Docker keeps each line of a program in such a record.
  const inner = said.join(': ')
  if (inner === '') return line
  return inner.startsWith('{') && inner !== line ? message(inner) : inner
}

const SAYING = ['msg', 'message', 'log', 'err', 'error', 'exception', 'stderr'] as const

function parsed(line: string): Record<string, unknown> | undefined {
  try {
    return JSON.parse(line) as Record<string, unknown>
  } catch {
    return undefined
  }
}

/** The values of logfmt are quoted, and a body in one is escaped. */
function unescaped(line: string): string {
  return line.includes('="') ? line.replaceAll('\\"', '"') : line
}

const TIME =
  /\b(\d{4})[-/](\d\d)[-/](\d\d)[T ](\d\d:\d\d:\d\d(?:[.,]\d{1,9})?)(Z| ?[+-]\d\d:?\d\d)?/

/** When a line was written. */
export interface Written {
  /** In milliseconds since 1970, taken for UTC where no zone is said. */
  readonly time: number
  readonly zoned: boolean
}

/** When a line was written, if it begins with that. */
export function timeOf(line: string): Written | undefined {
  const [, year, month, day, time, zone] = TIME.exec(line.slice(0, 200)) ?? []
  if (time === undefined) return undefined
  const at = Date.parse(`${year}-${month}-${day}T${time.replace(',', '.')}${(zone ?? 'Z').trim()}`)
  return Number.isNaN(at) ? undefined : { time: at, zoned: zone !== undefined }
}
