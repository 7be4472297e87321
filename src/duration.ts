import { UsageError } from './usage-error.ts'

const UNITS: Record<string, number> = { ms: 1, s: 1000, m: 60_000 }

/** Milliseconds of a duration such as `500ms`, `10s` or `2m`; throws a UsageError naming `what`. */
export function parseDuration(text: string, what: string): number {
  const [, amount, unit] = /^(\d{1,9}(?:\.\d{1,3})?)(ms|s|m)$/.exec(text.trim()) ?? []
  const factor = unit === undefined ? undefined : UNITS[unit]
  if (amount === undefined || factor === undefined) {
    const hint = /^\d+$/.test(text) ? `; did you mean '${text}s'?` : ''
    throw new UsageError(
      `${what}: '${text}' is not a duration; expected a number and a unit, such as 500ms, 10s or 2m${hint}`,
    )
  }
  const milliseconds = Math.round(Number(amount) * factor)
  if (milliseconds > 86_400_000) throw new UsageError(`${what}: '${text}' is more than a day`)
  return milliseconds
}

/** A duration as a person reads it: `412 ms`, `9.5 s`, `2 min`. */
export function showDuration(milliseconds: number): string {
  if (milliseconds < 1000) return `${Math.round(milliseconds)} ms`
  if (milliseconds < 120_000) return `${Number((milliseconds / 1000).toFixed(1))} s`
  return `${Number((milliseconds / 60_000).toFixed(1))} min`
}
