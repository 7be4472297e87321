import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { closest } from 'fastest-levenshtein'
import { repositoryRoot } from './doctor.ts'
import type { Answer } from './fault-proxy.ts'

interface Exchange {
  readonly file: string
  readonly server: string
  readonly fault: string
  readonly request: string
  readonly status: number
  readonly headers: readonly (readonly [string, string])[]
  readonly body: string
}

/** What belongs to the connection or the hour of the capture, and not to the answer. */
const NOT_REPLAYED = /^(connection|keep-alive|transfer-encoding|content-length|date)$/i

/**
 * What a real server answered to a fault, as `fixtures/wire` has it. `server` is a server's name
 * there (`ceph-rgw`) or a file's (`ceph-pol`); `status` chooses where a fault was met with several.
 */
export function captured(
  server: string,
  fault: string,
  { status }: { status?: number } = {},
): Required<Answer> {
  const known = exchanges().filter((one) => one.server === server || one.file === server)
  if (known.length === 0)
    throw unknown(
      'server',
      server,
      exchanges().map((one) => one.server),
    )
  const named = known.filter((one) => one.fault === fault)
  if (named.length === 0)
    throw unknown(
      'fault',
      fault,
      known.map((one) => one.fault),
    )
  const [found, ...others] = named.filter((one) => status === undefined || one.status === status)
  if (found === undefined) throw new Error(`'${fault}' was never answered with ${status}`)
  const other = others.find((one) => one.status !== found.status)
  if (other !== undefined) {
    const both = `${found.status} (${found.file}) and ${other.status} (${other.file})`
    throw new Error(`'${fault}' was answered with ${both}: name the file or the status`)
  }
  const headers = found.headers.filter(([name]) => !NOT_REPLAYED.test(name))
  return { status: found.status, headers: Object.fromEntries(headers), body: found.body }
}

let read: readonly Exchange[] | undefined

function exchanges(): readonly Exchange[] {
  const home = join(repositoryRoot, 'test/fixtures/wire')
  read ??= readdirSync(home)
    .filter((name) => name.endsWith('.json'))
    .flatMap((name) => {
      const list: Omit<Exchange, 'file'>[] = JSON.parse(readFileSync(join(home, name), 'utf8'))
      return list.map((one) => ({ ...one, file: basename(name, '.json') }))
    })
  return read
}

function unknown(what: string, name: string, names: readonly string[]): Error {
  return new Error(`no ${what} '${name}' was captured; the nearest is '${closest(name, names)}'`)
}
