import type { Socket } from 'node:net'
import { on, s3Error } from '../../checks/storage/bucket.ts'
import { ALERT } from '../../support/tls-terminator.ts'
import type { Line } from '../line.ts'
import { onS3rver } from './worlds.ts'
import { rudeness } from './worlds-network.ts'
import { overTls, plainToTls } from './worlds-tls.ts'

const CHECK = { check: 'storage/reachable' } as const
const AT = { host: '127.0.0.1' }
const CROSSED = { root: 'network/plain-to-tls', ...CHECK } as const
const PLAIN = { root: 'network/tls-to-plain', ...CHECK } as const

/** Answers once in http, and closes. */
function says(type: string, body: string) {
  const head = `HTTP/1.1 400 Bad Request\r\nContent-Type: ${type}\r\nConnection: close\r\n\r\n`
  return (socket: Socket) => socket.end(`${head}${body}`)
}

/** TLS that is not trusted, and http where TLS is spoken, or the other way round. */
export const networkTlsLines: readonly Line[] = [
  {
    area: 'network',
    what: 'a private authority signed the certificate of the storage',
    source: 'diced/zipline#813',
    world: overTls({ trusted: false }),
    root: 'network/tls-untrusted',
    ...CHECK,
    seen: { ...AT, stage: 'tls', code: /^UNABLE_TO_/ },
  },
  {
    area: 'network',
    what: 'the certificate of the storage ran out three days ago',
    source: 'nodejs.org/api/tls.html, CERT_HAS_EXPIRED',
    world: overTls({ days: -3 }),
    root: 'network/tls-expired',
    ...CHECK,
    seen: { ...AT, stage: 'tls', code: 'CERT_HAS_EXPIRED' },
  },
  {
    area: 'network',
    what: 'the certificate holds a name, and the storage is asked by its address',
    source: 'Go, crypto/x509: cannot validate certificate for an address',
    world: overTls({ names: ['s3.example.test'] }),
    root: 'network/tls-name-mismatch',
    ...CHECK,
    seen: { ...AT, stage: 'tls', code: 'ERR_TLS_CERT_ALTNAME_INVALID' },
  },
  {
    area: 'network',
    what: 'the certificate of the storage was made for clients',
    source: 'RFC 5280 § 4.2.1.12, extended key usage',
    world: overTls({ flaw: 'for clients only' }),
    root: 'network/tls-unfit',
    ...CHECK,
    seen: { ...AT, stage: 'tls', code: 'INVALID_PURPOSE' },
  },
  {
    area: 'network',
    what: 'Zscaler opens TLS, and signs in place of the storage',
    source: 'aws/aws-cli#7602, trek10inc/awsume#266',
    world: overTls({
      trusted: false,
      signedBy: '/C=US/O=Zscaler Inc./OU=Zscaler Inc./CN=Zscaler Intermediate Root CA',
    }),
    root: 'network/tls-intercepted',
    ...CHECK,
    seen: { ...AT, stage: 'tls', issuer: /Zscaler/ },
  },
  {
    area: 'network',
    what: 'a firewall of Fortinet opens TLS',
    source: 'docs.fortinet.com, deep inspection',
    world: overTls({
      trusted: false,
      signedBy: '/C=US/O=Fortinet/OU=Certificate Authority/CN=FG100FTK20001234',
    }),
    root: 'network/tls-intercepted',
    ...CHECK,
    seen: { ...AT, stage: 'tls', issuer: /Fortinet/ },
  },
  {
    area: 'network',
    what: 'mitmproxy was left running on the way',
    source: 'docs.mitmproxy.org/stable/concepts/certificates',
    world: overTls({ trusted: false, signedBy: '/O=mitmproxy/CN=mitmproxy' }),
    root: 'network/tls-intercepted',
    ...CHECK,
    seen: { ...AT, stage: 'tls', issuer: /mitmproxy/ },
  },
  {
    area: 'network',
    what: 'http to a port of nginx that wants TLS',
    source: 'nginx/nginx, src/http/ngx_http_special_response.c',
    world: plainToTls(
      says(
        'text/html',
        '<html><head><title>400 The plain HTTP request was sent to HTTPS port</title></head></html>',
      ),
    ),
    ...CROSSED,
    seen: { ...AT, httpStatus: 400 },
  },
  {
    area: 'network',
    what: 'http to a server of Go that wants TLS',
    source: 'golang/go, src/net/http/server.go',
    world: plainToTls(
      says('text/plain; charset=utf-8', 'Client sent an HTTP request to an HTTPS server.\n'),
    ),
    ...CROSSED,
    seen: { ...AT, httpStatus: 400 },
  },
  {
    area: 'network',
    what: 'http to a port of Apache that wants TLS',
    source: 'apache/httpd, modules/ssl/ssl_engine_kernel.c',
    world: plainToTls(
      says(
        'text/html; charset=iso-8859-1',
        "<html><head><title>400 Bad Request</title></head><body><p>Your browser sent a request that this server could not understand.<br />\nReason: You're speaking plain HTTP to an SSL-enabled server port.<br />\n Instead use the HTTPS scheme to access this URL, please.<br />\n</p></body></html>",
      ),
    ),
    ...CROSSED,
    seen: { ...AT, httpStatus: 400 },
  },
  {
    area: 'network',
    what: 'http to a MinIO that wants TLS, in an error of its own',
    source: 'minio/minio, cmd/api-errors.go (XMinioInsecureClientRequest)',
    world: onS3rver({
      rules: [
        on(
          'list',
          s3Error(
            400,
            'XMinioInsecureClientRequest',
            '<Message>Cannot respond to plain-text request from TLS-encrypted server</Message>',
            { server: 'MinIO' },
          ),
        ),
      ],
    }),
    ...CROSSED,
    seen: { ...AT, httpStatus: 400, code: 'XMinioInsecureClientRequest' },
  },
  {
    area: 'network',
    what: 'http to a port that wants TLS and answers with an alert',
    source: 'RFC 8446 § 6.2; golang/go, malformed HTTP response "\\x15\\x03',
    world: plainToTls((socket) => socket.end(ALERT)),
    ...CROSSED,
    seen: AT,
  },
  {
    area: 'network',
    what: 'http to a port that wants TLS and breaks the connection',
    source: 'nodejs.org/api/errors.html, ECONNRESET',
    world: plainToTls((socket) => socket.resetAndDestroy()),
    ...CROSSED,
    seen: AT,
  },
  {
    area: 'network',
    what: 'https to a storage that speaks plain http',
    source: 'Go, net/http: server gave HTTP response to HTTPS client',
    world: async () => {
      const inner = await onS3rver()()
      const endpoint = inner.flags.endpoint?.replace('http:', 'https:') ?? ''
      return { ...inner, flags: { ...inner.flags, endpoint } }
    },
    ...PLAIN,
    seen: { ...AT, stage: 'tls' },
  },
  {
    area: 'network',
    what: 'https to a port at which something else greets',
    source: 'OpenSSL, wrong version number; RFC 4253 § 4.2',
    world: rudeness('https', (socket) => socket.end('220 mail.example.test ESMTP\r\n')),
    ...PLAIN,
    seen: { ...AT, stage: 'tls' },
  },
]
