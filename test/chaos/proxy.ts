import { type Certificate, createAuthority } from '../support/certificate.ts'
import { beneathTls, type Line, startChaos } from '../support/chaos-server.ts'
import type { Case, Expected, Scene } from './case.ts'
import { ASKED, askedOf } from './http.ts'
import { PROXY_PASSWORD, SECRETS } from './secrets.ts'

/** What a proxy may want to know. */
export interface ProxyAt {
  /** A certificate for the server that is asked for, from an authority that is trusted. */
  readonly tls: Certificate
}

/** What the proxy of the environment does, and what must come of it at each client of http. */
export interface ProxyRow {
  readonly stage: string
  readonly behaviour: string
  readonly does: (line: Line, at: ProxyAt) => unknown
  readonly orchestrator: Expected
  readonly s3: Expected
  /** The proxy in HTTPS_PROXY or HTTP_PROXY; `http://me:…@<where it listens>` unless given. */
  readonly url?: (at: string, login: string) => string
  readonly noProxy?: string
  /** The proxy itself speaks TLS, with this certificate. */
  readonly with?: () => Promise<{ readonly tls: Certificate; readonly caFile?: string }>
  /** It is asked for nothing at all. */
  readonly unasked?: true
}

/** A name that only a proxy could know the way to. */
export const HOST = 'server.nobody.invalid'
const LOGIN = `me:${encodeURIComponent(PROXY_PASSWORD)}`

/** The cases of a table of tunnels, which https is asked through, or of relays of plain http. */
export function proxyCases(kind: 'tunnel' | 'relay', rows: readonly ProxyRow[]): readonly Case[] {
  return rows.flatMap((row) =>
    (['orchestrator', 's3'] as const).map((client) => ({
      client,
      stage: `${kind}: ${row.stage}`,
      behaviour: row.behaviour,
      scene: () => proxyScene(client, kind, row),
      expected: row[client],
    })),
  )
}

async function proxyScene(
  client: 'orchestrator' | 's3',
  kind: 'tunnel' | 'relay',
  row: ProxyRow,
): Promise<Scene> {
  const authority = await createAuthority()
  const own = await row.with?.()
  const tls = await certificate()
  const proxy = await startChaos((line) => row.does(line, { tls }), own && { tls: own.tls })
  const { url = (at, login) => `http://${login}@${at}` } = row
  const named = url(`${proxy.host}:${proxy.port}`, LOGIN)
  const scheme = kind === 'tunnel' ? 'https' : 'http'
  const asked = askedOf(client, `${scheme}://${HOST}`)
  return {
    asked: {
      ...asked,
      env: {
        ...asked.env,
        [kind === 'tunnel' ? 'HTTPS_PROXY' : 'HTTP_PROXY']: named,
        ...(row.noProxy === undefined ? {} : { NO_PROXY: row.noProxy }),
        SSL_CERT_FILE: own?.caFile ?? authority.caFile,
      },
    },
    elsewhere: () => {
      const heard = proxy.heard()
      if (row.unasked) return heard
      // Through a tunnel, a proxy learns no secret but its own; behind TLS, the server learns not that.
      return heard.filter((text) =>
        kind === 'relay' ? false : SECRETS.some((one) => text.includes(one)),
      )
    },
    stop: proxy.stop,
  }
}

let issued: Promise<Certificate> | undefined

function certificate(): Promise<Certificate> {
  issued ??= createAuthority().then(({ issue }) => issue({ names: [HOST] }))
  return issued
}

/** A proxy that is asked for a tunnel and answers this; then something more may be done. */
export const answers =
  (bytes: string | Uint8Array, then: (line: Line) => unknown = () => {}) =>
  async (line: Line) => {
    await line.upTo(ASKED)
    line.say(bytes)
    await then(line)
  }

/** A proxy that opens a tunnel, and what is met in it. */
export const opens = (then: (line: Line) => unknown = () => {}) =>
  answers('HTTP/1.1 200 Connection established\r\n\r\n', then)

/** A proxy that opens a tunnel to a server with TLS, and what that does. */
export const secured =
  (then: (line: Line) => unknown) =>
  async (line: Line, { tls }: ProxyAt) => {
    await opens()(line)
    await then(beneathTls(line, tls))
  }
