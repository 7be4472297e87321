import { stat } from 'node:fs/promises'
import { isBuiltin } from 'node:module'
import { extname, resolve } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { isAnswering } from '../disk/answering.ts'
import { showDuration } from '../duration.ts'
import { describeThrown } from '../thrown.ts'
import { UsageError } from '../usage-error.ts'
import { asGuest, guestPlugin } from './guest.ts'
import type { Plugin } from './plugin.ts'
import { soundPlugin } from './plugin-shape.ts'
import { resolveModule } from './resolve-module.ts'

/** A plug-in to load: a path (`./…`, `/…`) or a package, seen from a directory. */
export interface PluginPlace {
  readonly spec: string
  readonly directory: string
  /** Who asked for it: `--plugin ./acme.js`, `<file>: plugins[0]`. */
  readonly from: string
}

/**
 * Loads plug-ins one after the other; one given twice counts once. Throws a UsageError that names
 * the plug-in where it is missing, throws, exits, exports something else or has not loaded after
 * `limitMs`.
 */
export async function loadPlugins(
  places: readonly PluginPlace[],
  limitMs: number,
): Promise<Plugin[]> {
  const loaded = new Map<string, Plugin>()
  for (const place of places) {
    const path = await pathOf(place)
    if (loaded.has(path)) continue
    const exported = await imported(path, place, limitMs)
    loaded.set(path, guestPlugin(soundPlugin(exported, place.from)))
  }
  return [...loaded.values()]
}

const SILENT_MOUNT = 'on a mount that does not answer'

async function pathOf({ spec, directory, from }: PluginPlace): Promise<string> {
  const refuse = (what: string) => new UsageError(`${from}: ${what}`)
  if (!isPath(spec)) {
    if (!/^(@[\w.-]+\/)?[\w.-]+(\/[\w./-]+)?$/.test(spec))
      throw refuse(
        'is neither a path nor a package; expected one such as ./checks.js or acme-checks',
      )
    if (isBuiltin(spec)) throw refuse("is one of Node's own modules, not a plug-in")
    // Above it too, packages are looked for.
    if (!(await isAnswering(directory, 'read'))) throw refuse(`${directory} is ${SILENT_MOUNT}`)
    const path = resolvedPackage()
    if (path === undefined) {
      const beside = await stat(resolve(directory, spec)).catch(() => undefined)
      const meant = beside === undefined ? '' : `; for the file, write './${spec}'`
      throw refuse(`there is no such package, seen from ${directory}${meant}`)
    }
    return path
  }
  const path = spec.startsWith('file:') ? pathOfUrl(spec) : resolve(directory, spec)
  if (path === undefined) throw refuse('is not the URL of a file')
  if (!(await isAnswering(path, 'read'))) throw refuse(`is ${SILENT_MOUNT}; looked at ${path}`)
  const found = await stat(path).catch((error: NodeJS.ErrnoException) => error.code)
  if (typeof found !== 'object') throw refuse(`cannot be read (${found}); looked at ${path}`)
  if (found.isDirectory())
    throw refuse('is a directory; expected the file in it that exports the plug-in')
  if (!found.isFile()) throw refuse('is not a file; expected a JavaScript module')
  const { typescript } = process.features as { typescript?: unknown }
  if (/^\.[mc]?ts$/.test(extname(path)) && !typescript)
    throw refuse(
      `this Node (${process.version}) loads no TypeScript; expected a .js, .mjs or .cjs file, or Node 22.18`,
    )
  return path

  function resolvedPackage(): string | undefined {
    try {
      return resolveModule(spec, directory)
    } catch (error) {
      throw refuse(`cannot be resolved: ${oneLine(error)}`)
    }
  }
}

function pathOfUrl(url: string): string | undefined {
  try {
    return fileURLToPath(url)
  } catch {
    return undefined
  }
}

function isPath(spec: string): boolean {
  return /^(\.{1,2}\/|\/|file:)/.test(spec)
}

async function imported(path: string, { from }: PluginPlace, limitMs: number): Promise<unknown> {
  const refuse = (what: string) => new UsageError(`${from}: ${what}`)
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () =>
        reject(
          refuse(
            `has not loaded within ${showDuration(limitMs)}: an await at its top level never ends`,
          ),
        ),
      limitMs,
    )
  })
  // Loaded already, it has no check to end: what it leaves behind is only told.
  const guest = { who: from, end: () => false }
  try {
    const module = await Promise.race([
      asGuest(guest, () => import(pathToFileURL(path).href)),
      late,
    ])
    return defaultOf(module)
  } catch (error) {
    if (error instanceof UsageError) throw error
    throw refuse(`cannot be loaded: ${oneLine(error)}${hint(error)}`)
  } finally {
    clearTimeout(timer)
  }
}

/** The default export, also of a module that was compiled to CommonJS; else the module itself. */
function defaultOf(module: Record<string, unknown>): unknown {
  const { default: own = module } = module
  const twice = own as { default?: unknown; __esModule?: unknown } | null
  return typeof own === 'object' && twice?.__esModule === true && twice.default !== undefined
    ? twice.default
    : own
}

/** The first line of what was thrown. */
function oneLine(error: unknown): string {
  return describeThrown(error).split(/[\r\n]/)[0] ?? ''
}

function hint(error: unknown): string {
  return /Cannot find package 'artifacts-doctor'/.test(describeThrown(error))
    ? '; install artifacts-doctor beside the plug-in'
    : ''
}
