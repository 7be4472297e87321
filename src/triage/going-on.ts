import { REPORTED } from './sought.ts'

/** A line of a body, of JSON or of XML; the levels of JuiceFS (`<ERROR>: `) are none. */
export const IN_BODY = /^\s*(?!<[A-Z]{1,8}>: )["{}[\]<]/
const STATUS_LINE = /^(?:< )?HTTP\/\d(?:\.\d)? \d{3}\b/
/** A status with its reason, behind which an old SDK prints the body. */
const STATUS_AT_END = /\b[45]\d\d [A-Z][A-Za-z ]{2,40}$/
const XML = /^\s*<(?:\?xml|Error\b)/
const HEADER = /^(?:< )?[A-Za-z][\w-]{0,63}:\s|^<?\s*$/
/** What the SDK for Go (version 1) puts on lines of their own. */
const CONTINUED = /^\s{1,64}status code: \d{3}\b|^status code: \d{3}, request id: |^caused by: /
/** What no such line is without. */
const CONTINUING = ['status code', 'caused by', '    at '] as const
/** Where an error of Node was thrown, and what it prints of the error's own fields behind that. */
const CALL = /^ {4}at \S/
const FIELD = /^ {2,}['"$\w[\]}]|^\}/

/** Asked for one line after the other, whether it still belongs to what began so. */
export type GoingOn = (line: string) => boolean

/** What may stand behind any line of an error: where it was thrown, what caused it, its status on a line of its own. */
export function asAnyLine(): GoingOn {
  let open = false
  return (line) => {
    if (open) {
      open = !/^\}/.test(line)
      return FIELD.test(line)
    }
    open = CALL.test(line) && line.endsWith('{')
    return CALL.test(line) || CONTINUED.test(line)
  }
}

/** A quick look whether `asAnyLine` may take the line in these bytes; it takes none for which this is false. */
export function mayGoOn(line: Buffer): boolean {
  return CONTINUING.some((words) => line.includes(words))
}

/**
 * What belongs to a record that begins with the line `first`, behind its line `found`; undefined
 * where that is what may stand behind any line.
 */
export function goingOn(first: string, found: string): GoingOn | undefined {
  let depth = depthOf(first) + (first === found ? 0 : depthOf(found))
  const untilClosed =
    (shape: RegExp): GoingOn =>
    (line) => {
      const open = depth > 0
      depth += depthOf(line)
      return open && shape.test(line)
    }
  if (depth > 0 && (first !== found || /\{\s*$/.test(first))) return untilClosed(IN_BODY)
  // An error of Node with its fields, as older releases print it.
  if (depth > 0 && /\{ \[?[A-Z]\w{2,60}: /.test(first)) return untilClosed(FIELD)
  if (
    /<(?:Error|\?xml)/.test(first) &&
    !first.includes('</Error>') &&
    !found.includes('</Error>')
  ) {
    let closed = false
    return (line) => {
      const open = !closed
      closed ||= line.includes('</Error>')
      return open && IN_BODY.test(line)
    }
  }
  if (STATUS_LINE.test(found)) {
    let body = false
    return (line) => {
      if (!body && HEADER.test(line)) return true
      body = true
      return IN_BODY.test(line)
    }
  }
  if (STATUS_AT_END.test(found)) {
    let body = false
    let closed = false
    const any = asAnyLine()
    return (line) => {
      if (!body && !XML.test(line)) return any(line)
      const open = !closed
      body = true
      closed ||= line.includes('</Error>')
      return open
    }
  }
  // The doctor's own text has the cause behind the title, which may be broken over lines.
  if (found.includes(REPORTED)) return (line) => /^ {9}\S/.test(line)
  return undefined
}

function depthOf(line: string): number {
  let depth = 0
  for (const character of line) {
    if (character === '{') depth += 1
    else if (character === '}') depth -= 1
  }
  return depth
}
