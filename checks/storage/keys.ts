import { defineCheck, fail, pass } from '../../src/index.ts'
import type { CauseId } from '../causes/index.ts'
import { mangled } from '../mangled.ts'

const KEY_ID = /^(AKIA|ASIA)[A-Z0-9]{16}$/

export default defineCheck<CauseId>({
  id: 'storage/keys',
  title: 'Bucket keys are set and whole',
  needs: ['storage/settings'],
  run({ settings }) {
    const id = settings.get('accessKeyId')
    const secret = settings.get('secretAccessKey')
    const source =
      settings.values.accessKeyId?.source ?? settings.values.secretAccessKey?.source ?? ''
    if (id === undefined && secret === undefined)
      return fail('storage/keys-missing', { setting: 'ARTIFACTS_S3_ACCESS_KEY_ID' })
    if (id === undefined)
      return fail('storage/key-pair-incomplete', { setting: 'ARTIFACTS_S3_ACCESS_KEY_ID', source })
    if (secret === undefined)
      return fail('storage/key-pair-incomplete', {
        setting: 'ARTIFACTS_S3_SECRET_ACCESS_KEY',
        source,
      })
    for (const key of ['accessKeyId', 'secretAccessKey', 'sessionToken'] as const) {
      const found = mangled(settings.get(key) ?? '')
      if (found !== undefined)
        return fail('storage/keys-mangled', {
          source: settings.values[key]?.source ?? '',
          setting: key,
          found,
        })
    }
    if (KEY_ID.test(secret) && !KEY_ID.test(id)) return fail('storage/keys-swapped', { source })
    // A temporary key of AWS is no use without its token (docs.aws.amazon.com/IAM, reference_identifiers).
    if (id.startsWith('ASIA') && KEY_ID.test(id) && settings.get('sessionToken') === undefined) {
      return fail('storage/session-token-missing', {
        source,
        setting: 'ARTIFACTS_S3_SESSION_TOKEN',
      })
    }
    const secretSource = settings.values.secretAccessKey?.source ?? ''
    return pass({ source, secretSource, sessionToken: settings.get('sessionToken') !== undefined })
  },
})
