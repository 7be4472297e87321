import { syncBuiltinESMExports } from 'node:module'
import nock from 'nock'
import { s3Error } from '../../checks/storage/bucket.ts'
import type { Answer } from '../../support/fault-proxy.ts'
import { ACCESS_KEY_ID, BUCKET, SECRET_ACCESS_KEY } from '../../support/set-up.ts'
import type { World } from '../line.ts'
import type { Changes, WireRequest } from './worlds.ts'

// It takes the place of node:http as soon as it is loaded; only its own lines are to meet it.
nock.restore()
syncBuiltinESMExports()

/** A request to a bucket in memory, taken apart. */
export interface Asked extends WireRequest {
  readonly tls: boolean
  /** `buckets`, `list`, `head`, `lock`, `versions`, `put`, `get` or `delete`. */
  readonly operation: string
  readonly bucket: string
  readonly key: string
  readonly style: 'path' | 'virtual'
}

/** An answer that may hold bytes. */
export type Reply = Omit<Answer, 'body'> & { readonly body?: string | Buffer }

/** A vendor's bucket that works, and what is wrong with it or peculiar to it. */
export interface Vendor extends Changes {
  readonly bucket?: string
  /** The domain below which the vendor's names are; the endpoint's host unless given. */
  readonly domain?: string
  /** The keys of objects that are in it before. */
  readonly holds?: readonly string[]
  /** What the vendor's own servers add to every answer. */
  readonly headers?: Readonly<Record<string, string>>
  /** Keeps old versions: only a delete that names one removes it. */
  readonly versioned?: true
  /** Asked first; undefined lets a request through. */
  readonly answers?: (asked: Asked) => Answer | undefined
}

const NAMESPACE = 'xmlns="http://s3.amazonaws.com/doc/2006-03-01/"'
const PROLOGUE = '<?xml version="1.0" encoding="UTF-8"?>\n'

/**
 * A vendor's endpoint whose bucket lives in memory: what is put can be got, listed and deleted, by
 * path and by virtual host. Signatures are not checked, and no request leaves the process.
 */
export function inMemory(endpoint: string, vendor: Vendor = {}) {
  const { bucket = BUCKET, domain, holds = [], headers, versioned, answers, ...changes } = vendor
  const { flags, env, ...others } = changes
  return async (): Promise<World> => {
    const { hostname } = new URL(endpoint)
    const objects = new Map<string, Buffer>(holds.map((key) => [key, Buffer.from('held')]))
    const markers = new Set<string>()
    nock.activate()
    syncBuiltinESMExports()
    nock.disableNetConnect()
    for (const scheme of ['http', 'https']) {
      const below = (domain ?? hostname).replaceAll('.', '\\.')
      const scope = nock(new RegExp(`^${scheme}://([^/]+\\.)?${below}(:\\d+)?$`)).persist()
      for (const method of ['get', 'head', 'put', 'delete'] as const) {
        scope[method](/.*/).reply(function (path, body) {
          const { headers: given, method: asked } = this.req
          const plain = Object.fromEntries(
            Object.entries(given).map(([name, value]) => [name.toLowerCase(), String(value)]),
          )
          const host = plain.host ?? ''
          const wire = { method: asked, path, headers: plain, host, at: Date.now() }
          const request = { ...wire, tls: scheme === 'https', ...addressed(wire, hostname) }
          const kept = { bucket, objects, markers, versioned: versioned === true }
          const said = answers?.(request) ?? answer(request, bytes(body), kept)
          const date = new Date().toUTCString()
          const dated = { date, 'x-amz-request-id': 'TX0003', ...headers, ...said.headers }
          return [said.status, asked === 'HEAD' ? '' : (said.body ?? ''), dated]
        })
      }
    }
    return {
      flags: { backend: 'byo', bucket, endpoint, ...flags },
      env: {
        ARTIFACTS_S3_ACCESS_KEY_ID: ACCESS_KEY_ID,
        ARTIFACTS_S3_SECRET_ACCESS_KEY: SECRET_ACCESS_KEY,
        ...env,
      },
      ...others,
      left: async () => [...objects.keys(), ...markers].filter((key) => !holds.includes(key)),
      stop: async () => {
        nock.cleanAll()
        nock.enableNetConnect()
        nock.restore()
        syncBuiltinESMExports()
      },
    }
  }
}

/** A body as nock hands it on: bytes that are no text come in hexadecimal. */
function bytes(body: unknown): Buffer {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  return /^([0-9a-f]{2})+$/.test(text) ? Buffer.from(text, 'hex') : Buffer.from(text)
}

