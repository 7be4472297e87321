/**
 * The caller asked for something that cannot be done as asked: shown as it is, exit code 2. Of a
 * value that is longer than anybody reads, the beginning stands for all of it.
 */
export class UsageError extends Error {
  override readonly name = 'UsageError'

  constructor(message: string) {
    super(message.replace(/'([^'\s]{150})[^'\s]{50,}'/g, "'$1…'"))
  }
}
