import { mkdir, symlink } from 'node:fs/promises'
import { join } from 'node:path'
import {
  type ArtifactsProgramFile,
  artifactsProgram,
  FOREIGN_HELP,
  type ProgramOptions,
} from '../../support/artifacts-program.ts'
import type { Line } from '../line.ts'
import { onPath, throughProgram } from './worlds.ts'

/** Only the program is looked at, and what would ask it. */
const CHANGES = { flags: { workspace: 'acme/demo' }, timeoutMs: 2000 }
const CLI = { area: 'host', check: 'host/cli' } as const

/** A program that is not what it should be; nobody asks it for workspaces. */
const made = (options: ProgramOptions) => throughProgram(options, CHANGES)

/** The header of a program for a machine of this number (elf.h, e_machine). */
function elf(machine: number): Buffer {
  const header = Buffer.alloc(64)
  header.write('\u007fELF\u0002\u0001\u0001', 'latin1')
  header.writeUInt16LE(2, 16)
  header.writeUInt16LE(machine, 18)
  return header
}
const ELSEWHERE = process.arch === 'arm64' ? 243 : 183

async function withLink(target: string): Promise<ArtifactsProgramFile> {
  const program = await artifactsProgram()
  const directory = join(program.directory, 'links')
  await mkdir(directory)
  await symlink(target, join(directory, 'artifacts'))
  return { ...program, env: { ...program.env, PATH: directory } }
}

/** What can be wrong with the program on PATH. */
export const hostCliLines: readonly Line[] = [
  {
    ...CLI,
    what: 'the program of another vendor, by its help',
    source: 'docs.hostartifacts.dev: AGENT_ARTIFACTS_… and project',
    world: made({ help: { stdout: FOREIGN_HELP } }),
    root: 'host/cli-foreign',
    seen: { found: 'AGENT_ARTIFACTS', path: /\/artifacts$/ },
  },
  {
    ...CLI,
    what: 'the program of another vendor, by what it lacks',
    source: 'docs.hostartifacts.dev: no unmount, no inspect, no platform',
    world: made({ help: { stdout: FOREIGN_HELP.replace(/\nEnvironment[\s\S]*$/, '\n') } }),
    root: 'host/cli-foreign',
    seen: { found: 'project', lacks: 'mount, unmount' },
  },
  {
    ...CLI,
    what: 'a program that has nothing to do with workspaces',
    source: 'a script of a build that collects artifacts',
    world: made({
      help: { stdout: 'Usage: artifacts upload FILE\n\nOptions:\n  --bucket NAME\n', exit: 0 },
    }),
    root: 'host/cli-foreign',
    seen: { lacks: 'mount, unmount, workspace' },
  },
  {
    ...CLI,
    what: 'the program of another vendor before the right one',
    source: 'docs.hostartifacts.dev: a program of the same name',
    world: async () => {
      const right = await artifactsProgram()
      const wrong = await artifactsProgram({ help: { stdout: FOREIGN_HELP } })
      const world = onPath(wrong, CHANGES)
      return {
        ...world,
        env: { ...world.env, PATH: `${wrong.directory}:${right.env.PATH}` },
        stop: async () => {
          await right.stop()
          await wrong.stop()
        },
      }
    },
    root: 'host/cli-foreign',
    seen: { found: 'AGENT_ARTIFACTS', right: /\/artifacts$/, also: /\/artifacts$/ },
  },
  {
    ...CLI,
    what: 'a program that was downloaded and never made executable',
    source: "the product's page on installing: a raw binary",
    world: made({ mode: 0o644 }),
    root: 'host/cli-not-runnable',
    seen: { found: 'a file that may not be executed' },
  },
  {
    ...CLI,
    what: 'a link to a program that is not there any more',
    source: 'symlink(7)',
    world: async () => onPath(await withLink('/nonexistent/artifacts'), CHANGES),
    root: 'host/cli-not-runnable',
    seen: { found: 'a link that leads nowhere' },
  },
  {
    ...CLI,
    what: 'a directory of the name',
    source: 'execve(2), EACCES',
    world: async () => onPath(await withLink('/usr'), CHANGES),
    root: 'host/cli-not-runnable',
    seen: { found: 'a directory' },
  },
  {
    ...CLI,
    what: 'a page of an error, saved as the program',
    source: 'curl.se/docs/manpage.html: without --fail, an error page is saved',
    world: made({ file: '<!doctype html><title>404 Not Found</title>' }),
    root: 'host/cli-not-runnable',
    seen: { found: 'a page, not a program' },
  },
  {
    ...CLI,
    what: 'a download that broke off at once',
    source: 'curl.se/docs/manpage.html: exit code 18',
    world: made({ file: '' }),
    root: 'host/cli-not-runnable',
    seen: { found: 'an empty file' },
  },
  {
    ...CLI,
    what: 'a launcher whose interpreter is missing',
    source: 'execve(2), ENOENT: the interpreter does not exist',
    world: made({ file: '#!/nonexistent/node\n' }),
    root: 'host/cli-not-runnable',
    seen: { found: 'its interpreter or loader is missing', code: 'ENOENT' },
  },
  {
    ...CLI,
    what: 'a program that the processor refuses',
    source: 'signal(7), SIGILL: an instruction that this processor lacks',
    world: made({ file: '#!/bin/sh\nkill -ILL $$\n' }),
    root: 'host/cli-not-runnable',
    seen: { found: 'it ends by a signal', signal: 'SIGILL' },
  },
  {
    ...CLI,
    what: 'a program for another machine',
    source: 'execve(2), ENOEXEC; the product is published for x86-64 alone',
    world: made({ file: elf(ELSEWHERE) }),
    root: 'host/cli-wrong-machine',
    seen: { found: /^(aarch64|riscv64)$/, here: /./ },
  },
  {
    ...CLI,
    what: 'a program for macOS',
    source: 'Mach-O, mach-o/loader.h: MH_MAGIC_64',
    world: made({ file: Buffer.from('cffaedfe0c000001', 'hex') }),
    root: 'host/cli-wrong-machine',
    seen: { found: 'macos' },
  },
  {
    ...CLI,
    what: 'a program that does not end, and does not heed being told to',
    source: 'signal(7): SIGTERM can be ignored',
    world: made({
      file: "#!/bin/sh\ntrap '' TERM\necho 'waiting for a lock'\nwhile :; do sleep 1; done\n",
    }),
    root: 'host/cli-hangs',
    seen: { line: 'waiting for a lock' },
  },
]
