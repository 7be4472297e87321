import { homedir } from 'node:os'
import { resolve } from 'node:path'
import type { Configuration } from '../config/configuration.ts'
import { findConfig } from '../config/find-config.ts'
import { unknownProfile } from '../config/profile.ts'
import { parseDuration } from '../duration.ts'
import type { PluginPlace } from '../plugins/load-plugin.ts'
import { combine } from '../plugins/plugin.ts'
import { secretsIn } from '../secrets/secrets-in.ts'
import { visible } from '../visible.ts'
import { many, one } from './check-arguments.ts'
import type { Arguments, Command } from './commands.ts'
import { guardProcess } from './guard-process.ts'
import type { Io } from './io.ts'
import { mention } from './write.ts'

/** A command line with the configuration that counts for it, and the plug-ins that it wants. */
export interface Equipped {
  readonly argv: Arguments
  readonly io: Io
  /** What kept it from being equipped. */
  readonly error?: unknown
}

/**
 * Reads the configuration and loads the plug-ins for a command that knows `--config` or
 * `--plugin`. The configuration is put beside what was typed, as `argv.configuration`. Never
 * rejects: from the first plug-in on, only the answer's `io` leads to stdout.
 */
export async function equip(argv: Arguments, { options = {} }: Command, io: Io): Promise<Equipped> {
  let equipped: Equipped = { argv, io }
  try {
    const configuration = 'config' in options ? await configurationFor(argv, io) : undefined
    if (configuration !== undefined) equipped = { io, argv: { ...argv, configuration } }
    const places = 'plugin' in options ? pluginsFor(argv, configuration) : []
    if (places.length === 0) return equipped
    const guarded = guardProcess(io, io.redactor(secretsIn(io.env)))
    equipped = { ...equipped, io: guarded }
    return { ...equipped, io: await withPlugins(places, argv, guarded) }
  } catch (error) {
    return { ...equipped, error }
  }
}

async function configurationFor(argv: Arguments, io: Io): Promise<Configuration | undefined> {
  const { readConfig } = await import('../config/config-file.ts')
  const profile = one(argv, 'profile')
  const named = one(argv, 'config')
  if (named !== undefined) return readConfig({ path: named, source: '--config' }, profile)
  let silent: string | undefined
  const here = workingDirectory()
  const path =
    here === undefined
      ? undefined
      : await findConfig(here, io.env.HOME ?? homedir(), (directory) => {
          silent = directory
        })
  if (silent !== undefined) await sayUnanswered(silent, io)
  if (path !== undefined) return readConfig({ path, source: 'found' }, profile)
  if (profile !== undefined) throw unknownProfile(profile, [])
  return undefined
}

/** Undefined where it was removed: then nothing is to be found there. */
function workingDirectory(): string | undefined {
  try {
    return process.cwd()
  } catch {
    return undefined
  }
}

function sayUnanswered(directory: string, { stderr, redactor, env }: Io): Promise<void> {
  const text = `artifacts-doctor: no configuration was looked for: ${visible(directory)} is on a mount that does not answer\n`
  return mention(stderr, text, redactor(secretsIn(env)))
}

function pluginsFor(argv: Arguments, configuration?: Configuration): PluginPlace[] {
  const { plugins = [], path = '' } = configuration ?? {}
  return [
    ...many(argv, 'plugin').map((spec) => ({
      spec,
      directory: process.cwd(),
      from: `--plugin ${spec}`,
    })),
    ...plugins.map(({ value, at }) => ({
      spec: value,
      directory: resolve(path, '..'),
      from: `${at}: ${value}`,
    })),
  ]
}

async function withPlugins(places: readonly PluginPlace[], argv: Arguments, io: Io): Promise<Io> {
  const limitMs = parseDuration(one(argv, 'timeout') ?? '10s', '--timeout')
  const guests = await (await import('../plugins/load-plugin.ts')).loadPlugins(places, limitMs)
  return {
    ...io,
    guests,
    loadCauses: async () => {
      const builtIn = { name: 'artifacts-doctor', checks: [], causes: await io.loadCauses() }
      // The checks alone may need built-in ones, which are not loaded for their causes.
      return combine([builtIn, ...guests.map((guest) => ({ ...guest, checks: [] }))]).causes
    },
  }
}
