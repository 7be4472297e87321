import { chmod, mkdir, symlink, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { disk } from '../../../src/disk/disk.ts'
import type { Files } from '../../../src/disk/files.ts'
import type { Given } from '../../../src/settings/setting-sources.ts'
import { temporaryDirectory } from '../../support/temporary-directory.ts'
import type { World } from '../line.ts'
import { NOW } from './tokens.ts'

/** Where a login is kept, from the home: now, and earlier. */
export const CURRENT = '.config/tonbo/artifacts/credentials.json'
export const EARLIER = '.config/artifacts/credentials.json'

/** What lies at a path: a text of mode 0600, or what is said. */
export type Laid =
  | string
  | Buffer
  | { readonly text: string; readonly mode: number }
  | { readonly link: string }
  | 'directory'

/** A home, and what is set in it. */
export interface Home {
  /** What lies there, by its path from the home; `directory` is one. */
  readonly holds?: Readonly<Record<string, Laid>>
  /** TONBO_API_KEY. */
  readonly key?: string
  /** The text of a file that is given with --token-file. */
  readonly file?: string | Buffer
  /** Of the environment, beside HOME; `~` at the beginning is the home. Without a value: not set. */
  readonly env?: Readonly<Record<string, string | undefined>>
  readonly flags?: Given
  readonly waitMs?: number
  /** Another's eyes on the disk. */
  readonly files?: Files
}

/** The checks that look at credentials and names alone. */
const ONLY = ['auth/credentials', 'auth/precedence', 'auth/token', 'workspace/name']

/** A user's home on the real disk, on the way to `acme/demo`. */
export function atHome({ holds = {}, key, file, env = {}, flags, waitMs, files }: Home) {
  return async (): Promise<World> => {
    const { path: home, remove } = await temporaryDirectory()
    for (const [name, laid] of Object.entries(holds)) await lay(join(home, name), laid)
    if (file !== undefined) await lay(join(home, 'token'), file)
    const set = Object.entries({ HOME: '~', TONBO_API_KEY: key, ...env }).flatMap(
      ([name, value]) => (value === undefined ? [] : [[name, value.replace(/^~/, home)]]),
    )
    return {
      flags: {
        workspace: 'acme/demo',
        ...(file === undefined ? {} : { token: join(home, 'token') }),
        ...flags,
      },
      env: Object.fromEntries(set),
      only: ONLY,
      now: () => NOW,
      ...(waitMs === undefined ? {} : { waitMs }),
      ...(files === undefined ? {} : { files }),
      left: async () => [],
      stop: remove,
    }
  }
}

/** The disk as it is to a user who owns nothing on it, and is not root. */
export const toAnother: Files = {
  ...disk,
  look: async (path) => {
    const look = await disk.look(path)
    return look.found === true && (look.mode & 0o004) === 0
      ? { found: 'unreadable', code: 'EACCES' }
      : look
  },
}

/** A login as a file of JSON. */
export function json(values: Readonly<Record<string, unknown>>): string {
  return JSON.stringify(values, undefined, 2)
}

async function lay(path: string, laid: Laid): Promise<void> {
  await mkdir(laid === 'directory' ? path : dirname(path), { recursive: true })
  if (laid === 'directory') return
  if (typeof laid === 'object' && 'link' in laid) return symlink(laid.link, path)
  const { text, mode } =
    typeof laid === 'string' || Buffer.isBuffer(laid) ? { text: laid, mode: 0o600 } : laid
  await writeFile(path, text)
  // Whatever the umask.
  await chmod(path, mode)
}
