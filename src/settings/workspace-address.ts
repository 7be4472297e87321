import { UsageError } from '../usage-error.ts'

/** A workspace by its name and, where it was given, its owner's handle. */
export interface WorkspaceAddress {
  readonly handle?: string
  readonly name: string
}

const EXPECTED = 'expected <name>, <handle>/<name> or artifacts://<handle>/<name>'

/**
 * Parses `<name>`, `<handle>/<name>` and `artifacts://<handle>/<name>`. Only the form counts here;
 * whether the name keeps the product's rules is for a check to say.
 */
export function parseWorkspaceAddress(text: string): WorkspaceAddress {
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(text)
  const path = scheme === null ? text : text.slice(scheme[0].length)
  const [first, second, ...rest] = path.split('/')
  const wellFormed =
    (scheme === null || scheme[1] === 'artifacts') &&
    rest.length === 0 &&
    first &&
    second !== '' &&
    (scheme === null || second !== undefined) &&
    !(second !== undefined && noHandle(first))
  if (!wellFormed) {
    throw new UsageError(
      `workspace: '${text}' is not a workspace address; ${EXPECTED}${hint(text, path, scheme?.[1])}`,
    )
  }
  return second === undefined ? { name: first } : { handle: first, name: second }
}

/** Whether it begins a path of this machine (`./demo`), or is the scheme with a slash missing. */
function noHandle(first: string): boolean {
  return /^(\.{1,2}|~.*)$/.test(first) || /^artifacts:/i.test(first)
}

/** What was probably meant, where that can be seen. */
function hint(text: string, path: string, scheme: string | undefined): string {
  const ofMachine = /^(\/|\.{1,2}\/|~)/.test(text)
  if (ofMachine && !/^\/[^/]+\/[^/]+\/?$/.test(text))
    return '; use --mountpoint to say where it is mounted'
  const parts = path
    .replace(/[?#].*$/s, '')
    .replace(/^artifacts:\/*/i, '')
    .split('/')
    .filter((part) => part !== '')
  // The first part of a web page's address is its host.
  const named = /^https?$/i.test(scheme ?? '') ? parts.slice(1) : parts
  const meant = named.slice(-2).join('/')
  const bare = scheme === undefined && named.length === 1
  return named.length >= 2 || bare ? `; did you mean '${meant}'?` : ''
}
