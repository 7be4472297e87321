import { spawnSync } from 'node:child_process'
import { accessSync, constants } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'

/** A program that a test needs, and the Debian package it comes in. */
export interface Package {
  readonly command: string
  readonly package: string
}

/** Installs with apt what is not on PATH yet, or throws an error that names the packages. */
export function ensureInstalled(...packages: readonly Package[]): void {
  const wanted = packages.filter(({ command }) => !isOnPath(command))
  if (wanted.length === 0) return
  const names = wanted.map((one) => one.package)
  const install = ['install', '--no-install-recommends', '-y', '-qq', ...names]
  let said = apt(install)
  if (said !== undefined) {
    // The lists may be missing or too old to fetch from; a container's usually are.
    apt(['update', '-qq'])
    said = apt(install)
  }
  const missing = wanted.filter(({ command }) => !isOnPath(command))
  if (missing.length === 0) return
  const what = missing.map((one) => `${one.command} (package ${one.package})`).join(', ')
  throw new Error(
    `this test needs ${what}, and apt-get could not install it: ${said ?? 'no error'}`,
  )
}

/** Whether `command` can be run by its bare name. */
export function isOnPath(command: string): boolean {
  return (process.env.PATH ?? '').split(delimiter).some((directory) => {
    try {
      accessSync(join(directory, command), constants.X_OK)
      return true
    } catch {
      return false
    }
  })
}

/** Runs apt-get; what it complained about, or undefined when all went well. */
function apt(args: readonly string[]): string | undefined {
  const root = process.getuid?.() === 0
  const [program = '', ...rest] = [
    ...(root || !isOnPath('sudo') ? [] : ['sudo', '-n']),
    // Test files run side by side, and apt's own wait does not cover the package lists.
    ...['flock', join(tmpdir(), `artifacts-doctor-apt-${process.getuid?.()}.lock`)],
    // A run level of 1 keeps Debian's scripts from starting the daemons that they install.
    ...['env', 'DEBIAN_FRONTEND=noninteractive', 'RUNLEVEL=1', 'apt-get'],
    ...['-o', 'DPkg::Lock::Timeout=120', ...args],
  ]
  const { status, stderr, error } = spawnSync(program, rest, { encoding: 'utf8' })
  return status === 0 ? undefined : (error?.message ?? stderr.trim())
}
