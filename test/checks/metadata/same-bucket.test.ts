import { describe, expect, it } from 'vitest'
import { isSameBucket } from '../../../checks/metadata/same-bucket.ts'

const AWS = 'https://s3.eu-west-3.amazonaws.com'
const OWN = 'http://minio.internal:9000'
const TIGRIS = 'https://fly.storage.tigris.dev'

describe('the bucket of a setting', () => {
  it.each([
    ['https://s3.eu-west-3.amazonaws.com/cases', AWS],
    ['https://s3.eu-west-3.amazonaws.com/cases/', AWS],
    ['https://s3.eu-west-3.amazonaws.com/cases/acme/demo/', AWS],
    ['https://S3.eu-west-3.amazonaws.com:443/cases', AWS],
    ['https://cases.s3.eu-west-3.amazonaws.com', AWS],
    ['https://cases.s3.eu-west-3.amazonaws.com/acme/demo/', AWS],
    ['cases.s3.eu-west-3.amazonaws.com', AWS],
    ['https://cases.s3-eu-west-3.amazonaws.com', AWS],
    ['https://cases.s3.dualstack.eu-west-3.amazonaws.com', AWS],
    ['https://cases.s3.amazonaws.com', AWS],
    ['https://s3.us-east-1.amazonaws.com/cases', AWS],
    ['cases', AWS],
    ['cases', OWN],
    ['http://minio.internal:9000/cases', OWN],
    ['http://minio.internal:9000/cases', 'http://MINIO.internal.:9000/'],
    ['minio.internal:9000/cases', OWN],
    ['https://minio.internal/cases?tls-insecure-skip-verify=true', 'http://minio.internal'],
    ['http://cases.minio.internal:9000', OWN],
    ['https://cases.fly.storage.tigris.dev/acme/demo/', TIGRIS],
    ['https://fly.storage.tigris.dev/cases', 'https://cases.fly.storage.tigris.dev'],
  ])('%s is that of cases at %s', (written, endpoint) => {
    expect(isSameBucket(written, { bucket: 'cases', endpoint })).toBe(true)
  })

  it.each([
    ['https://s3.eu-west-3.amazonaws.com/others', AWS],
    ['https://others.s3.eu-west-3.amazonaws.com', AWS],
    ['https://cases-2.s3.eu-west-3.amazonaws.com', AWS],
    ['https://cases.s3.cn-north-1.amazonaws.com.cn', AWS],
    ['others', AWS],
    ['others', OWN],
    ['http://minio.internal:9000/others', OWN],
    ['http://others.minio.internal:9000', OWN],
    ['https://fly.storage.tigris.dev/cases', AWS],
    ['https://others.fly.storage.tigris.dev/acme/demo/', TIGRIS],
  ])('%s is not that of cases at %s', (written, endpoint) => {
    expect(isSameBucket(written, { bucket: 'cases', endpoint })).toBe(false)
  })

  it.each([
    ['two names of one server', 'http://10.0.0.5:9000/cases', OWN],
    ['a vendor, and a name of one’s own before it', 'https://s3.example.com/cases', AWS],
    ['two hosts of one vendor', 'https://t3.storage.dev/cases', TIGRIS],
    ['a directory', '/var/jfs/', OWN],
    ['a host alone', 'http://minio:9000', OWN],
    ['an address alone', 'http://10.0.0.5:9000', OWN],
    ['the endpoint alone', 'http://minio.internal:9000', OWN],
    ['a host that nobody knows', 'https://storage.example.com', AWS],
    ['shards', 'https://cases-%d.s3.eu-west-3.amazonaws.com', AWS],
    ['an access point', 'https://mine-123.s3-accesspoint.eu-west-3.amazonaws.com', AWS],
    ['nothing', '', AWS],
    ['no endpoint', 'https://s3.eu-west-3.amazonaws.com/others', 'ftp://h'],
  ])('cannot be told from %s', (_, written, endpoint) => {
    expect(isSameBucket(written, { bucket: 'cases', endpoint })).toBeUndefined()
  })

  it('may have dots in its name', () => {
    const own = { bucket: 'my.cases', endpoint: AWS }
    expect(isSameBucket('https://my.cases.s3.eu-west-3.amazonaws.com', own)).toBe(true)
    expect(isSameBucket('https://my.others.s3.eu-west-3.amazonaws.com', own)).toBe(false)
    const plain = { bucket: 'my.cases', endpoint: OWN }
    expect(isSameBucket('http://my.cases.minio.internal:9000', plain)).toBe(true)
  })
})
