import { describe, expect, it } from 'vitest'
import { isAwsHost, parseEndpoint, regionOfAwsHost, wantsRegionAuto } from '../../src/aws-host.ts'

describe('regionOfAwsHost', () => {
  it.each([
    ['s3.eu-west-3.amazonaws.com', 'eu-west-3'],
    ['S3.EU-WEST-3.AmazonAWS.com', 'eu-west-3'],
    ['s3-eu-west-3.amazonaws.com', 'eu-west-3'],
    ['s3-website-us-west-2.amazonaws.com', 'us-west-2'],
    ['s3.dualstack.ap-southeast-2.amazonaws.com', 'ap-southeast-2'],
    ['cases.s3.us-east-2.amazonaws.com', 'us-east-2'],
    ['my-bucket-eu-west-1.s3.us-east-2.amazonaws.com', 'us-east-2'],
    ['cases.s3-eu-central-1.amazonaws.com', 'eu-central-1'],
    ['s3.us-gov-west-1.amazonaws.com', 'us-gov-west-1'],
    ['s3-us-gov-west-1.amazonaws.com', 'us-gov-west-1'],
    ['s3-fips.us-gov-west-1.amazonaws.com', 'us-gov-west-1'],
    ['s3-fips-us-gov-west-1.amazonaws.com', 'us-gov-west-1'],
    ['s3-fips.dualstack.us-east-1.amazonaws.com', 'us-east-1'],
    ['s3.cn-north-1.amazonaws.com.cn', 'cn-north-1'],
    ['bucket.vpce-1a2b3c4d-5e6f.s3.us-east-1.vpce.amazonaws.com', 'us-east-1'],
    ['s3express-use1-az4.us-east-1.amazonaws.com', 'us-east-1'],
    ['s3.ap-southeast-7.amazonaws.com', 'ap-southeast-7'],
    ['s3.amazonaws.com', undefined],
    ['cases.s3.amazonaws.com', undefined],
    ['my-bucket-eu-west-1.s3.amazonaws.com', undefined],
    ['eu-west-3.amazonaws.com.example.com', undefined],
    ['s3.eu-west-3.notamazonaws.com', undefined],
    ['s3.eu-west-3.example.com', undefined],
    ['t3.storage.dev', undefined],
    ['', undefined],
  ])('of %s is %s', (host, region) => {
    expect(regionOfAwsHost(host)).toBe(region)
  })
})

describe('isAwsHost', () => {
  it.each([
    's3.amazonaws.com',
    'x.s3.eu-west-3.amazonaws.com',
    's3.cn-north-1.amazonaws.com.cn',
    'S3.AMAZONAWS.COM',
  ])('takes %s for one of AWS', (host) => expect(isAwsHost(host)).toBe(true))

  it.each(['amazonaws.com.example.com', 'notamazonaws.com', 'example.com', ''])(
    'does not take %s for one',
    (host) => expect(isAwsHost(host)).toBe(false),
  )
})

describe('wantsRegionAuto', () => {
  it.each([
    't3.storage.dev',
    'cases.t3.storage.dev',
    'fly.storage.tigris.dev',
    'cases.fly.storage.tigris.dev',
    'acc.r2.cloudflarestorage.com',
    'ACC.eu.R2.cloudflarestorage.com',
  ])('is true of %s', (host) => expect(wantsRegionAuto(host)).toBe(true))

  it.each([
    'storage.dev',
    'not-t3.storage.dev',
    't3.storage.dev.example.com',
    's3.amazonaws.com',
    '',
  ])('is false of %s', (host) => expect(wantsRegionAuto(host)).toBe(false))
})

describe('parseEndpoint', () => {
  it.each([
    ['https://t3.storage.dev', 'https://t3.storage.dev/'],
    ['HTTP://H.example:9000/path', 'http://h.example:9000/path'],
    ['localhost:9000', 'http://localhost:9000/'],
    ['127.0.0.1:9000', 'http://127.0.0.1:9000/'],
    ['minio', 'http://minio/'],
    ['s3.eu-west-3.amazonaws.com', 'https://s3.eu-west-3.amazonaws.com/'],
    ['cases.s3.eu-west-3.amazonaws.com:443/x', 'https://cases.s3.eu-west-3.amazonaws.com/x'],
    ['amazonaws.com.example.com', 'http://amazonaws.com.example.com/'],
    ['http://[::1]:9000', 'http://[::1]:9000/'],
  ])('reads %s as %s', (text, url) => {
    expect(parseEndpoint(text)?.href).toBe(url)
  })

  it.each([
    '',
    ' ',
    'ftp://h',
    's3://cases',
    'file:///etc',
    'https://',
    'http://h:port',
    'http://h:99999',
    'a b',
    'https://h /',
    '\nh',
    'http://h\n',
    'http://[::1',
  ])('reads %j as none', (text) => expect(parseEndpoint(text)).toBeUndefined())
})
