import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { temporaryDirectory } from './temporary-directory.ts'

/** What the stand-in does when it is asked something. */
export interface Says {
  readonly stdout?: string
  readonly stderr?: string
  readonly exit?: number
  /** Shell commands that come before it says anything. */
  readonly does?: string
}

/** What the stand-in answers; what is left out is answered as by a healthy program. */
export interface ProgramOptions {
  readonly version?: Says
  readonly help?: Says
  readonly list?: Says
  readonly show?: Says
  /** Takes the place of the whole file, as it is written. */
  readonly file?: string | Buffer
  readonly mode?: number
  /** Directories of PATH that come before its own. */
  readonly before?: readonly string[]
}

/** A stand-in for the `artifacts` program in a directory of its own. */
export interface ArtifactsProgramFile {
  readonly path: string
  readonly directory: string
  /** The environment of a user who has it on PATH. */
  readonly env: { readonly PATH: string; readonly HOME: string }
  /** The arguments of every call, a line each, in the order of their begin. */
  asked(): Promise<readonly string[]>
  /** A file that a script of its own may write. */
  written(name: string): Promise<string>
  stop(): Promise<void>
}

/** The help of the current generation, by the product's page on its command line. */
const CURRENT_HELP = `Usage: artifacts <command> [options]

Commands:
  login       Log in with a browser
  logout      Forget the login
  whoami      Show who is logged in
  workspace   Create, list, show and delete workspaces
  mount       Mount a workspace
  unmount     Unmount a workspace
  storage     Keep the keys of your own bucket
  inspect     Inspect the metadata of a workspace
  platform    Tenants, grants and tickets

Options:
  --format json, -v, -q, --no-color, -V
`

/** The help of the earlier generation. */
export const EARLIER_HELP = CURRENT_HELP.replace(
  /^ {2}(whoami|inspect|platform).*\n/gm,
  '',
).replace('  storage ', '  key         Service tokens of a workspace\n  storage ')

/** The help of another vendor's program of the same name (docs.hostartifacts.dev). */
export const FOREIGN_HELP = `artifacts - publish what your agents make

Usage: artifacts [command]

Commands:
  login       Log in
  whoami      Show the account
  keys        API keys
  project     Projects
  workspace   Workspaces

Environment:
  AGENT_ARTIFACTS_TOKEN, AGENT_ARTIFACTS_URL
`

const WELL: Required<Pick<ProgramOptions, 'version' | 'help' | 'list' | 'show'>> = {
  version: { stdout: 'artifacts e16636b0e5ce\n' },
  help: { stdout: CURRENT_HELP },
  list: {
    stdout: '{"workspaces":[{"name":"demo","handle":"acme","status":"active"}]}\n',
  },
  show: {
    stdout:
      '{"workspace":{"name":"demo","handle":"acme","status":"active","storage":{"backend":"byo","bucket":"cases"}}}\n',
  },
}

/** Makes a program of that name; it is a shell script unless it is given as a file. */
export async function artifactsProgram(
  options: ProgramOptions = {},
): Promise<ArtifactsProgramFile> {
  const { path: root, remove } = await temporaryDirectory()
  const directory = join(root, 'bin')
  await mkdir(directory)
  const path = join(directory, 'artifacts')
  const script = options.file ?? (await scriptOf(root, options))
  await writeFile(path, script)
  await chmod(path, options.mode ?? 0o755)
  const read = (name: string) => readFile(join(root, name), 'utf8').catch(() => '')
  return {
    path,
    directory,
    env: {
      PATH: [...(options.before ?? []), directory, '/usr/bin', '/bin'].join(':'),
      HOME: root,
    },
    asked: async () => (await read('asked')).split('\n').filter((line) => line !== ''),
    written: read,
    stop: remove,
  }
}

/** A script that finds what it is to say in files beside it. */
async function scriptOf(root: string, options: ProgramOptions): Promise<string> {
  const answers = { ...WELL, ...options }
  const branch = async (name: keyof typeof WELL, pattern: string) => {
    const { stdout = '', stderr = '', exit = 0, does = '' } = answers[name]
    await writeFile(join(root, `${name}.out`), stdout)
    await writeFile(join(root, `${name}.err`), stderr)
    return `  ${pattern})\n${does}\n    cat "$root/${name}.out"\n    cat "$root/${name}.err" >&2\n    exit ${exit} ;;`
  }
  return [
    '#!/bin/sh',
    `root='${root}'`,
    'echo "$*" >> "$root/asked"',
    'case "$*" in',
    await branch('version', "'--version'"),
    await branch('help', "'--help'"),
    await branch('list', "'--format json workspace list'"),
    await branch('show', "'--format json workspace show '*"),
    'esac',
    'echo "unexpected: $*" >> "$root/unexpected"',
    'exit 64',
    '',
  ].join('\n')
}
