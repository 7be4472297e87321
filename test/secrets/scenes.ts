import type { Answer, Rule } from '../support/fault-proxy.ts'
import { BUCKET, REGION, SETTING } from '../support/set-up.ts'
import { type Canary, ofTheSetting, own, tokens } from './canaries.ts'
import { type Echo, echoOf } from './echoes.ts'
import { bulk, type Reply } from './raw-redis.ts'

/** A set-up whose servers say back all that they know. */
export interface Scene {
  readonly title: string
  /** The token in the environment; without one, that of the cached login is used. */
  readonly token?: Canary
  readonly env?: Readonly<Record<string, string>>
  readonly args?: readonly string[]
  readonly servers: (echo: Echo) => {
    /** Answers by path. */
    readonly orchestrator: Readonly<Record<string, Answer>>
    /** What no rule meets goes to a real server. */
    readonly s3: readonly Rule[]
    readonly redis: Reply
  }
}

const LIST = '/workspaces'
const SHOWN = '/workspaces/acme/demo'
const HTML = { 'content-type': 'text/html' }
const OK = '+OK\r\n'

const always = (answer: Answer): Rule => ({ do: { answer } })
const to = (wanted: string, answer: Answer): Rule => ({
  when: ({ method, path }) => wanted === method || wanted === `${method} ${path.split('/')[2]}`,
  do: { answer },
})
const json = (status: number, body: object, { line }: Echo): Answer => ({
  status,
  headers: { 'content-type': 'application/json', 'x-request-id': line },
  body: JSON.stringify(body),
})
const xml = (status: number, code: string, echo: Echo, more?: string): Answer => ({
  status,
  headers: { 'x-amz-request-id': echo.line },
  body: echo.xml(code, more),
})
const error = (code: string, text: string) => `-${code} ${text.replace(/[\r\n]+/g, ' ')}\r\n`

/** A listing in which a secret is the name of a file. */
const kept = ({ line }: Echo) =>
  `<ListBucketResult><Name>${BUCKET}</Name><Contents><Key>acme/demo/${line.replace(/[<&>]/g, '_')}</Key><Size>4</Size></Contents></ListBucketResult>`

/** A setting that holds secrets where none belong, one of them where long texts are cut. */
const setting = ({ lines }: Echo) =>
  JSON.stringify({
    ...JSON.parse(SETTING),
    SecretKey: ofTheSetting.value,
    Name: lines,
    UUID: `${'x'.repeat(180)} ${own.secretKey.value}`,
    Bucket: `https://AK:${own.password.value}@s3.example/${own.secretKey.value}?X-Amz-Signature=x`,
  })

