import type { Evidence, Settings } from '../../src/index.ts'
import type { CauseId } from '../causes/index.ts'
import type { Workspace } from '../orchestrator/workspace.ts'

/** Where the workspace keeps its data, as far as it was shown. */
export function storageEvidence({ backend, bucket, endpoint, region }: Workspace): Evidence {
  return {
    ...(backend === undefined ? {} : { workspaceBackend: backend }),
    ...(bucket === undefined ? {} : { workspaceBucket: bucket }),
    ...(endpoint === undefined ? {} : { workspaceEndpoint: bare(endpoint) }),
    ...(region === undefined ? {} : { workspaceRegion: region }),
  }
}

/** Where the storage of an existing workspace differs from the settings; undefined where nothing shows. */
export function otherStorage(
  settings: Settings,
  { backend, bucket }: Workspace,
): { readonly cause: CauseId; readonly evidence: Evidence } | undefined {
  const chosen = settings.values.backend
  const meant = chosen?.source === 'default' ? undefined : chosen?.value
  const kept = backend?.toLowerCase()
  if (meant !== undefined && (kept === 'managed' || kept === 'byo') && kept !== meant)
    return {
      cause: 'workspace/other-backend',
      evidence: { backend: meant, source: chosen?.source ?? '' },
    }
  const own = settings.get('bucket')
  // Managed storage is in a bucket of the product's, whatever the settings say.
  if (meant !== 'byo' || own === undefined || bucket === undefined) return undefined
  return namesIn(bucket).some((name) => namesIn(own).includes(name))
    ? undefined
    : { cause: 'workspace/other-bucket', evidence: { bucket: bucketIn(own) } }
}

/** The names that may be a bucket's in what is shown as one: a name, a URL, a place in a bucket. */
function namesIn(text: string): readonly string[] {
  const [first = '', second = ''] = bare(text).split('/')
  const ofUrl = text.includes('://') ? [first.split('.')[0] ?? '', second] : []
  return [first, ...ofUrl].map((name) => name.toLowerCase()).filter((name) => name !== '')
}

function bucketIn(text: string): string {
  return bare(text).split('/')[0] ?? ''
}

/** Without a scheme, a login and a query. */
function bare(text: string): string {
  return text
    .trim()
    .replace(/[?#].*$/s, '')
    .replace(/^[a-z][a-z0-9+.-]*:\/\//i, '')
    .replace(/^.*@/s, '')
}
