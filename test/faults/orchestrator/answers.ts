import type { Line } from '../line.ts'
import { answering, json, knowing, page, refusal } from './worlds.ts'

/** An error on the list of workspaces, which the token is judged by. */
const refusedList = (
  what: string,
  source: string,
  root: Extract<Line, { root: unknown }>['root'],
  answer: ReturnType<typeof refusal>,
): Line => ({
  area: 'orchestrator',
  what,
  source,
  world: knowing({ answers: { '/workspaces': answer } }),
  root,
  check: 'auth/accepted',
  seen: { httpStatus: answer.status, code: JSON.parse(answer.body ?? '').code },
})

const PAGE = "the product's page of error codes"

/** Errors in the documented form, of both generations. */
export const answerLines: readonly Line[] = [
  refusedList(
    '401 on a key that has been revoked',
    "the product's earlier page on service tokens",
    'auth/unauthorized',
    refusal(401, 'unauthorized', 'api key has been revoked'),
  ),
  refusedList(
    '401 on a token that is no JWT',
    "the product's earlier page of error codes (bad jwt: …)",
    'auth/bad-jwt',
    refusal(401, 'unauthorized', 'bad jwt: token is malformed'),
  ),
  refusedList('403 on the list', PAGE, 'auth/forbidden', refusal(403, 'forbidden', 'not yours')),
  refusedList(
    '409 of a tenant',
    PAGE,
    'orchestrator/tenant-exists',
    refusal(409, 'tenant_exists', 'slug is taken'),
  ),
  refusedList(
    '422 with a complaint about a parameter',
    PAGE,
    'orchestrator/invalid-request',
    refusal(422, 'invalid_request', 'ttl_seconds must be between 60 and 3600'),
  ),
  refusedList(
    '500 of the orchestrator itself',
    PAGE,
    'orchestrator/internal-error',
    refusal(500, 'internal_error', 'unexpected failure'),
  ),
  refusedList(
    '500 with AWS IAM behind it',
    PAGE,
    'orchestrator/managed-provisioning-failed',
    refusal(500, 'internal_error', 'managed_provisioning_failed: CreateUser: throttled'),
  ),
  refusedList(
    '500 with the metadata service behind it',
    PAGE,
    'metadata/acl-provisioning-failed',
    refusal(500, 'metadata_acl_provisioning_failed', 'dial tcp: i/o timeout'),
  ),
  {
    area: 'orchestrator',
    what: '500 with its code one step down',
    source: 'a gateway that wraps errors: {"error":{"code","message"}}',
    world: knowing({
      answers: { '/workspaces': json(500, { error: { code: 'internal_error', message: '' } }) },
    }),
    root: 'orchestrator/internal-error',
    check: 'auth/accepted',
    seen: { httpStatus: 500, code: 'internal_error' },
  },
]

const REACHABLE = { area: 'orchestrator', check: 'orchestrator/reachable' } as const
const STRANGER = { ...REACHABLE, root: 'orchestrator/not-an-api' } as const
const GATEWAY = { ...REACHABLE, root: 'orchestrator/unavailable' } as const

/** Answers of somebody else, in the orchestrator's place. */
export const strangerLines: readonly Line[] = [
  {
    ...STRANGER,
    what: 'the URL of a website',
    source: 'RFC 9110 § 15.3.1: a page is a good answer',
    world: answering(page(200, 'Tonbo Artifacts')),
    seen: { found: 'a page of HTML', contentType: /html/ },
  },
  {
    ...STRANGER,
    what: 'a login page of single sign-on in between',
    source: 'a gateway that sends a browser to its identity provider (OpenID Connect)',
    world: answering({
      status: 302,
      headers: { location: 'https://login.example.com/authorize?state=opaque' },
    }),
    seen: { found: 'a redirect to login.example.com', httpStatus: 302 },
  },
  {
    ...STRANGER,
    what: 'the captive portal of a guest network, with a page of its own',
    source: 'RFC 8952 § 3: a portal answers in the place of servers',
    world: answering({
      ...page(200, 'Accept the terms', { server: 'portal' }),
    }),
    seen: { found: 'a page of HTML', server: 'portal' },
  },
  {
    ...STRANGER,
    what: 'the captive portal of a guest network, with a redirect',
    source: 'RFC 8952 § 3',
    world: answering({ ...page(307, 'Moved', { location: 'http://portal.example.net/welcome' }) }),
    seen: { found: 'a redirect to portal.example.net' },
  },
  {
    ...STRANGER,
    what: 'the captive portal of a guest network, by the status that is its own',
    source: 'RFC 6585 § 6: 511 Network Authentication Required',
    world: answering(page(511, 'Network Authentication Required')),
    seen: { httpStatus: 511, found: 'a network that wants a login' },
  },
  {
    ...REACHABLE,
    what: 'plain http where the server sends everybody on to https',
    source: 'nginx.org/en/docs/http/ngx_http_rewrite_module.html: return 301 https://…',
    world: answering(page(301, 'Moved', { location: 'https://127.0.0.1/workspaces' })),
    root: 'orchestrator/wants-https',
    seen: { httpStatus: 301, found: 'a redirect to https://127.0.0.1/workspaces' },
  },
  {
    ...REACHABLE,
    what: 'plain http where the server keeps the method and sends on to https',
    source: 'RFC 9110 § 15.4.9 (308)',
    world: answering({ status: 308, headers: { location: 'https://127.0.0.1:8443/workspaces' } }),
    root: 'orchestrator/wants-https',
    seen: { httpStatus: 308 },
  },
  {
    ...GATEWAY,
    what: 'nginx whose server is down',
    source: 'nginx/nginx, ngx_http_special_response.c (502)',
    world: answering(page(502, '502 Bad Gateway', { server: 'nginx/1.25.3' })),
    seen: { httpStatus: 502, server: 'nginx/1.25.3' },
  },
  {
    ...GATEWAY,
    what: 'a maintenance window, with the time to come back',
    source: 'RFC 9110 § 10.2.3 (Retry-After)',
    world: answering({ status: 503, headers: { 'retry-after': '120' } }),
    seen: { httpStatus: 503, retryAfter: '120' },
  },
  {
    ...GATEWAY,
    what: 'Envoy whose upstream is not there',
    source: 'envoyproxy.io, response flag UH: no healthy upstream',
    world: answering({
      status: 503,
      headers: { 'content-type': 'text/plain', server: 'envoy' },
      body: 'no healthy upstream',
    }),
    seen: { httpStatus: 503, server: 'envoy' },
  },
  {
    ...GATEWAY,
    what: 'an API gateway whose function took too long, in JSON of its own',
    source: 'docs.aws.amazon.com/apigateway, gateway response INTEGRATION_TIMEOUT',
    world: answering(json(504, { message: 'Endpoint request timed out' })),
    seen: { httpStatus: 504 },
  },
  {
    ...REACHABLE,
    what: 'too many requests, told in JSON without a code',
    source: 'RFC 6585 § 4 (429)',
    world: answering(json(429, { message: 'Too Many Requests' }, { 'retry-after': '30' })),
    root: 'orchestrator/throttled',
    seen: { httpStatus: 429, retryAfter: '30' },
  },
  {
    ...REACHABLE,
    what: 'too many requests for a network in between, told in a page',
    source: 'developers.cloudflare.com, error 1015',
    world: answering(page(429, 'Error 1015', { server: 'cloudflare' })),
    root: 'orchestrator/throttled',
    seen: { httpStatus: 429, server: 'cloudflare' },
  },
]
