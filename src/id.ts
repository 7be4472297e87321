const ID = /^[a-z][a-z0-9-]*\/[a-z0-9][a-z0-9-]*$/

/** The form `area/name` that the ids of checks and causes share, as JSON Schema takes it: its slash is not escaped. */
export const ID_PATTERN = ID.source.replace('\\/', '/')

/** Whether `id` has the form `area/name`. */
export function isId(id: string): boolean {
  return ID.test(id)
}

/** The area of an id: what stands before its slash. */
export function areaOf(id: string): string {
  return id.split('/')[0] ?? ''
}
