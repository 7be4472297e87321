import { wellBut as redisWellBut } from '../chaos/redis.ts'
import { answer, error, wellBut } from '../chaos/s3.ts'
import { ACCESS_KEY_ID, PASSWORD, SECRET_ACCESS_KEY, TOKEN } from '../chaos/secrets.ts'
import type { Line } from '../support/chaos-server.ts'
import { SETTING } from '../support/set-up.ts'
import type { Scenario } from './scenario.ts'

const ORCHESTRATOR = 'orchestrator.example.test'
const STORAGE = 'storage.example.test'
const ACCOUNT = '0123456789abcdef0123456789abcdef'
const R2 = `${ACCOUNT}.r2.cloudflarestorage.com`

const CHECK = [
  'check',
  'acme/demo',
  ...['--backend', 'byo'],
  ...['--skip', 'mount/*,host/cli'],
  ...['--format', 'json'],
]
const ENV = {
  TONBO_API_KEY: TOKEN,
  ARTIFACTS_ORCHESTRATOR_URL: `https://${ORCHESTRATOR}`,
  ARTIFACTS_S3_BUCKET: 'cases',
  ARTIFACTS_S3_ENDPOINT: `https://${STORAGE}`,
  ARTIFACTS_S3_REGION: 'eu-west-3',
  ARTIFACTS_S3_ACCESS_KEY_ID: ACCESS_KEY_ID,
  ARTIFACTS_S3_SECRET_ACCESS_KEY: SECRET_ACCESS_KEY,
  ARTIFACTS_METADATA_URL: `redis://:${PASSWORD}@redis.example.test:6379/0`,
  ARTIFACTS_METADATA_PREFIX: '{u_1_w_1}:',
}
const storageAt = (endpoint: string, more: Readonly<Record<string, string>> = {}) => ({
  ...ENV,
  ARTIFACTS_ORCHESTRATOR_URL: '',
  ARTIFACTS_METADATA_URL: '',
  ARTIFACTS_S3_ENDPOINT: `https://${endpoint}`,
  ...more,
})

/** A bucket that is well. */
const bucket = () => {
  const does = wellBut({})
  return (line: Line) => does(line, { own: '', elsewhere: '' })
}
const says =
  (status: string, body: string, headers = '') =>
  (line: Line) => {
    line.say(answer(status, body, headers))
    line.end()
  }
const orchestrator = (line: Line) => {
  const workspace = { name: 'demo', handle: 'acme', status: 'active' }
  const listed = / \/workspaces /.test(line.heard())
  says('200 OK', JSON.stringify(listed ? { workspaces: [workspace] } : { workspace }))(line)
}
const bulk = (text: string) => `$${Buffer.byteLength(text)}\r\n${text}\r\n`
const redis = redisWellBut({ STRLEN: ':9\r\n', GET: bulk(SETTING), TTL: ':-1\r\n' })
const sends = (host: string) => says('307 Temporary Redirect', '', `location: https://${host}/\r\n`)
const moved = redisWellBut({
  STRLEN: '-MOVED 1 node.example.test:7000\r\n',
  GET: '-MOVED 1 node.example.test:7000\r\n',
})

const well = { [ORCHESTRATOR]: orchestrator, [STORAGE]: bucket() }
const BOTH = [`${ORCHESTRATOR}:443`, `${STORAGE}:443`]
const ALL = [...BOTH, 'redis.example.test:6379']

