import type { Finding, Findings } from './findings.ts'

/**
 * The findings without the readings that the inputs rule out: where the same words lead to several
 * causes, and others to some of these by themselves, the words mean those. Bare statuses rule out
 * nothing, and are not ruled out.
 */
export function withoutRuledOut(findings: Findings): Findings {
  const isOut = ({ named, sole, alternatives }: Finding) =>
    named && !sole && [...alternatives].some((id) => findings.get(id)?.sole)
  const out = new Set([...findings.values()].filter(isOut).map(({ cause }) => cause))
  if (out.size === 0) return findings
  const kept = [...findings.values()].filter(({ cause }) => !out.has(cause))
  return new Map(
    kept.map((finding) => {
      const alternatives = new Set([...finding.alternatives].filter((id) => !out.has(id)))
      return [finding.cause, { ...finding, alternatives }]
    }),
  )
}
