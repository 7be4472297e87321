import type { Evidence } from '../../src/index.ts'

/** Whose program it is, by what it says about itself. */
export interface Identity {
  readonly kind: 'product' | 'foreign'
  readonly evidence: Evidence
}

/** Words of "Agent Artifacts" (docs.hostartifacts.dev), whose program has the same name. */
const FOREIGN = /AGENT_ARTIFACTS|\bagent artifacts\b|hostartifacts/i
/** The commands that mounting needs: no other program of this name has them all. */
const PRODUCT_COMMANDS = ['mount', 'unmount', 'workspace']

/**
 * Whose program prints this help. Source: the product's pages on its command line, of both
 * generations; the other vendor's has `project`, and neither `inspect`, `platform` nor `unmount`.
 */
export function identify(help: string): Identity | undefined {
  const has = (word: string) => new RegExp(`(?<![\\w-])${word}s?(?![\\w-])`).test(help)
  const mark = FOREIGN.exec(help)?.[0]
  const lacks = PRODUCT_COMMANDS.filter((word) => !has(word)).join(', ')
  if (mark !== undefined) return { kind: 'foreign', evidence: { found: mark } }
  if (lacks === '') {
    const current = ['inspect', 'platform', 'whoami'].some(has)
    const generation = current ? 'current' : has('key') ? 'earlier' : undefined
    return { kind: 'product', evidence: generation === undefined ? {} : { generation } }
  }
  if (!isHelp(help)) return undefined
  if (has('project') && !has('unmount'))
    return { kind: 'foreign', evidence: { found: 'project', lacks } }
  return PRODUCT_COMMANDS.some(has) ? undefined : { kind: 'foreign', evidence: { lacks } }
}

/** Two words that every help has, on more than one line. */
function isHelp(text: string): boolean {
  return text.split('\n').length > 2 && /\b(usage|commands|options)\b/i.test(text)
}

/** The release that a program names: twelve hexadecimal digits, which cannot be compared. */
export function versionIn(text: string): Evidence {
  const revision = /(?<![0-9a-f])[0-9a-f]{12}(?![0-9a-f])/.exec(text)?.[0]
  return revision === undefined ? {} : { version: revision }
}