/** Runs that ask servers. */
export const asking: readonly Scenario[] = [
  { title: 'a healthy run', args: CHECK, env: ENV, web: well, redis, reaches: ALL, code: 0 },
  {
    title: 'everybody sends on to another host',
    args: CHECK,
    env: ENV,
    web: { [ORCHESTRATOR]: sends('other.example.test'), [STORAGE]: sends('other.example.test') },
    redis,
    reaches: ALL,
    root: 'storage/not-s3',
  },
  {
    title: 'a Redis that sends on to a node',
    args: CHECK,
    env: ENV,
    web: well,
    redis: moved,
    node: redis,
    reaches: [...ALL, 'node.example.test:7000'],
    code: 0,
    named: ['node.example.test:7000'],
  },
  {
    title: 'AWS, and a bucket in another region',
    args: CHECK,
    env: storageAt('s3.eu-west-3.amazonaws.com'),
    web: {
      'cases.s3.eu-west-3.amazonaws.com': says(
        '400 Bad Request',
        error('AuthorizationHeaderMalformed', '<Region>us-west-2</Region>'),
      ),
      'cases.s3.us-west-2.amazonaws.com': bucket(),
    },
    reaches: ['cases.s3.eu-west-3.amazonaws.com:443', 'cases.s3.us-west-2.amazonaws.com:443'],
    named: ['cases.s3.us-west-2.amazonaws.com'],
    root: 'storage/region-mismatch',
  },
  {
    title: 'R2, and a bucket in no jurisdiction',
    args: CHECK,
    env: storageAt(R2, { ARTIFACTS_S3_REGION: 'auto' }),
    web: Object.fromEntries(
      [R2, R2.replace('.r2', '.eu.r2'), R2.replace('.r2', '.fedramp.r2')].map((host) => [
        host,
        says('404 Not Found', error('NoSuchBucket')),
      ]),
    ),
    reaches: ['', 'eu.', 'fedramp.'].map(
      (part) => `${ACCOUNT}.${part}r2.cloudflarestorage.com:443`,
    ),
    named: ['eu.', 'fedramp.'].map((part) => `${ACCOUNT}.${part}r2.cloudflarestorage.com`),
    root: 'storage/no-such-bucket',
  },
  {
    title: 'R2, and a denial that may be that of another jurisdiction',
    args: CHECK,
    env: storageAt(R2, { ARTIFACTS_S3_REGION: 'auto' }),
    web: Object.fromEntries(
      [R2, R2.replace('.r2', '.eu.r2'), R2.replace('.r2', '.fedramp.r2')].map((host) => [
        host,
        says('403 Forbidden', error('AccessDenied')),
      ]),
    ),
    reaches: ['', 'eu.', 'fedramp.'].map(
      (part) => `${ACCOUNT}.${part}r2.cloudflarestorage.com:443`,
    ),
    named: ['eu.', 'fedramp.'].map((part) => `${ACCOUNT}.${part}r2.cloudflarestorage.com`),
    root: 'storage/access-denied',
  },
  {
    title: 'a signature that is refused, for which the bucket is tried as a name',
    args: CHECK,
    env: storageAt(STORAGE),
    web: {
      [STORAGE]: says('403 Forbidden', error('SignatureDoesNotMatch')),
      [`cases.${STORAGE}`]: says('403 Forbidden', error('SignatureDoesNotMatch')),
    },
    reaches: [`${STORAGE}:443`, `cases.${STORAGE}:443`],
    named: [`cases.${STORAGE}`],
    root: 'storage/secret-mismatch',
  },
  {
    title: 'a path style that is refused',
    args: CHECK,
    env: storageAt(STORAGE),
    web: {
      [STORAGE]: says('403 Forbidden', error('SecondLevelDomainForbidden')),
      [`cases.${STORAGE}`]: bucket(),
    },
    reaches: [`${STORAGE}:443`, `cases.${STORAGE}:443`],
    named: [`cases.${STORAGE}`],
    root: 'storage/path-style-refused',
  },
  {
    title: 'an endpoint that redirects within S3, with another endpoint in its words',
    args: CHECK,
    env: storageAt(STORAGE),
    web: {
      [STORAGE]: says(
        '301 Moved Permanently',
        error('PermanentRedirect', '<Endpoint>other.example.test</Endpoint>'),
        'x-amz-bucket-region: us-west-2\r\nlocation: https://other.example.test/\r\n',
      ),
    },
    reaches: [`${STORAGE}:443`],
    root: 'storage/region-mismatch',
  },
  {
    title: 'a proxy, through which all of http goes',
    args: CHECK,
    env: { ...ENV, HTTPS_PROXY: 'http://proxy.example.test:3128' },
    web: well,
    redis,
    reaches: ['proxy.example.test:3128', 'redis.example.test:6379'],
    code: 0,
  },
  {
    title: 'a proxy, but not for the storage',
    args: CHECK,
    env: { ...ENV, HTTPS_PROXY: 'http://proxy.example.test:3128', NO_PROXY: STORAGE },
    web: well,
    redis,
    reaches: ['proxy.example.test:3128', 'redis.example.test:6379', `${STORAGE}:443`],
  },
  {
    title: 'storage checks alone',
    args: [...CHECK, '--only', 'storage/*'],
    env: ENV,
    web: well,
    redis,
    reaches: [`${STORAGE}:443`],
  },
]

const silent = (title: string, ...args: readonly string[]): Scenario => ({ title, args, env: ENV })

/** Runs that ask nobody, whatever is set. */
export const silentRuns: readonly Scenario[] = [
  silent('check --offline', ...CHECK, '--offline'),
  silent('check --offline, about to be mounted', ...CHECK, '--offline', '--for', 'mount'),
  { title: 'check, of which nothing is set', args: ['check', '--format', 'json'] },
  silent('checks of this machine alone', 'check', '--only', 'host/platform', '--only', 'host/fuse'),
  silent('a mistyped command', 'chekc'),
  silent('a flag that is none', 'check', '--endpont', 'https://other.example.test'),
  silent('triage', 'triage', '/etc/hostname'),
  silent('explain', 'explain', 'SignatureDoesNotMatch'),
  silent('explain an address', 'explain', 'dial tcp: lookup other.example.test: no such host'),
  silent('a page for each cause', 'explain', '--all', '--format', 'markdown', '--output', 'pages'),
  silent('a page of HTML, offline', 'check', 'acme/demo', '--offline', '--format', 'html'),
  silent('a command, offline', 'exec', '--offline', '--', 'true'),
  silent('list checks', 'list', 'checks'),
  silent('list causes', 'list', 'causes'),
  silent('graph', 'graph'),
  silent('graph as JSON', 'graph', '--format', 'json'),
  silent('schema', 'schema'),
  silent('version', '--version'),
  silent('help', '--help'),
]

const program = (title: string, script: string): Scenario => ({
  title,
  args: [],
  instead: [process.execPath, '-e', script],
})

/** What is no doctor, and does what the doctor must not: seen, it shows that such things are seen. */
export const controls = {
  connects: program(
    'a connection to a port on which nobody listens',
    "require('node:net').connect(9, '192.0.2.1').on('error', () => {})",
  ),
  reaches: program(
    'a connection to a port on which somebody listens',
    "require('node:net').connect(443, '192.0.2.1', function () { this.destroy() })",
  ),
  sends: program(
    'a datagram',
    "require('node:dgram').createSocket('udp4').send('x', 53, '192.0.2.1', function () { this.close() })",
  ),
  looksUp: program(
    'a name that is looked up',
    "require('node:dns').lookup('telemetry.example.test', () => {})",
  ),
} as const
