import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Metafile } from 'esbuild'

/** A package of somebody else's, of which code stands in the bundle. */
export interface BundledPackage {
  readonly name: string
  readonly version: string
  /** Its SPDX expression. */
  readonly licence: string
  readonly url?: string
  /** Every licence and notice that it comes with, by the name of its file. */
  readonly texts: Readonly<Record<string, string>>
  /** The packages that import it; empty where only our own code does. */
  readonly importedBy: readonly string[]
  /** Whether our own code imports it. */
  readonly direct: boolean
}

/** The packages of which code stands in what esbuild wrote, by name. */
export async function bundledPackages(metafile: Metafile): Promise<BundledPackage[]> {
  const used = new Set<string>()
  for (const { inputs } of Object.values(metafile.outputs)) {
    for (const [path, { bytesInOutput }] of Object.entries(inputs)) {
      const home = homeOf(path)
      if (home !== undefined && bytesInOutput > 0) used.add(home)
    }
  }
  const importers = importersOf(metafile)
  const packages = await Promise.all(
    [...used].map((home) => read(home, importers.get(home) ?? new Set())),
  )
  // One that is installed in two places is bundled from both.
  const distinct = new Map(packages.map((one) => [`${one.name} ${one.version}`, one]))
  return [...distinct.values()].toSorted((a, b) => (a.name < b.name ? -1 : 1))
}

/** The directory of the package that a file belongs to; undefined for our own. */
function homeOf(path: string): string | undefined {
  return /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(path)?.[0]
}

/** Of each package's directory, those that import it; our own code is `''`. */
function importersOf({ inputs }: Metafile): Map<string, Set<string>> {
  const importers = new Map<string, Set<string>>()
  for (const [path, { imports }] of Object.entries(inputs)) {
    const from = homeOf(path) ?? ''
    for (const imported of imports) {
      const home = homeOf(imported.path)
      if (home === undefined || home === from) continue
      importers.set(home, (importers.get(home) ?? new Set()).add(from))
    }
  }
  return importers
}

async function read(home: string, importers: ReadonlySet<string>): Promise<BundledPackage> {
  const { name, version, license, repository } = JSON.parse(
    await readFile(join(home, 'package.json'), 'utf8'),
  )
  const files = (await readdir(home)).filter((file) => /^(licen[cs]e|copying|notice)\b/i.test(file))
  const texts = files.map(async (file) => [file, await readFile(join(home, file), 'utf8')] as const)
  const url = typeof repository === 'object' ? repository?.url : repository
  return {
    name,
    version,
    licence: license,
    ...(url === undefined ? {} : { url }),
    texts: Object.fromEntries(await Promise.all(texts)),
    importedBy: [...importers]
      .filter((one) => one !== '')
      .map((one) => one.replace(/^.*node_modules\//, ''))
      .toSorted(),
    direct: importers.has(''),
  }
}