function addressed({ method, path, host }: WireRequest, own: string) {
  const { pathname, searchParams } = new URL(path, 'http://s3')
  const name = host.replace(/:\d+$/, '')
  const before = name.endsWith(`.${own}`) ? name.slice(0, -own.length - 1) : ''
  const style = before === '' ? ('path' as const) : ('virtual' as const)
  const [first = '', ...rest] = decodeURIComponent(pathname.slice(1)).split('/')
  const bucket = style === 'path' ? first : before
  const key = style === 'path' ? rest.join('/') : [first, ...rest].join('/')
  const asked = ['object-lock', 'versions'].find((question) => searchParams.has(question))
  const plain = method === 'GET' ? 'list' : method.toLowerCase()
  const onBucket = asked === 'object-lock' ? 'lock' : (asked ?? plain)
  const operation = bucket === '' ? 'buckets' : key === '' ? onBucket : method.toLowerCase()
  return { operation, bucket, key, style }
}

interface Kept {
  readonly bucket: string
  readonly objects: Map<string, Buffer>
  /** The keys that a delete marker hides. */
  readonly markers: Set<string>
  readonly versioned: boolean
}

const VERSION = { 'x-amz-version-id': 'the-one-version' }
const MARKER = { 'x-amz-version-id': 'the-marker', 'x-amz-delete-marker': 'true' }

function answer(asked: Asked, body: Buffer, kept: Kept): Reply {
  const { bucket, objects, versioned } = kept
  const { operation, key } = asked
  const { searchParams } = new URL(asked.path, 'http://s3')
  if (operation === 'buckets') return xml(listOfBuckets([bucket]))
  if (asked.bucket !== bucket) {
    const more = `<Message>The specified bucket does not exist</Message><BucketName>${asked.bucket}</BucketName>`
    return s3Error(404, 'NoSuchBucket', more)
  }
  switch (operation) {
    case 'list':
      return xml(listing(bucket, [...objects.keys()], searchParams.get('prefix') ?? ''))
    case 'lock':
      return s3Error(404, 'ObjectLockConfigurationNotFoundError')
    case 'put':
      objects.set(key, body)
      return { status: 200, headers: { etag: '"etag"', ...(versioned ? VERSION : {}) } }
    case 'get': {
      const found = objects.get(key)
      if (found === undefined) return s3Error(404, 'NoSuchKey', `<Key>${key}</Key>`)
      return { status: 200, headers: { 'content-type': 'binary/octet-stream' }, body: found }
    }
    case 'delete':
      return removed(key, searchParams.get('versionId'), kept)
    case 'versions':
      return xml(versions(searchParams.get('prefix') ?? '', kept))
    default:
      return { status: 200 }
  }
}

/** Without versions an object goes; with them it is hidden, until its version is named. */
function removed(key: string, version: string | null, kept: Kept): Reply {
  const { objects, markers, versioned } = kept
  if (!versioned) objects.delete(key)
  else if (version === VERSION['x-amz-version-id']) objects.delete(key)
  else if (version === MARKER['x-amz-version-id']) markers.delete(key)
  else markers.add(key)
  return { status: 204, headers: versioned && version === null ? MARKER : {} }
}

function versions(key: string, { objects, markers }: Kept): string {
  const one = (name: string, id: string) =>
    `<${name}><Key>${key}</Key><VersionId>${id}</VersionId></${name}>`
  const shown = [
    ...(markers.has(key) ? [one('DeleteMarker', MARKER['x-amz-version-id'])] : []),
    ...(objects.has(key) ? [one('Version', VERSION['x-amz-version-id'])] : []),
  ]
  return `${PROLOGUE}<ListVersionsResult ${NAMESPACE}>${shown.join('')}</ListVersionsResult>`
}

/** An answer of XML. */
export function xml(body: string, headers: Readonly<Record<string, string>> = {}): Answer {
  return { status: 200, headers: { 'content-type': 'application/xml', ...headers }, body }
}

/** A listing as S3 words it. */
export function listing(bucket: string, keys: readonly string[] = [], prefix = ''): string {
  const shown = keys.filter((key) => key.startsWith(prefix))
  const contents = shown.map((key) => `<Contents><Key>${key}</Key><Size>4</Size></Contents>`)
  const head = `<Name>${bucket}</Name><Prefix>${prefix}</Prefix><KeyCount>${shown.length}</KeyCount>`
  const limits = '<MaxKeys>1000</MaxKeys><IsTruncated>false</IsTruncated>'
  return `${PROLOGUE}<ListBucketResult ${NAMESPACE}>${head}${limits}${contents.join('')}</ListBucketResult>`
}

/** The buckets of an account as S3 words them. */
export function listOfBuckets(names: readonly string[]): string {
  const buckets = names.map((name) => `<Bucket><Name>${name}</Name></Bucket>`).join('')
  const owner = '<Owner><ID>owner</ID></Owner>'
  return `${PROLOGUE}<ListAllMyBucketsResult ${NAMESPACE}>${owner}<Buckets>${buckets}</Buckets></ListAllMyBucketsResult>`
}

/** Answers by operation; what is not named goes through. */
export function refusing(
  answers: Readonly<Record<string, Answer>>,
): (asked: Asked) => Answer | undefined {
  return ({ operation }) => answers[operation]
}
