import { UsageError } from './usage-error.ts'

/** A workspace by its name and, where it was given, its owner's handle. */
export interface WorkspaceAddress {
  readonly handle?: string
  readonly name: string
}

/**
 * Parses `<name>`, `<handle>/<name>` and `artifacts://<handle>/<name>`. Whether the name keeps
 * the product's rules is a check's question; here only the form counts.
 */
export function parseWorkspaceAddress(text: string): WorkspaceAddress {
  const expected = 'expected <name>, <handle>/<name> or artifacts://<handle>/<name>'
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(text)
  if (scheme !== null && scheme[1] !== 'artifacts') {
    throw new UsageError(`workspace: '${text}' is not a workspace address; ${expected}`)
  }
  const path = scheme === null ? text : text.slice(scheme[0].length)
  const [first, second, ...rest] = path.split('/')
  if (rest.length > 0 || !first || second === '' || (scheme !== null && second === undefined)) {
    const parts = path.split('/').filter((part) => part !== '')
    const hint = parts.length >= 2 ? `; did you mean '${parts.slice(-2).join('/')}'?` : ''
    throw new UsageError(`workspace: '${text}' is not a workspace address; ${expected}${hint}`)
  }
  return second === undefined ? { name: first } : { handle: first, name: second }
}
