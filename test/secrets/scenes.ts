import type { Answer, Rule, SeenRequest } from '../support/fault-proxy.ts'
import { REGION, SETTING } from '../support/set-up.ts'
import { type Canary, ofTheSetting, own } from './canaries.ts'
import { line, lines, page, xmlError } from './echoes.ts'
import { bulk, type Reply } from './raw-redis.ts'

/** A set-up of servers that say back all that they know. */
export interface Scene {
  readonly title: string
  /** Sent as the token; cached in a file where absent. */
  readonly token?: Canary
  readonly orchestrator: Readonly<Record<string, Answer>>
  readonly s3: readonly Rule[]
  readonly redis: Reply
  readonly args?: readonly string[]
  readonly env?: Readonly<Record<string, string>>
}

const LIST = '/workspaces'
const SHOWN = '/workspaces/acme/demo'
const types = { html: { 'content-type': 'text/html' }, json: { 'content-type': 'application/json' } }

function json(status: number, body: object): Answer {
  return { status, headers: { ...types.json, 'x-request-id': line }, body: JSON.stringify(body) }
}

function xml(status: number, code: string, more?: string): Answer {
  return { status, headers: { 'x-amz-request-id': line }, body: xmlError(code, more) }
}

const always = (answer: Answer): Rule[] => [{ do: { answer } }]
const to = (method: string, answer: Answer): Rule => ({
  when: (request: SeenRequest) => request.method === method,
  do: { answer },
})
const found = json(200, { workspaces: [] })
const active = json(200, { workspace: { name: 'demo', handle: 'acme', status: 'active' } })
const welcome = (get: string): Reply => (command) => (command === 'GET' ? get : '+OK\r\n')
const said = (text: string) => text.replace(/[\r\n]+/g, ' ')

/** Redis, once in a line and once with what is cut after 200 characters cut in a secret. */
const setting = JSON.stringify({
  ...JSON.parse(SETTING),
  SecretKey: ofTheSetting.value,
  Name: lines,
  UUID: `${'x'.repeat(190)}${own.secretKey.value}`,
  Bucket: `https://AK:${own.password.value}@s3.example/${own.secretKey.value}?X-Amz-Signature=x`,
})

export const scenes: readonly Scene[] = [
  {
    title: 'unknown codes',
    token: own.jwt,
    orchestrator: { [LIST]: json(401, { code: lines, message: lines }) },
    s3: always(xml(403, lines)),
    redis: () => `-ERR ${said(lines)}\r\n`,
    args: ['--mountpoint', '/proc'],
  },
  {
    title: 'an unknown state, a refused signature, a refused key',
    token: own.apiKey,
    orchestrator: { [LIST]: found, [SHOWN]: json(200, { workspace: { status: lines } }) },
    s3: always(xml(403, 'SignatureDoesNotMatch')),
    redis: welcome(`-${said(line)}\r\n`),
  },
  {
    title: 'redirects and pages',
    token: own.serviceToken,
    orchestrator: {
      [LIST]: {
        status: 302,
        headers: { location: `https://${own.serviceToken.value}.example/?token=${line}` },
      },
    },
    s3: always({
      status: 200,
      headers: {
        server: `gateway ${'0'.repeat(40)} ${own.secretKey.value}`,
        'content-type': `text/html; sent="${own.sessionToken.value}"`,
        'x-amz-request-id': line,
      },
      body: page,
    }),
    redis: welcome(bulk(setting)),
  },
  {
    title: 'a redirect to a token, a server that is busy',
    orchestrator: {
      [LIST]: { status: 302, headers: { location: `https://${own.accessToken.value}/` } },
    },
    s3: always({ ...xml(503, 'SlowDown'), headers: { 'retry-after': line } }),
    redis: () => `-WRONGPASS ${said(lines)}\r\n`,
  },
  {
    title: 'a page, a put that is refused',
    token: own.jwt,
    orchestrator: { [LIST]: { status: 200, headers: types.html, body: page } },
    s3: [to('PUT', xml(400, lines))],
    redis: (command) => `-LOADING ${command} ${line}\r\n`,
  },
  {
    title: 'a put that is read otherwise and cannot be removed',
    token: own.apiKey,
    orchestrator: { [LIST]: found, [SHOWN]: active },
    s3: [
      to('PUT', { status: 200, headers: { 'x-amz-version-id': line } }),
      {
        when: ({ method, path }) => method === 'GET' && path.includes('testing/'),
        do: { answer: { status: 200, headers: { 'x-amz-request-id': line }, body: page } },
      },
      to('DELETE', xml(403, lines)),
    ],
    redis: () => page,
  },
  {
    title: 'errors in headers, a setting that is no setting',
    token: own.serviceToken,
    orchestrator: { [LIST]: json(403, { code: 'forbidden' }), [SHOWN]: json(500, { code: lines }) },
    s3: always({ status: 400, headers: { 'x-minio-error-code': line, 'x-amz-id-2': line } }),
    redis: welcome(bulk(lines)),
  },
  {
    title: 'another region, a clock that is wrong',
    token: own.jwt,
    orchestrator: { [LIST]: json(500, { code: 'internal_error', message: lines }) },
    s3: [
      { when: ({ count }) => count > 1, do: { answer: xml(403, 'RequestTimeTooSkewed') } },
      ...always(xml(400, 'AuthorizationHeaderMalformed', `<Region>${REGION}0</Region>`)),
    ],
    redis: (command) => (command === 'AUTH' ? '+OK\r\n' : `-NOAUTH ${line}\r\n`),
  },
  {
    title: 'keys on their way',
    token: own.jwt,
    orchestrator: { [LIST]: { status: 502, headers: types.html, body: page } },
    s3: always(xml(403, 'InvalidAccessKeyId')),
    redis: (command) => (command === 'PING' ? `-CLUSTERDOWN ${line}\r\n` : '+OK\r\n'),
    args: ['--wait', '300ms'],
  },
]
