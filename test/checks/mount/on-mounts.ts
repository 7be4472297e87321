import { spawnSync } from 'node:child_process'
import { onTestFinished } from 'vitest'
import point from '../../../checks/mount/point.ts'
import stale from '../../../checks/mount/stale.ts'
import type { Outcome } from '../../../src/check.ts'
import type { Given } from '../../../src/settings/setting-sources.ts'
import { testContext } from '../../support/context.ts'
import { onlyMounts } from '../../support/own-mounts.ts'
import { temporaryDirectory } from '../../support/temporary-directory.ts'
import { type Making, makeMount } from './made-mount.ts'

/** A made mount that goes with the test. */
export async function made(making: Making = {}) {
  const mount = await makeMount(making)
  onTestFinished(() => mount.stop())
  return mount
}

/** An empty directory that goes with the test. */
export async function directory(): Promise<string> {
  const { path, remove } = await temporaryDirectory()
  onTestFinished(remove)
  return path
}

/** Mounts something of the kernel's for the length of a test. */
export function mounted(path: string, ...args: string[]): void {
  const { status, stderr } = spawnSync('mount', [...args, path], { encoding: 'utf8' })
  if (status !== 0) throw new Error(`mount ${args.join(' ')} ${path}: ${stderr.trim()}`)
  onTestFinished(() => void spawnSync('umount', ['-l', path]))
}

/** What both checks say where no other FUSE mounts are seen than those at `own`. */
export async function askChecks(
  own: readonly string[],
  settings: Given = {},
): Promise<{ readonly stale: Outcome; readonly point: Outcome }> {
  const { context } = await testContext({ settings, files: onlyMounts(...own) })
  return { stale: await stale.run(context), point: await point.run(context) }
}
