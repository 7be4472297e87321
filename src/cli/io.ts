import type { Readable, Writable } from 'node:stream'
import type { Catalogue } from '../catalogue.ts'
import type { Files } from '../disk/files.ts'
import type { Plugin } from '../plugins/plugin.ts'
import type { Redactor } from '../secrets/redactor.ts'

/** Everything outside that a command touches, and how it gets what the doctor knows. */
export interface Io {
  readonly env: Readonly<NodeJS.ProcessEnv>
  readonly stdin: Readable
  readonly stdout: Writable
  readonly stderr: Writable
  /** What the checks read of the disk; the disk itself unless given. */
  readonly files?: Files
  /** The causes alone: `explain` needs no check and no SDK. */
  readonly loadCauses: () => Promise<Catalogue>
  readonly loadChecks: () => Promise<Plugin>
  /** The plug-ins of others, loaded; none unless given. */
  readonly guests?: readonly Plugin[]
  /** Makes the redactor that stands before every writer. */
  readonly redactor: (known: Iterable<string>) => Redactor
}
