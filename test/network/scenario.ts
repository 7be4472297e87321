import type { Line } from '../support/chaos-server.ts'

/** A run of the doctor on a machine of its own, and whom it may reach there. */
export interface Scenario {
  readonly title: string
  readonly args: readonly string[]
  readonly env?: Readonly<Record<string, string>>
  /** What is behind each host, by http and https. */
  readonly web?: Readonly<Record<string, (line: Line) => unknown>>
  /** What listens on port 6379 and, for a cluster, on port 7000. */
  readonly redis?: (line: Line) => unknown
  readonly node?: (line: Line) => unknown
  /** Exactly who is reached, as `host:port`; nobody unless given. */
  readonly reaches?: readonly string[]
  /** Those of them that no setting names: the report has to. */
  readonly named?: readonly string[]
  /** The cause that is named first. */
  readonly root?: string
  /** The exit code. */
  readonly code?: number
  /** A program that is run in the doctor's place. */
  readonly instead?: readonly string[]
}

/** What was seen of a scenario. */
export interface Seen {
  readonly reached: readonly string[]
  /** The names that were looked up. */
  readonly looked: readonly string[]
  readonly unseenConnections: number
  readonly unseenDatagrams: number
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
  /** The hosts that were shown a credential. */
  readonly secretsAt: readonly string[]
}
