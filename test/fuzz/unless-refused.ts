import { UsageError } from '../../src/usage-error.ts'

/** What a parser gives, or undefined where it refuses in its documented way. */
export function unlessRefused<T>(parse: () => T): T | undefined {
  try {
    return parse()
  } catch (error) {
    if (error instanceof UsageError) return undefined
    throw error
  }
}