export const scenes: readonly Scene[] = [
  {
    title: 'codes that nobody knows',
    token: tokens.jwt,
    args: ['--mountpoint', '/proc'],
    servers: (echo) => ({
      orchestrator: { [LIST]: json(401, { code: echo.lines, message: echo.lines }, echo) },
      s3: [always(xml(403, echo.lines, echo))],
      redis: () => error('ERR', echo.lines),
    }),
  },
  {
    title: 'a state that nobody knows, a signature that is refused',
    token: tokens.apiKey,
    servers: (echo) => ({
      orchestrator: {
        [LIST]: json(200, { workspaces: [] }, echo),
        [SHOWN]: json(200, { workspace: { name: 'demo', status: echo.lines } }, echo),
      },
      s3: [always(xml(403, 'SignatureDoesNotMatch', echo))],
      redis: (command) => (command === 'GET' ? error('ERR', echo.line) : OK),
    }),
  },
  {
    title: 'a redirect, a page in place of the bucket, a setting that tells too much',
    token: tokens.serviceToken,
    servers: (echo) => ({
      orchestrator: {
        [LIST]: {
          status: 302,
          headers: { location: `https://${tokens.serviceToken.value}.example/?${echo.line}` },
        },
      },
      s3: [
        always({
          status: 200,
          headers: {
            // What is longer than 80 characters is not shown in full.
            server: `gateway ${'0'.repeat(40)} ${own.secretKey.value}`,
            'content-type': `text/html; sent="${own.sessionToken.value}"`,
            'x-amz-request-id': echo.line,
          },
          body: echo.page,
        }),
      ],
      redis: (command) => (command === 'GET' ? bulk(setting(echo)) : OK),
    }),
  },
  {
    title: 'a redirect to the cached login, a bucket that is busy',
    servers: (echo) => ({
      orchestrator: {
        [LIST]: { status: 302, headers: { location: `https://${own.accessToken.value}/` } },
      },
      s3: [always({ ...xml(503, 'SlowDown', echo), headers: { 'retry-after': echo.line } })],
      redis: () => error('WRONGPASS', echo.lines),
    }),
  },
  {
    title: 'a page in place of the orchestrator, a put that is refused',
    token: tokens.opaque,
    servers: (echo) => ({
      orchestrator: { [LIST]: { status: 200, headers: HTML, body: echo.page } },
      s3: [to('PUT', xml(400, echo.lines, echo))],
      redis: () => `-${own.accessKeyId.value} ${own.password.value}\r\n`,
    }),
  },
  {
    title: 'an object that is another when it is read, and that stays',
    token: tokens.apiKey,
    servers: (echo) => ({
      orchestrator: {
        [LIST]: json(200, { workspaces: [] }, echo),
        [SHOWN]: json(200, { workspace: { name: echo.line, status: 'active' } }, echo),
      },
      s3: [
        to('PUT', { status: 200, headers: { 'x-amz-version-id': echo.line } }),
        to('GET acme', { status: 200, headers: { 'x-amz-id-2': echo.line }, body: echo.page }),
        to('DELETE', xml(403, echo.lines, echo)),
      ],
      redis: () => echo.page,
    }),
  },
  {
    title: 'files named after secrets, where a workspace is begun',
    token: tokens.apiKey,
    servers: (echo) => ({
      orchestrator: {
        [LIST]: json(200, { workspaces: [] }, echo),
        [SHOWN]: json(200, { workspace: { name: 'demo', status: 'pending_format' } }, echo),
      },
      s3: [
        {
          when: ({ path }) => path.includes('list-type'),
          do: {
            answer: { status: 200, headers: { 'x-amz-request-id': echo.line }, body: kept(echo) },
          },
        },
      ],
      redis: (command) => (command === 'AUTH' ? OK : error('ERR', echo.line)),
    }),
  },
  {
    title: 'errors in headers, a setting that is none',
    token: tokens.serviceToken,
    servers: (echo) => ({
      orchestrator: {
        [LIST]: json(403, { code: 'forbidden', message: echo.lines }, echo),
        [SHOWN]: json(500, { code: echo.lines }, echo),
      },
      s3: [
        always({ status: 400, headers: { 'x-minio-error-code': echo.line, 'x-amz-id-2': 'x' } }),
      ],
      redis: (command) => (command === 'GET' ? bulk(echo.lines) : OK),
    }),
  },
  {
    title: 'another region, a clock that is wrong',
    token: tokens.jwt,
    servers: (echo) => ({
      orchestrator: { [LIST]: json(500, { code: 'internal_error', message: echo.lines }, echo) },
      s3: [
        { when: ({ count }) => count > 0, do: { answer: xml(403, 'RequestTimeTooSkewed', echo) } },
        always(xml(400, 'AuthorizationHeaderMalformed', echo, `<Region>${REGION}0</Region>`)),
      ],
      redis: (command) => (command === 'AUTH' ? OK : error('NOAUTH', echo.line)),
    }),
  },
  {
    title: 'keys on their way, in quotes as they were pasted',
    token: { ...tokens.apiKey, value: `"${tokens.apiKey.value}"` },
    args: ['--wait', '300ms'],
    servers: (echo) => ({
      orchestrator: { [LIST]: { status: 502, headers: HTML, body: echo.page } },
      s3: [always(xml(403, 'InvalidAccessKeyId', echo))],
      redis: (command) => (command === 'PING' ? error('CLUSTERDOWN', echo.line) : OK),
    }),
  },
]

/** What the servers of a scene say. */
export function serversOf({ token, servers }: Scene): ReturnType<Scene['servers']> {
  return servers(echoOf(token))
}
