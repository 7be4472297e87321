/** The message of whatever was thrown, an error or not. */
export function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown)
}

/** The name and the message of whatever was thrown; never throws itself, whatever it was. */
export function describeThrown(thrown: unknown): string {
  try {
    const text = thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown)
    return text.slice(0, 10_000)
  } catch {
    return 'something that cannot be shown'
  }
}
