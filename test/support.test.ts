import { readFileSync } from 'node:fs'
import { mkdir, readdir, stat, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { setTimeout as sleep } from 'node:timers/promises'
import { connect as connectTls, type TLSSocket } from 'node:tls'
import {
  GetObjectCommand,
  HeadBucketCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3'
import { Redis, type RedisOptions } from 'ioredis'
import { Agent, request } from 'undici'
import { describe, expect, it, onTestFinished } from 'vitest'
import { captured } from './support/captured.ts'
import { type Certificate, createAuthority } from './support/certificate.ts'
import { canMountFuse, mountFuse } from './support/dead-mount.ts'
import { reportOf, runProgram } from './support/doctor.ts'
import { type Rule, startFaultProxy } from './support/fault-proxy.ts'
import { freePort } from './support/free-port.ts'
import { jwt } from './support/jwt.ts'
import { startOrchestrator } from './support/orchestrator-server.ts'
import { ensureInstalled } from './support/packages.ts'
import { startRedis } from './support/redis-server.ts'
import { regionGate } from './support/region-gate.ts'
import { startS3 } from './support/s3-server.ts'
import { canUnshare, withSilentNameServer } from './support/silent-name-server.ts'
import { startSilent } from './support/silent-server.ts'
import { temporaryDirectory } from './support/temporary-directory.ts'

const KEYS = { AKIATEST: 'right-secret' }

async function started<T extends { stop(): Promise<void> }>(start: Promise<T>): Promise<T> {
  const server = await start
  onTestFinished(() => server.stop())
  return server
}

function s3(
  endpoint: string,
  { secret = 'right-secret', region = 'us-east-1', id = 'AKIATEST' } = {},
) {
  const client = new S3Client({
    endpoint,
    region,
    forcePathStyle: true,
    maxAttempts: 1,
    requestChecksumCalculation: 'WHEN_REQUIRED',
    credentials: { accessKeyId: id, secretAccessKey: secret },
  })
  // s3rver signs `/bucket` where the SDK signs `/bucket/`.
  client.middlewareStack.add(
    (next) => (args) => {
      const { path } = args.request as { path: string }
      Object.assign(args.request as object, { path: path.replace(/\/$/, '') })
      return next(args)
    },
    { step: 'build' },
  )
  onTestFinished(() => client.destroy())
  return {
    list: () => client.send(new ListObjectsV2Command({ Bucket: 'cases' })),
    head: () => client.send(new HeadBucketCommand({ Bucket: 'cases' })),
    get: (Key: string) => client.send(new GetObjectCommand({ Bucket: 'cases', Key })),
    put: (Key: string) => client.send(new PutObjectCommand({ Bucket: 'cases', Key, Body: 'body' })),
  }
}

function redis(options: RedisOptions) {
  const client = new Redis({
    lazyConnect: true,
    enableReadyCheck: false,
    retryStrategy: () => null,
    connectTimeout: 1000,
    ...options,
  })
  client.on('error', () => {})
  onTestFinished(() => client.disconnect())
  return client
}

describe('packages', () => {
  it('is content with what is installed', () => {
    expect(() => ensureInstalled({ command: 'sh', package: 'dash' })).not.toThrow()
  })
})

describe('redis', () => {
  it('lets an ACL user do what its line says, and no more', async () => {
    const session = 'session on >pw ~{7}* +get +ping'
    const { host, port, cli } = await started(startRedis({ aclUsers: [session] }))
    await cli('SET', '{7}setting', 'a value')
    const client = redis({ host, port, username: 'session', password: 'pw' })
    await expect(client.get('{7}setting')).resolves.toBe('a value')
    await expect(client.get('{8}setting')).rejects.toThrow('NOPERM')
    await expect(client.info()).rejects.toThrow('NOPERM')
  })

  it('wants its password', async () => {
    const { host, port, cli } = await started(startRedis({ password: 'two "words"' }))
    await expect(redis({ host, port }).ping()).rejects.toThrow('NOAUTH')
    await expect(redis({ host, port, password: 'two "words"' }).ping()).resolves.toBe('PONG')
    await expect(cli('PING')).resolves.toBe('PONG')
    await expect(cli('GET')).rejects.toThrow('wrong number of arguments')
  })

  it('speaks TLS alone when it has a certificate', async () => {
    const authority = await createAuthority()
    const tls = await authority.issue({ names: ['127.0.0.1'] })
    const { host, port } = await started(startRedis({ tls }))
    const ca = readFileSync(authority.caFile)
    await expect(redis({ host, port, tls: { ca } }).ping()).resolves.toBe('PONG')
    await expect(redis({ host, port, commandTimeout: 500 }).ping()).rejects.toThrow()
  })

  it('is a cluster of one, with further configuration', async () => {
    const config = ['maxmemory-policy allkeys-lru']
    const { host, port, cli } = await started(startRedis({ cluster: true, config }))
    await expect(redis({ host, port }).set('key', 'value')).resolves.toBe('OK')
    await cli('CLUSTER', 'DELSLOTSRANGE', '0', '16383')
    await expect(redis({ host, port }).get('key')).rejects.toThrow('CLUSTERDOWN')
    await expect(cli('CONFIG', 'GET', 'maxmemory-policy')).resolves.toContain('allkeys-lru')
  })

  it('stops while it sleeps', async () => {
    const server = await startRedis()
    process.kill(server.pid, 'SIGSTOP')
    await server.stop()
    expect(() => process.kill(server.pid, 0)).toThrow('ESRCH')
  })
})

describe('certificates', () => {
  async function greet(certificate: Certificate, ca?: Buffer): Promise<string> {
    const { port } = await started(startFaultProxy(undefined, [], { tls: certificate }))
    return new Promise((resolve) => {
      const socket: TLSSocket = connectTls({ host: '127.0.0.1', port, ca }, () => {
        socket.destroy()
        resolve('trusted')
      })
      socket.once('error', (error: NodeJS.ErrnoException) => resolve(String(error.code)))
    })
  }

  it('are trusted, expired, misnamed and unknown', async () => {
    const authority = await createAuthority()
    const ca = readFileSync(authority.caFile)
    const good = await authority.issue({ names: ['localhost', '127.0.0.1'] })
    const [expired, other] = await Promise.all([
      authority.issue({ names: ['127.0.0.1'], days: -3 }),
      authority.issue({ names: ['other.example'] }),
    ])
    expect(await greet(good, ca)).toBe('trusted')
    expect(await greet(expired, ca)).toBe('CERT_HAS_EXPIRED')
    expect(await greet(other, ca)).toBe('ERR_TLS_CERT_ALTNAME_INVALID')
    expect(await greet(good)).toMatch(/UNABLE_TO_(VERIFY|GET_ISSUER)/)
  })
})

describe('s3', () => {
  it('takes the right secret and shows what it holds', async () => {
    const server = await started(startS3({ keys: KEYS, buckets: ['cases'] }))
    const client = s3(server.endpoint, { region: 'anywhere' })
    expect(await server.keys('cases')).toEqual([])
    await client.put('a/deep/key')
    await client.put('key')
    expect(await server.keys('cases')).toEqual(['a/deep/key', 'key'])
    const { Contents = [] } = await client.list()
    expect(Contents.map(({ Key }) => Key)).toEqual(['a/deep/key', 'key'])
    await expect(server.keys('none')).rejects.toThrow('ENOENT')
  })

  it('refuses a wrong secret and an unknown key', async () => {
    const { endpoint } = await started(startS3({ keys: KEYS, buckets: ['cases'] }))
    const wrong = s3(endpoint, { secret: 'wrong-secret' })
    await expect(wrong.list()).rejects.toMatchObject({ name: 'SignatureDoesNotMatch' })
    const unknown = s3(endpoint, { id: 'AKIANOBODY' })
    await expect(unknown.list()).rejects.toMatchObject({ name: 'InvalidAccessKeyId' })
  })

  it('keeps a key that another server still needs, and forgets it after that', async () => {
    const first = await startS3({ keys: KEYS })
    const second = await startS3({ keys: KEYS, buckets: ['cases'] })
    await first.stop()
    await expect(s3(second.endpoint).list()).resolves.toMatchObject({ KeyCount: 0 })
    await expect(startS3({ keys: { AKIATEST: 'another' } })).rejects.toThrow('AKIATEST')
    await second.stop()
    await started(startS3({ keys: { AKIATEST: 'another' } }))
  })
})

describe('fault proxy', () => {
  async function proxied(rules: readonly Rule[]) {
    const server = await started(startS3({ keys: KEYS, buckets: ['cases'] }))
    const proxy = await started(startFaultProxy(server, rules))
    return { server, proxy, client: s3(proxy.endpoint) }
  }
  const isPut: Rule['when'] = ({ method }) => method === 'PUT'

  it('forwards so that signatures hold, and records', async () => {
    const { server, proxy, client } = await proxied([])
    await client.put('key')
    const { Body } = await client.get('key')
    expect(await Body?.transformToString()).toBe('body')
    await expect(s3(proxy.endpoint, { secret: 'wrong' }).list()).rejects.toMatchObject({
      name: 'SignatureDoesNotMatch',
    })
    expect(await server.keys('cases')).toEqual(['key'])
    expect(proxy.requests.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'PUT /cases/key?x-id=PutObject',
      'GET /cases/key?x-id=GetObject',
      'GET /cases?list-type=2',
    ])
    expect(proxy.requests[0]?.headers.host).toBe(`127.0.0.1:${proxy.port}`)
    expect(proxy.requests[0]?.at).toBeGreaterThan(Date.now() - 60_000)
  })

  it('speaks TLS', async () => {
    const authority = await createAuthority()
    const tls = await authority.issue({ names: ['127.0.0.1'] })
    const rules: Rule[] = [
      { when: ({ path }) => path === '/reset', do: { reset: true } },
      { do: { answer: { status: 200, body: 'hello' } } },
    ]
    const { endpoint } = await started(startFaultProxy(undefined, rules, { tls }))
    const dispatcher = new Agent({ connect: { ca: readFileSync(authority.caFile) } })
    onTestFinished(() => dispatcher.destroy())
    const { body } = await request(endpoint, { dispatcher })
    expect(await body.text()).toBe('hello')
    await expect(request(`${endpoint}/reset`, { dispatcher })).rejects.toMatchObject({
      code: 'ECONNRESET',
    })
  })

  it('answers as captured, for as long as the rule fits', async () => {
    const denied = captured('ceph-rgw', 'wrong secret: list')
    const { client } = await proxied([{ when: ({ count }) => count < 2, do: { answer: denied } }])
    await expect(client.list()).rejects.toMatchObject({ name: 'SignatureDoesNotMatch' })
    await expect(client.head()).rejects.toMatchObject({ $metadata: { httpStatusCode: 403 } })
    await expect(client.list()).resolves.toMatchObject({ KeyCount: 0 })
  })

  it('rewrites headers, which breaks the signature', async () => {
    const rewrite = (headers: object) => ({ ...headers, 'x-amz-date': '20200101T000000Z' })
    const { client } = await proxied([{ do: { rewrite } }])
    await expect(client.list()).rejects.toMatchObject({ name: 'RequestTimeTooSkewed' })
  })

  it('delays, then forwards', async () => {
    const { client, server } = await proxied([{ do: { delayMs: 300 } }])
    const before = performance.now()
    await client.put('key')
    expect(performance.now() - before).toBeGreaterThan(290)
    expect(await server.keys('cases')).toEqual(['key'])
  })

  it('breaks the connection', async () => {
    const { client, server } = await proxied([{ do: { reset: true } }])
    await expect(client.put('key')).rejects.toMatchObject({ code: 'ECONNRESET' })
    expect(await server.keys('cases')).toEqual([])
  })

  it('hangs, and stops all the same', async () => {
    const { proxy } = await proxied([{ do: { hang: true } }])
    const answer = fetch(proxy.endpoint, { method: 'POST', body: 'something' }).then(
      () => 'answered',
      () => 'broken',
    )
    expect(await Promise.race([answer, sleep(300, 'silent')])).toBe('silent')
    await proxy.stop()
    expect(await answer).toBe('broken')
  })

  it('sends headers and no body', async () => {
    const { proxy } = await proxied([{ do: { stall: 'body' } }])
    const response = await fetch(proxy.endpoint)
    const body = response.text().catch(() => 'broken')
    expect(response.status).toBe(200)
    expect(await Promise.race([body, sleep(300, 'silent')])).toBe('silent')
    await proxy.stop()
    expect(await body).toBe('broken')
  })

  it('lets a request take effect and hides its answer', async () => {
    const answer = { status: 503, body: 'busy' }
    const { client, server } = await proxied([
      { when: ({ path }) => path.startsWith('/cases/reset'), do: { forwardThen: 'reset' } },
      { when: isPut, do: { forwardThen: { answer } } },
    ])
    await expect(client.put('reset')).rejects.toMatchObject({ code: 'ECONNRESET' })
    await expect(client.put('other')).rejects.toMatchObject({ $metadata: { httpStatusCode: 503 } })
    expect(await server.keys('cases')).toEqual(['other', 'reset'])
  })

  it('says so when there is nobody to forward to', async () => {
    const nowhere = { host: '127.0.0.1', port: await freePort() }
    for (const target of [undefined, nowhere]) {
      const { endpoint } = await started(startFaultProxy(target, []))
      expect((await fetch(endpoint)).status).toBe(502)
    }
  })
})

describe('captured', () => {
  it('gives an answer without what belongs to the connection', () => {
    const { status, headers, body } = captured('swift', 'no such bucket: list')
    expect(status).toBe(404)
    expect(body).toContain('<Code>NoSuchBucket</Code>')
    expect(Object.keys(headers).map((name) => name.toLowerCase())).toEqual([
      'content-type',
      'x-amz-id-2',
      'x-amz-request-id',
      'x-trans-id',
      'x-openstack-request-id',
    ])
  })

  it('names the nearest to what it does not know', () => {
    expect(() => captured('swift', 'no such bucket: lst')).toThrow("'no such bucket: list'")
    expect(() => captured('swiftt', 'any')).toThrow("'swift'")
  })

  it('asks which of several answers is meant', () => {
    expect(() => captured('swift', 'READ grant only: list')).toThrow('name the file or the status')
    expect(captured('swift-noacl', 'READ grant only: list').status).toBe(403)
    expect(captured('swift', 'rate limit: put', { status: 503 }).status).toBe(503)
    expect(() => captured('swift', 'rate limit: put', { status: 418 })).toThrow('418')
  })
})

describe('region gate', () => {
  it('refuses signatures for another region, naming the wanted one', async () => {
    const server = await started(startS3({ keys: KEYS, buckets: ['cases'] }))
    const { endpoint } = await started(startFaultProxy(server, regionGate('eu-west-3')))
    const elsewhere = s3(endpoint, { region: 'us-west-2' })
    await expect(elsewhere.list()).rejects.toMatchObject({
      name: 'AuthorizationHeaderMalformed',
      message: expect.stringContaining("'us-west-2' is wrong; expecting 'eu-west-3'"),
      Region: 'eu-west-3',
      $metadata: { httpStatusCode: 400 },
    })
    await expect(elsewhere.head()).rejects.toMatchObject({ $metadata: { httpStatusCode: 400 } })
    await expect(s3(endpoint, { region: 'eu-west-3' }).list()).resolves.toMatchObject({
      KeyCount: 0,
    })
    expect((await fetch(`${endpoint}/cases`)).status).toBe(200)
  })
})

describe('orchestrator', () => {
  const options = {
    tokens: ['tbo_good', 'art_one'],
    handle: 'ada',
    workspaces: { demo: { status: 'active', storage: { region: 'eu-west-3' } } },
    answers: { '/page': { status: 200, headers: { 'content-type': 'text/html' }, body: '<html>' } },
  }
  async function ask(url: string, { token = 'tbo_good', method = 'GET' } = {}) {
    const headers = token === '' ? {} : { authorization: `Bearer ${token}` }
    const { statusCode, body } = await request(url, { method: method as 'GET', headers })
    const said = await body.text()
    return { status: statusCode, body: said.startsWith('{') ? JSON.parse(said) : said }
  }

  it('answers GET as documented', async () => {
    const { url, requests, violations } = await started(startOrchestrator(options))
    const demo = { name: 'demo', handle: 'ada', status: 'active', storage: { region: 'eu-west-3' } }
    const list = await ask(`${url}/workspaces`)
    expect(list).toMatchObject({ status: 200, body: { workspaces: [demo] } })
    for (const path of ['demo', 'ada/demo']) {
      const shown = await ask(`${url}/workspaces/${path}`)
      expect(shown).toMatchObject({ status: 200, body: { workspace: demo } })
    }
    expect(await ask(`${url}/page`, { token: '' })).toEqual({ status: 200, body: '<html>' })
    expect(violations).toEqual([])
    expect(requests.map(({ path }) => path)).toContain('/workspaces/ada/demo')
  })

  it.each([
    { path: 'workspaces', token: '', status: 401, code: 'unauthorized' },
    { path: 'workspaces', token: 'tbo_bad', status: 401, code: 'unauthorized' },
    { path: 'workspaces', token: 'art_one', status: 403, code: 'forbidden' },
    { path: 'workspaces/bob/demo', token: 'tbo_good', status: 403, code: 'forbidden' },
    { path: 'workspaces/ada/none', token: 'tbo_good', status: 404, code: 'workspace_not_found' },
    { path: 'workspaces/toString', token: 'tbo_good', status: 404, code: 'workspace_not_found' },
  ])('refuses $path with $code ($token)', async ({ path, token, status, code }) => {
    const { url } = await started(startOrchestrator(options))
    const answer = await ask(`${url}/${path}`, { token })
    expect(answer).toEqual({ status, body: { code, message: expect.any(String) } })
  })

  it('shows a workspace bare in the earlier generation', async () => {
    const { url } = await started(startOrchestrator({ ...options, generation: 'earlier' }))
    const { body } = await ask(`${url}/workspaces/demo`, { token: 'art_one' })
    expect(body).toMatchObject({ name: 'demo', status: 'active' })
    expect(body.storage).not.toHaveProperty('backend')
  })

  it('notes whatever is not a GET', async () => {
    const { url, violations } = await started(startOrchestrator(options))
    const path = '/workspaces/ada/demo/format-completed'
    expect((await ask(`${url}${path}`, { method: 'POST' })).status).toBe(405)
    expect(violations).toEqual([`POST ${path}`])
  })
})

describe('silent servers', () => {
  it('accept, greet if told to, and never answer', async () => {
    const silent = await started(startSilent({ greeting: 'SSH-2.0-x\r\n' }))
    const socket = connect(silent.port, silent.host)
    let heard = ''
    socket.setEncoding('utf8').on('data', (data) => {
      heard += data
    })
    socket.write('PING\r\n')
    await sleep(200)
    expect(heard).toBe('SSH-2.0-x\r\n')
    expect(silent.connections()).toBe(1)
    socket.on('error', () => {})
    await silent.stop()
    expect(await text(socket).catch(() => '')).toBe('')
  })

  it.skipIf(!canUnshare())('leave names without an answer, but for /etc/hosts', async () => {
    const before = readFileSync('/etc/resolv.conf', 'utf8')
    const resolve = (name: string) =>
      withSilentNameServer(['timeout', '1', 'getent', 'ahosts', name], { MARK: 'seen' })
    const [known, unknown] = await Promise.all([resolve('localhost'), resolve('a.example')])
    expect(known.stdout).toContain('127.0.0.1')
    expect(unknown).toMatchObject({ code: 124, stdout: '' })
    expect(unknown.ms).toBeGreaterThan(900)
    const shown = await withSilentNameServer(['sh', '-c', 'echo $MARK; cat /etc/resolv.conf'], {
      MARK: 'seen',
    })
    expect(shown.stdout).toMatch(/^seen\nnameserver 127\.\d+\.\d+\.\d+\n$/)
    expect(readFileSync('/etc/resolv.conf', 'utf8')).toBe(before)
  })
})

describe.skipIf(!(await canMountFuse()))('fuse mounts', () => {
  const line = (path: string) =>
    readFileSync('/proc/self/mountinfo', 'utf8')
      .split('\n')
      .find((one) => one.includes(` ${path} `))

  it('show a directory, under the name and type that they are given', async () => {
    const look = { subtype: 'juicefs', name: 'Tonbo:demo' }
    const mount = await started(mountFuse(look))
    await writeFile(join(mount.source, 'file'), '')
    expect(await readdir(mount.path)).toEqual(['file'])
    expect(line(mount.path)).toMatch(/ - fuse\.juicefs Tonbo:demo /)
    await mount.stop()
    expect(line(mount.path)).toBeUndefined()
    await expect(stat(mount.source)).rejects.toThrow('ENOENT')
  })

  it('are dead once their daemon is killed', async () => {
    const mount = await started(mountFuse())
    await mount.kill()
    await expect(stat(mount.path)).rejects.toMatchObject({ code: 'ENOTCONN' })
    expect(line(mount.path)).toMatch(/ - fuse /)
    await mount.stop()
    expect(line(mount.path)).toBeUndefined()
  })

  it('hang while their daemon is stopped', async () => {
    const mount = await started(mountFuse())
    mount.freeze()
    const ask = ['timeout', '-s', 'KILL', '0.5', 'stat', '-f', mount.path]
    expect(await runProgram(ask)).toMatchObject({ stdout: '' })
    mount.thaw()
    expect(await runProgram(ask)).toMatchObject({ code: 0 })
    mount.freeze()
    await mount.stop()
    expect(line(mount.path)).toBeUndefined()
  })
})

describe('programs', () => {
  it('find an empty home and nothing of our environment', async () => {
    const script = 'console.log(JSON.stringify([process.env, process.cwd()]))'
    const run = await runProgram([process.execPath, '-e', script], { env: { MORE: 'yes' } })
    const [env, cwd] = JSON.parse(run.stdout)
    expect(env).toEqual({ PATH: process.env.PATH, HOME: cwd, MORE: 'yes' })
    await expect(stat(cwd)).rejects.toThrow('ENOENT')
  })

  it('are given input and told apart by how they end', async () => {
    const cat = await runProgram(['sh', '-c', 'cat; echo no >&2; exit 3'], { stdin: 'in' })
    expect(cat).toMatchObject({ code: 3, signal: null, stdout: 'in', stderr: 'no\n' })
    expect(() => reportOf(cat)).toThrow('no report, exit 3')
    const slow = await runProgram(['sleep', '30'], { signalAfterMs: 200, signal: 'SIGTERM' })
    expect(slow).toMatchObject({ code: null, signal: 'SIGTERM' })
    expect(slow.ms).toBeLessThan(5000)
  })
})

describe('small things', () => {
  it('make a token of three parts', () => {
    const [, payload = '', signature] = jwt({ exp: 7 }).split('.')
    expect(JSON.parse(Buffer.from(payload, 'base64url').toString())).toEqual({ exp: 7 })
    expect(signature).toMatch(/^[\w-]{43}$/)
  })

  it('make a directory and remove it with what is in it', async () => {
    const directory = await temporaryDirectory()
    await mkdir(join(directory.path, 'deep', 'er'), { recursive: true })
    await directory.remove()
    await expect(stat(directory.path)).rejects.toThrow('ENOENT')
  })
})
