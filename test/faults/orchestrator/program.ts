import type { Says } from '../../support/artifacts-program.ts'
import type { Fault, Line } from '../line.ts'
import { throughProgram } from './worlds.ts'

/** The program answers `workspace list` in this way. */
function said(
  what: string,
  source: string,
  list: Says,
  { root, check, seen }: Pick<Fault, 'root' | 'check' | 'seen'>,
): Line {
  const world = throughProgram({ list: { stdout: '', exit: 1, ...list } }, { timeoutMs: 6000 })
  return { area: 'orchestrator', what, source, world, root, check, seen }
}

const PAGE = "the product's page of error codes: the program surfaces code and message"
const GO = 'golang/go, package net'
const refused = (root: Fault['root'], code: string) =>
  ({ root, check: 'auth/accepted', seen: { code, command: 'workspace list' } }) as const
const unreached = (root: Fault['root'], seen: Fault['seen'] = {}) =>
  ({ root, check: 'orchestrator/reachable', seen: { exitCode: 1, ...seen } }) as const

const URL = 'Get "https://orchestrator.example.com/workspaces"'

/** What the program says where there is no orchestrator URL. */
export const programLines: readonly Line[] = [
  said(
    'the program has no login of its own',
    "the product's page on login",
    { stderr: 'Error: not logged in\nRun `artifacts login` first\n' },
    unreached('auth/not-logged-in', { line: 'Error: not logged in' }),
  ),
  said(
    'the program’s login is over',
    "the product's page on login",
    { stderr: '\u001b[31merror\u001b[0m: your session has expired, log in again\n' },
    unreached('auth/token-expired', { line: /^error: your session/ }),
  ),
  said(
    'the program prints a refusal as JSON on stderr',
    PAGE,
    { stderr: '{"code":"unauthorized","message":"invalid bearer token"}\n' },
    refused('auth/unauthorized', 'unauthorized'),
  ),
  said(
    'the program prints a refusal in words, with its code first',
    "the product's earlier page on service tokens: unauthorized: api key has been revoked",
    { stderr: 'Error: unauthorized: api key has been revoked\n' },
    refused('auth/unauthorized', 'unauthorized'),
  ),
  said(
    'the program prints the status of a refusal and no code',
    'golang/go, net/http: Response.Status',
    { stderr: 'list workspaces: unexpected status 401 Unauthorized\n' },
    refused('auth/unauthorized', 'unauthorized'),
  ),
  said(
    'the program prints its code in brackets, behind a log',
    PAGE,
    { stderr: 'INFO asking\nlisting failed: you may not do that (forbidden)\n' },
    refused('auth/forbidden', 'forbidden'),
  ),
  said(
    'the program prints an error of the orchestrator as JSON on stdout, and ends well',
    PAGE,
    { stdout: '{"code":"internal_error","message":""}\n', exit: 0 },
    refused('orchestrator/internal-error', 'internal_error'),
  ),
  said(
    'the program prints an error of the managed storage in words',
    PAGE,
    { stderr: 'Error: internal_error: managed_provisioning_failed: AccessDenied by IAM\n' },
    refused('orchestrator/managed-provisioning-failed', 'managed_provisioning_failed'),
  ),
  said(
    'the program cannot resolve its orchestrator',
    `${GO}: dnsclient`,
    { stderr: `${URL}: dial tcp: lookup orchestrator.example.com: no such host\n` },
    unreached('network/dns-failure', { host: 'orchestrator.example.com' }),
  ),
  said(
    'the program is turned away by a port',
    `${GO}: connect(2)`,
    { stderr: 'dial tcp 127.0.0.1:9: connect: connection refused\n' },
    unreached('network/refused'),
  ),
  said(
    'the program gets no answer',
    `${GO}: os.ErrDeadlineExceeded`,
    { stderr: `could not reach the orchestrator: ${URL}: dial tcp 192.0.2.1:443: i/o timeout\n` },
    unreached('network/timeout', { host: 'orchestrator.example.com' }),
  ),
  said(
    'the program does not trust the certificate',
    'golang/go, crypto/x509: UnknownAuthorityError',
    {
      stderr: `${URL}: tls: failed to verify certificate: x509: certificate signed by unknown authority\n`,
    },
    unreached('network/tls-untrusted', { host: 'orchestrator.example.com' }),
  ),
  said(
    'the program meets a certificate that is over',
    'golang/go, crypto/x509: CertificateInvalidError',
    {
      stderr: `${URL}: x509: certificate has expired or is not yet valid: current time 2026-06-01T00:00:00Z is after 2026-05-01T00:00:00Z\n`,
    },
    unreached('network/tls-expired'),
  ),
  said(
    'the program’s name server does not answer',
    `${GO}: dnsclient`,
    {
      stderr: `${URL}: dial tcp: lookup orchestrator.example.com on 10.0.0.2:53: read udp 10.0.0.9:41201->10.0.0.2:53: i/o timeout\n`,
    },
    unreached('network/dns-failure', { host: 'orchestrator.example.com' }),
  ),
  said(
    'the program’s connection is cut before an answer',
    'golang/go, net/http: transport.go',
    { stderr: `${URL}: EOF\n` },
    unreached('network/reset', { host: 'orchestrator.example.com' }),
  ),
  said(
    'the program meets the certificate of a proxy that looks into TLS',
    'golang/go, crypto/x509: UnknownAuthorityError',
    {
      stderr: `${URL}: tls: failed to verify certificate: x509: certificate signed by unknown authority (possibly because of "x509: ECDSA verification failure" while trying to verify candidate authority certificate "Zscaler Root CA")\n`,
    },
    unreached('network/tls-intercepted', { host: 'orchestrator.example.com' }),
  ),
  said(
    'the program’s proxy wants a login',
    'golang/go, net/http: transport.go',
    { stderr: `${URL}: Proxy Authentication Required\n` },
    unreached('network/proxy-refused'),
  ),
  said(
    'the program has no way out',
    `${GO}: ENETUNREACH`,
    { stderr: 'dial tcp [2001:db8::1]:443: connect: network is unreachable\n' },
    unreached('network/unreachable'),
  ),
]
