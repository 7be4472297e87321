import { execFile } from 'node:child_process'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { repositoryRoot } from '../test/support/doctor.ts'
import { interleaved } from './interleaved.ts'
import { type Row, shown } from './row.ts'

const run = promisify(execFile)
const ROUNDS = 3

/** What the packed package weighs, and how long a first `npx` of it takes. */
export async function size(): Promise<Row[]> {
  const directory = await mkdtemp(join(tmpdir(), 'artifacts-doctor-bench-'))
  try {
    const packed = await run('npm', ['pack', '--json', '--pack-destination', directory], {
      cwd: repositoryRoot,
    })
    const [{ filename, size: bytes, unpackedSize, entryCount }] = JSON.parse(
      packed.stdout.slice(packed.stdout.indexOf('[')),
    )
    const tarball = join(directory, filename)
    await run('npm', ['install', '--prefix', directory, '--no-audit', '--no-fund', tarball])
    const installed = (await readdir(join(directory, 'node_modules'))).filter(
      (name) => !name.startsWith('.'),
    )
    const npx = await interleaved(
      {
        npx: {
          argv: [
            'sh',
            '-c',
            `rm -rf "$HOME/.npm"; npx --yes --package "${tarball}" artifacts-doctor --version`,
          ],
        },
      },
      ROUNDS,
    )
    const row = (what: string, measured: string, detail = ''): Row => ({
      what,
      beside: '–',
      measured,
      goal: 'as small as it gets',
      detail,
    })
    return [
      row(
        'the package',
        `${kilobytes(bytes)} packed`,
        `${entryCount} files, ${kilobytes(unpackedSize)}`,
      ),
      row('installed packages, itself among them', String(installed.length)),
      row('cold `npx` of the packed file', `${shown(npx.npx, 0)} ms`),
    ]
  } finally {
    await rm(directory, { recursive: true, force: true })
  }
}

function kilobytes(bytes: number): string {
  return `${Math.round(bytes / 1000)} kB`
}
