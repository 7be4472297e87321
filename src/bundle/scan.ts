import { redactReport } from '../report/redact-report.ts'
import type { Report } from '../report/report.ts'
import type { Scope, SecretFinder } from './find-secrets.ts'
import type { BundleEntry } from './read-tar.ts'

/** A secret that was left in a bundle: where, and the rule that found it. Never the secret. */
export interface Left {
  readonly file: string
  readonly rule: string
}

/** The first secret in what was written, read back; undefined where there is none. */
export async function scan(
  entries: AsyncIterable<BundleEntry>,
  find: SecretFinder,
): Promise<Left | undefined> {
  for await (const { name, bytes } of entries) {
    const chunks: Uint8Array[] = []
    for await (const chunk of bytes) chunks.push(chunk)
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(
      Buffer.concat(chunks),
    )
    const rule = ruleIn(name, text, find) ?? find(name, 'strange')[0]?.rule
    // The name may be what holds the secret.
    if (rule !== undefined)
      return { file: find(name, 'strange').length > 0 ? 'logs/…' : name, rule }
  }
  return undefined
}

function ruleIn(name: string, text: string, find: SecretFinder): string | undefined {
  if (!name.endsWith('.json') || name.startsWith('logs/')) return find(text, scopeOf(name))[0]?.rule
  // What cannot be parsed cannot be vouched for: it throws.
  const document: unknown = JSON.parse(text)
  let rule: string | undefined
  const look = (scope: Scope) => (one: string) => {
    rule ??= find(one, scope)[0]?.rule
    return one
  }
  for (const one of stringsIn(document)) look('own')(one)
  // Beside its own words a report holds those of servers and settings: even a short secret shows.
  if (name === 'report.json') redactReport(document as Report, look('strange'))
  return rule
}

function scopeOf(name: string): Scope {
  if (name.startsWith('logs/')) return 'log'
  return name === 'mountinfo.txt' ? 'strange' : 'own'
}

function stringsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  if (typeof value === 'number') return [String(value)]
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, one]) => [name, ...stringsIn(one)])
}
