import { type ChaosServer, type Line, startChaos } from '../support/chaos-server.ts'
import type { Asked } from '../support/run-check.ts'
import { type Case, type Client, type Expected, type Scene, SLACK_MS, TIMEOUT_MS } from './case.ts'
import { ACCESS_KEY_ID, SECRET_ACCESS_KEY, TOKEN } from './secrets.ts'

/** Where a hostile server may point to. */
export interface At {
  /** Itself, as `http://127.0.0.1:1234`. */
  readonly own: string
  /** A server that nobody configured. */
  readonly elsewhere: string
}

/** What a server does to a client of http, and what must come of it at each. */
export interface HttpRow {
  readonly stage: string
  readonly behaviour: string
  readonly does: (line: Line, at: At) => unknown
  readonly orchestrator: Expected
  readonly s3: Expected
  /** As `--timeout`; `TIMEOUT_MS` unless given. */
  readonly timeoutMs?: number
}

/** The end of a request's headers. */
export const ASKED = /\r\n\r\n/

/** What a client of http is told of a server at `url`. */
export function askedOf(client: 'orchestrator' | 's3', url: string, timeoutMs = TIMEOUT_MS): Asked {
  return client === 'orchestrator'
    ? {
        only: ['orchestrator/reachable', 'auth/accepted'],
        flags: { orchestratorUrl: url },
        env: { TONBO_API_KEY: TOKEN },
        timeoutMs,
      }
    : {
        only: ['storage/*'],
        flags: { backend: 'byo', bucket: 'cases', endpoint: url, region: 'eu-west-3' },
        env: {
          ARTIFACTS_S3_ACCESS_KEY_ID: ACCESS_KEY_ID,
          ARTIFACTS_S3_SECRET_ACCESS_KEY: SECRET_ACCESS_KEY,
        },
        timeoutMs,
      }
}

/** The cases of a table: each row meets both clients of http. */
export function httpCases(rows: readonly HttpRow[]): readonly Case[] {
  return rows.flatMap((row) => [one(row, 'orchestrator'), one(row, 's3')])
}

function one(row: HttpRow, client: Client & keyof HttpRow): Case {
  const { stage, behaviour, timeoutMs, does } = row
  return {
    client,
    stage,
    behaviour,
    scene: () => plainScene(client, does, timeoutMs),
    expected: row[client],
    ...(timeoutMs === undefined ? {} : { withinMs: timeoutMs + SLACK_MS }),
  }
}

/** A client of http before a server without TLS, and another server that it may be sent to. */
export async function plainScene(
  client: 'orchestrator' | 's3',
  does: HttpRow['does'],
  timeoutMs = TIMEOUT_MS,
): Promise<Scene> {
  const elsewhere = await startChaos((line) => line.upTo(ASKED).then(() => line.end()))
  const at = { own: '', elsewhere: urlOf(elsewhere) }
  const server = await startChaos((line) => does(line, at))
  at.own = urlOf(server)
  return {
    asked: askedOf(client, at.own, timeoutMs),
    elsewhere: elsewhere.heard,
    stop: () => Promise.all([server.stop(), elsewhere.stop()]),
  }
}

function urlOf({ host, port }: ChaosServer): string {
  return `http://${host}:${port}`
}
