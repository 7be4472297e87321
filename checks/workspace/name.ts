import { defineCheck, type Evidence, fail, pass, skip, tokenKind } from '../../src/index.ts'
import type { CauseId } from '../causes/index.ts'

/** The rules of both generations of the product's pages on workspaces. */
const CURRENT = /^[a-zA-Z0-9][a-zA-Z0-9_-]{0,62}$/
const EARLIER = /^[a-z][a-z0-9-]{0,38}[a-z0-9]$/

export default defineCheck<CauseId>({
  id: 'workspace/name',
  title: 'Workspace name keeps the rules',
  run({ settings }) {
    const { workspace } = settings
    if (workspace === undefined) return skip('no workspace was given', 'workspace')
    const { name } = workspace
    const evidence: Evidence = { name, length: name.length }
    if (!CURRENT.test(name)) {
      const known = settings.secrets.some((secret) => secret.includes(name))
      const pasted = known || tokenKind(name) !== undefined
      // The settings show the address; a part of what may be a secret pasted there could not be told.
      return fail('workspace/invalid-name', {
        length: name.length,
        rule: CURRENT.source,
        nearest: pasted ? 'my-workspace' : valid(name),
      })
    }
    return EARLIER.test(name)
      ? pass(evidence)
      : fail('workspace/name-needs-current-cli', { ...evidence, rule: EARLIER.source })
  },
})

/** The nearest name that keeps the rules of both generations. */
function valid(name: string): string {
  const plain = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[^a-z]+/, '')
    .slice(0, 40)
  const whole = plain.replace(/-+$/, '')
  return EARLIER.test(whole) ? whole : 'my-workspace'
}
