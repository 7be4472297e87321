import { type Certificate, createAuthority } from '../support/certificate.ts'
import { type Behaviour, startChaos } from '../support/chaos-server.ts'
import type { Asked } from '../support/run-check.ts'
import type { Case, Client, Expected, Scene } from './case.ts'
import { askedOf } from './http.ts'
import { askedOfRedis } from './redis.ts'
import { PASSWORD, SECRETS } from './secrets.ts'

/** What a server does to a client of TLS, and what must come of it at each. */
export interface TlsRow {
  readonly stage: string
  readonly behaviour: string
  readonly does: Behaviour
  /** The server's certificate, where it gets that far, and the authority to trust. */
  readonly with?: () => Promise<{ readonly tls: Certificate; readonly caFile: string }>
  /** Of all three, unless one is given a cause of its own. */
  readonly expected: Expected
  readonly redis?: Expected
  readonly s3?: Expected
  /** The address says that there is no TLS. */
  readonly plain?: true
}

const CLIENTS: readonly Client[] = ['orchestrator', 's3', 'redis']

/** The cases of a table: each row meets all three. */
export function tlsCases(rows: readonly TlsRow[]): readonly Case[] {
  return rows.flatMap((row) =>
    CLIENTS.map((client) => ({
      client,
      stage: row.stage,
      behaviour: row.behaviour,
      scene: () => tlsScene(client, row),
      expected: (client === 'orchestrator' ? undefined : row[client]) ?? row.expected,
    })),
  )
}

async function tlsScene(client: Client, row: TlsRow): Promise<Scene> {
  const made = await row.with?.()
  // Nobody's certificate is looked at before one is sent; a whole machine's roots take time to read.
  const { caFile } = made ?? (await createAuthority())
  const server = await startChaos(
    row.does,
    made === undefined ? {} : { tls: { ...made.tls, ciphers: 'DEFAULT@SECLEVEL=0' } },
  )
  const asked = askedAt(client, `${server.host}:${server.port}`, row.plain !== true)
  const env = { ...asked.env, SSL_CERT_FILE: caFile }
  return {
    asked: { ...asked, env },
    // Nobody who is not known to be the server is told a secret.
    elsewhere: () =>
      row.stage === 'TLS agreed' || row.plain
        ? []
        : server.heard().filter((text) => SECRETS.some((one) => text.includes(one))),
    stop: server.stop,
  }
}

function askedAt(client: Client, at: string, secure: boolean): Asked {
  const s = secure ? 's' : ''
  return client === 'redis'
    ? askedOfRedis(`redis${s}://:${PASSWORD}@${at}`)
    : askedOf(client, `http${s}://${at}`)
}
