import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { transformSync } from 'esbuild'
import { parseAst } from 'vitest/node'
import { repositoryRoot } from '../support/doctor.ts'

/** A regular expression of the doctor, and where it is written. */
export interface Expression {
  readonly file: string
  readonly pattern: string
  readonly flags: string
}

/** What the sources of `src` and `checks` hold of regular expressions. */
export interface Expressions {
  readonly literals: readonly Expression[]
  /** The files that make some as they run, each with how many times they say so. */
  readonly made: Readonly<Record<string, number>>
}

/** Every regular expression in the sources, found by parsing them. */
export function expressions(): Expressions {
  const literals: Expression[] = []
  const made: Record<string, number> = {}
  for (const file of ['src', 'checks'].flatMap(sources)) {
    const source = readFileSync(join(repositoryRoot, file), 'utf8')
    walk(parseAst(transformSync(source, { loader: 'ts' }).code), (node) => {
      if (node.type === 'Literal' && node.regex !== undefined)
        literals.push({ file, ...(node.regex as { pattern: string; flags: string }) })
      const { name } = (node.callee ?? {}) as { name?: unknown }
      if (name === 'RegExp') made[file] = (made[file] ?? 0) + 1
    })
  }
  return { literals, made }
}

function sources(directory: string): string[] {
  return readdirSync(join(repositoryRoot, directory), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.d.ts'))
    .map((name) => `${directory}/${name}`)
    .sort()
}

function walk(value: unknown, visit: (node: Readonly<Record<string, unknown>>) => void): void {
  if (typeof value !== 'object' || value === null) return
  if ('type' in value) visit(value as Readonly<Record<string, unknown>>)
  for (const child of Object.values(value)) walk(child, visit)
}
