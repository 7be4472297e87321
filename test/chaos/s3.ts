import type { Line } from '../support/chaos-server.ts'
import type { Case, Expected } from './case.ts'
import { SLACK_MS, TIMEOUT_MS } from './case.ts'
import { ASKED, type At, plainScene } from './http.ts'

/** What an S3 server does, and what must come of it. */
export interface S3Row {
  readonly stage: string
  readonly behaviour: string
  readonly does: (line: Line, at: At) => unknown
  readonly expected: Expected
  readonly warning?: true
}

/** The cases of a table. */
export function s3Cases(rows: readonly S3Row[]): readonly Case[] {
  return rows.map(({ stage, behaviour, does, expected, warning }) => ({
    client: 's3',
    stage,
    behaviour,
    scene: () => plainScene('s3', does),
    expected,
    ...(warning === undefined ? {} : { warning }),
    // One that listens goes on to be written to, read and cleaned.
    withinMs: 3 * TIMEOUT_MS + SLACK_MS,
  }))
}

/** An answer of http, of any status, after which the connection is closed. */
export function answer(status: string, body: string, headers = ''): Buffer {
  const bytes = Buffer.from(body, 'latin1')
  const head = `HTTP/1.1 ${status}\r\n${headers}content-length: ${bytes.length}\r\nconnection: close\r\n\r\n`
  return Buffer.concat([Buffer.from(head, 'latin1'), bytes])
}

/** A listing of an empty bucket. */
export const LISTING =
  '<?xml version="1.0"?><ListBucketResult><Name>cases</Name><KeyCount>0</KeyCount></ListBucketResult>'

/** What is asked of a bucket. */
export type Operation = 'list' | 'lock' | 'put' | 'get' | 'delete'

/** A bucket that is well, but for some operations. */
export function wellBut(
  odd: Partial<Record<Operation, (line: Line, at: At) => unknown>>,
): S3Row['does'] {
  // The object that is put is the one that is read: nobody else writes to it.
  let kept = Buffer.alloc(0)
  return async (line, at) => {
    await line.upTo(ASKED)
    const [method = '', path = ''] = line.heard().split(' ', 2)
    const operation = operationOf(method, path)
    if (operation === 'put') {
      const length = Number(/content-length: (\d+)/i.exec(line.heard())?.[1] ?? 0)
      await line.upTo(new RegExp(`\\r\\n\\r\\n[^]{${length}}$`))
      kept = Buffer.from(line.heard().split('\r\n\r\n')[1] ?? '', 'latin1')
    }
    const does = odd[operation]
    if (does !== undefined) return does(line, at)
    line.say(usual(operation, kept))
    return line.end()
  }
}

function operationOf(method: string, path: string): Operation {
  if (method === 'PUT') return 'put'
  if (method === 'DELETE') return 'delete'
  if (path.includes('object-lock')) return 'lock'
  return path.includes('list-type') ? 'list' : 'get'
}

function usual(operation: Operation, kept: Buffer): Buffer {
  switch (operation) {
    case 'list':
      return answer('200 OK', LISTING)
    case 'lock':
      return answer('404 Not Found', error('ObjectLockConfigurationNotFoundError'))
    case 'put':
      return answer('200 OK', '')
    case 'get':
      return answer('200 OK', kept.toString('latin1'))
    case 'delete':
      return answer('204 No Content', '')
  }
}

/** An error in S3's form. */
export function error(code: string, more = '', message = 'm'): string {
  return `<?xml version="1.0"?><Error><Code>${code}</Code><Message>${message}</Message>${more}</Error>`
}
