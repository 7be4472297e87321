import { readdirSync, readFileSync } from 'node:fs'
import { join, sep } from 'node:path'
import { describe, expect, it } from 'vitest'
import { causes } from '../../checks/causes/index.ts'
import { type Catalogue, catalogueFaults, mergeCatalogues } from '../../src/catalogue.ts'
import { isId } from '../../src/id.ts'
import { repositoryRoot } from '../support/doctor.ts'
import { sampleCause } from './samples.ts'

const catalogue: Catalogue = causes
const ids = Object.keys(catalogue)

/** The causes that the product's own page documents, and which of them pass by themselves. */
const DOCUMENTED = [
  'auth/unauthorized',
  'auth/forbidden',
  'auth/bad-jwt',
  'workspace/not-found',
  'workspace/exists',
  'workspace/not-active',
  'workspace/not-completable',
  'metadata/setting-missing',
  'orchestrator/tenant-exists',
  'metadata/acl-provisioning-failed',
  'orchestrator/invalid-request',
  'orchestrator/internal-error',
  'orchestrator/managed-provisioning-failed',
  'workspace/managed-storage-malformed',
  'mount/already-mounted',
  'storage/keys-missing',
  'storage/access-denied',
  'storage/no-such-bucket',
  'storage/invalid-access-key',
  'storage/iam-propagation',
  'storage/signature-mismatch',
]

const TRANSIENT = [
  'metadata/acl-provisioning-failed',
  'orchestrator/internal-error',
  'orchestrator/managed-provisioning-failed',
  'storage/iam-propagation',
  'storage/throttled',
  'storage/server-error',
  'metadata/loading',
  'metadata/cluster-down',
  'metadata/too-many-clients',
  'metadata/master-down',
  'metadata/replicas-missing',
  'metadata/busy',
  'orchestrator/unavailable',
  'orchestrator/throttled',
  'network/timeout',
  'network/reset',
  'network/unreachable',
]

const PAGES = 'https://github.com/tonbo-io/artifacts-doctor/blob/main/docs/causes'

const WARNINGS = words(`
  host/not-linux host/not-x86-64 host/cli-missing host/clock-drifting mount/path-missing
  mount/mounted-here auth/credentials-exposed auth/env-overrides-login auth/token-expires-soon
  auth/token-renewable workspace/name-needs-current-cli workspace/pending-format
  storage/backend-not-selected storage/bucket-name-dotted storage/scheme-missing
  storage/key-of-another-vendor storage/path-style-refused storage/list-denied storage/leftover
  storage/delete-denied storage/object-locked metadata/eviction-enabled metadata/not-durable
  host/directory-exposed host/disk-full auth/login-orphaned workspace/other-backend
  workspace/other-bucket metadata/password-ignored metadata/database-on-cluster
  metadata/setting-expires
`)

/** The other ids: neither warnings nor transient. */
const FAILURES = words(`
  host/cli-foreign host/clock-skewed host/fuse-missing host/fuse-not-permitted
  host/fusermount-missing host/directory-not-writable mount/path-not-creatable
  mount/not-a-directory mount/stale mount/hung auth/not-logged-in auth/credentials-unreadable
  auth/token-mangled auth/token-expired auth/token-not-yet-valid auth/service-token-limited
  orchestrator/not-an-api workspace/invalid-name storage/bucket-missing storage/endpoint-missing
  storage/endpoint-malformed storage/bucket-name-invalid storage/region-malformed
  storage/key-pair-incomplete storage/keys-mangled storage/keys-swapped storage/not-s3
  storage/full storage/clock-skewed storage/token-expired storage/token-invalid
  storage/session-token-missing storage/region-mismatch storage/secret-mismatch
  storage/request-rewritten storage/payload-refused storage/checksum-unsupported
  storage/checksum-required
  storage/not-this-bucket storage/host-not-served storage/virtual-host-impossible
  storage/kms-denied storage/requester-pays storage/insecure-transport storage/not-empty
  storage/wrong-data storage/quota-exceeded storage/user-suspended
  metadata/tls-mismatch metadata/password-missing metadata/password-wrong metadata/command-denied
  metadata/key-denied metadata/read-only metadata/out-of-memory metadata/too-old
  metadata/setting-malformed metadata/setting-elsewhere metadata/setting-of-another-bucket
  metadata/flushed network/dns-failure network/refused network/tls-untrusted
  network/tls-intercepted network/tls-unfit network/tls-refused network/tls-expired network/tls-name-mismatch network/plain-to-tls
  network/tls-to-plain network/proxy-refused
  host/fusermount-not-setuid host/cli-not-runnable host/cli-wrong-machine host/cli-hangs
  orchestrator/wants-https metadata/client-certificate-required metadata/not-redis
  metadata/sentinel metadata/protected-mode metadata/redirect-unreachable
  metadata/password-unwanted metadata/users-unsupported metadata/database-missing
  metadata/writes-refused metadata/setting-of-another-volume mount/failing
  mount/of-another-user mount/directory-not-writable
`)

