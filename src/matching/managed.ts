/** What the caller knows beside the text. */
export interface Knowing {
  readonly backend?: 'managed' | 'byo'
}

const BYO = /--backend[ =]byo\b|\bbackend["']?\s{0,4}[:=]\s{0,4}["']?byo\b/i
const MANAGED =
  /--backend[ =]managed\b|\bbackend["']?\s{0,4}[:=]\s{0,4}["']?managed\b|\bfresh workspace create\b|(?<!\b(?:not|self|un)[ -]?)\bmanaged\b(?![_-]|\s(?:by|redis|service|identity|policy|database|node|cluster|kubernetes|postgres))/i

/** Whether the storage is managed by the product: the caller says so, or else the text does. */
export function isManaged(text: string, { backend }: Knowing): boolean {
  if (backend !== undefined) return backend === 'managed'
  return !BYO.test(text) && MANAGED.test(text)
}
