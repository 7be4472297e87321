import {
  defineCheck,
  type Evidence,
  fail,
  type Outcome,
  parseEndpoint,
  pass,
  type Settings,
  unsure,
} from '../../src/index.ts'
import type { CauseId } from '../causes/index.ts'
import { mangled } from '../mangled.ts'
import { lookSwapped, vendorOfHost, vendorOfKey } from './vendors.ts'

export default defineCheck<CauseId>({
  id: 'storage/keys',
  title: 'Bucket keys are set and whole',
  needs: ['storage/settings'],
  run({ settings }) {
    const id = settings.get('accessKeyId')
    const secret = settings.get('secretAccessKey')
    const source =
      settings.values.accessKeyId?.source ?? settings.values.secretAccessKey?.source ?? ''
    const silent = settings.cached.keys.find(
      ({ look }) => look.found === 'unreadable' && look.code === 'ETIMEDOUT',
    )
    if (silent !== undefined && (id === undefined || secret === undefined))
      return unsure('the file of the keys is on a mount that does not answer', {
        path: silent.path,
      })
    if (id === undefined && secret === undefined)
      return fail('storage/keys-missing', { setting: 'ARTIFACTS_S3_ACCESS_KEY_ID' })
    if (id === undefined)
      return fail('storage/key-pair-incomplete', { setting: 'ARTIFACTS_S3_ACCESS_KEY_ID', source })
    if (secret === undefined)
      return fail('storage/key-pair-incomplete', {
        setting: 'ARTIFACTS_S3_SECRET_ACCESS_KEY',
        source,
      })
    const damage = damaged(settings)
    if (damage !== undefined) return fail('storage/keys-mangled', damage)
    if (lookSwapped(id, secret)) return fail('storage/keys-swapped', { source })
    const token = settings.get('sessionToken') !== undefined
    return (
      vendorTrouble(settings, id, secret, token, source) ??
      pass({
        source,
        secretSource: settings.values.secretAccessKey?.source ?? '',
        sessionToken: token,
      })
    )
  },
})

/** The first part of the keys that shows damage. */
function damaged(settings: Settings): Evidence | undefined {
  for (const key of ['accessKeyId', 'secretAccessKey', 'sessionToken'] as const) {
    const found = mangled(settings.get(key) ?? '')
    if (found !== undefined)
      return { source: settings.values[key]?.source ?? '', setting: key, found }
  }
  return undefined
}

/** What the form of the keys shows at the endpoint of a vendor that gives its keys a form. */
function vendorTrouble(
  settings: Settings,
  id: string,
  secret: string,
  token: boolean,
  source: string,
): Outcome<CauseId> | undefined {
  const here = vendorOfHost(parseEndpoint(settings.get('endpoint') ?? '')?.hostname ?? '')
  const of = vendorOfKey(id)
  if (here?.name === 'AWS' && of === undefined && /A[KS]IA/.test(id)) {
    return fail('storage/keys-mangled', {
      source,
      setting: 'accessKeyId',
      found: `it is ${id.length} characters long, and not of the form of AWS (20, all capitals and digits)`,
    })
  }
  if (here === undefined || of === undefined) return undefined
  if (here.name !== of.name) {
    const vendors = { keyVendor: of.name, endpointVendor: here.name }
    return fail('storage/key-of-another-vendor', { source, ...vendors })
  }
  if (here.name !== 'AWS') return undefined
  if (here.secret?.test(secret) === false) {
    const length = secret.length === 40 ? '' : `${secret.length} characters long, not 40`
    return fail('storage/keys-mangled', {
      source: settings.values.secretAccessKey?.source ?? '',
      setting: 'secretAccessKey',
      found: /%[0-9A-Fa-f]{2}/.test(secret)
        ? 'it is percent-encoded'
        : `it is ${length || 'of characters that no secret of AWS has'}`,
    })
  }
  // A temporary key is no use without its token (docs.aws.amazon.com/IAM, reference_identifiers).
  return id.startsWith('ASIA') && !token
    ? fail('storage/session-token-missing', { source, setting: 'ARTIFACTS_S3_SESSION_TOKEN' })
    : undefined
}
