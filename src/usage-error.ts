/** The caller asked for something that cannot be done as asked: shown as it is, exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}