describe('the catalogue', () => {
  it('has no fault', () => {
    expect(catalogueFaults(catalogue)).toEqual([])
  })

  it('calls documented exactly what the product documents', () => {
    const documented = ids.filter((id) => catalogue[id]?.documented)
    expect(documented.sort()).toEqual([...DOCUMENTED].sort())
  })

  it.each(ids)('links %s to the page that explains it', (id) => {
    const own = `${PAGES}/${id.replace('/', '-')}.md`
    const docs = DOCUMENTED.includes(id) ? 'https://artifacts.tonbo.io/docs/error-codes' : own
    expect(catalogue[id]?.docs).toBe(docs)
  })

  // Ids are reserved with their severity before a check names them.
  const reserved = new Set([...DOCUMENTED, ...TRANSIENT, ...WARNINGS, ...FAILURES])

  it('knows no cause whose severity is not held', () => {
    expect(ids.filter((id) => !reserved.has(id))).toEqual([])
  })

  it.each([...reserved].filter((id) => id in catalogue))('keeps the severity of %s', (id) => {
    expect(catalogue[id]?.warning ?? false).toBe(WARNINGS.includes(id))
    expect(catalogue[id]?.transient ?? false).toBe(TRANSIENT.includes(id))
  })

  it.each(ids)('can be led to %s, by a check or by a text', (id) => {
    const named = SOURCES.includes(`'${id}'`)
    expect(named || (catalogue[id]?.match ?? []).length > 0).toBe(true)
  })

  it.each([
    [
      'storage/signature-mismatch',
      'storage/region-mismatch storage/request-rewritten storage/secret-mismatch',
    ],
    [
      'storage/access-denied',
      'storage/insecure-transport storage/kms-denied storage/requester-pays',
    ],
    ['network/tls-untrusted', 'network/tls-intercepted'],
  ])('lets %s be refined by what a live check tells', (refined, by) => {
    const refining = ids.filter((id) => catalogue[id]?.refines === refined)
    expect(refining.sort()).toEqual(words(by))
  })

  it('puts the clocks before every other root', () => {
    const first = ids.filter((id) => catalogue[id]?.first)
    expect(first.sort()).toEqual(['host/clock-skewed', 'storage/clock-skewed'])
  })
})

describe('catalogueFaults', () => {
  it('names every fault of every cause', () => {
    const faults = catalogueFaults({
      wrong: sampleCause({ title: ' ', why: '', docs: '', fix: [] }),
      'a/right': sampleCause({ refines: 'a/rihgt' }),
    })
    expect(faults).toHaveLength(6)
    expect(faults[5]).toBe(
      "cause 'a/right' refines 'a/rihgt', which is unknown; nearest: 'a/right'",
    )
    expect(['storage/put', 'a/2nd'].every(isId)).toBe(true)
  })

  it('refuses two causes of one id', () => {
    const one = { 'a/b': sampleCause() }
    expect(() => mergeCatalogues([one, one])).toThrow("cause 'a/b' is defined twice")
    expect(mergeCatalogues([one, { 'a/c': sampleCause() }])).toHaveProperty('a/c')
  })
})

function words(text: string): string[] {
  return text.trim().split(/\s+/)
}

/** The text of every check, without that of the causes. */
const SOURCES = readdirSync(join(repositoryRoot, 'checks'), { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts') && !path.startsWith(`causes${sep}`))
  .map((path) => readFileSync(join(repositoryRoot, 'checks', path), 'utf8'))
  .join('\n')
