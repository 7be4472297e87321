import { defineCheck, type Evidence, fail, pass, skip, tokenKind } from '../../src/index.ts'
import type { CauseId } from '../causes/index.ts'
import { CURRENT, EARLIER, misnamed, nearestEarlierName, nearestName } from './name-rules.ts'

export default defineCheck<CauseId>({
  id: 'workspace/name',
  title: 'Workspace name keeps the rules',
  run({ settings }) {
    const { workspace } = settings
    if (workspace === undefined) return skip('no workspace was given', 'workspace')
    const { name } = workspace
    const pasted = looksSecret(name, settings.secrets)
    const length: Evidence = { length: name.length }
    if (!CURRENT.test(name)) {
      // The settings show the address; a part of what may be a secret pasted there could not be told.
      return fail('workspace/invalid-name', {
        ...length,
        rule: CURRENT.source,
        found: misnamed(name),
        nearest: (pasted ? undefined : nearestName(name)) ?? 'my-workspace',
      })
    }
    const evidence: Evidence = pasted ? length : { name, ...length }
    if (EARLIER.test(name)) return pass(evidence)
    // In other letters, no redactor would know it again.
    const nearest = pasted ? undefined : nearestEarlierName(name)
    return fail('workspace/name-needs-current-cli', {
      ...evidence,
      rule: EARLIER.source,
      ...(nearest === undefined ? {} : { nearest }),
    })
  },
})

/** Whether a secret, or a part of one, may have been pasted in place of a name. */
function looksSecret(name: string, secrets: readonly string[]): boolean {
  return (
    tokenKind(name) !== undefined ||
    /^(tbo|art)_|eyJ[\w-]{4}|A[KS]IA[A-Z0-9]{8}/.test(name) ||
    secrets.some(
      (secret) =>
        (name.length > 5 && secret.includes(name)) || (secret.length > 7 && name.includes(secret)),
    )
  )
}
