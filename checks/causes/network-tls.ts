import type { Catalogue } from '../../src/index.ts'
import { page } from './docs.ts'

const handshake = 'openssl s_client -connect <host>:<port> -servername <host>'

/** What can be wrong with TLS, or with whether it is spoken at all. */
export const networkTls = {
  'network/tls-untrusted': {
    title: 'The certificate of the server is not trusted',
    why:
      'It was signed by nobody this machine knows: a private authority, a self-signed ' +
      'certificate, a missing intermediate, or a proxy that opens TLS. The product refuses such ' +
      'a server too.',
    fix: [
      {
        do:
          'If no authority at all is known here, correct what SSL_CERT_FILE and SSL_CERT_DIR name, ' +
          'or unset them and install the roots',
        run: 'unset SSL_CERT_FILE SSL_CERT_DIR; apt-get update && apt-get install -y ca-certificates',
        when: 'roots',
      },
      {
        do: 'See who signed the certificate',
        run: `${handshake} -showcerts </dev/null`,
      },
      {
        do:
          'If you trust that authority, put its certificate as a .crt file into ' +
          '/usr/local/share/ca-certificates and take it in',
        run: 'sudo update-ca-certificates',
      },
      { do: 'If an intermediate is missing, ask those who run <host> to send it along' },
    ],
    docs: page('network/tls-untrusted'),
    documented: false,
    owner: 'you',
    foundBy: ['orchestrator/reachable', 'storage/reachable', 'metadata/reachable'],
    match: [
      { code: 'DEPTH_ZERO_SELF_SIGNED_CERT' },
      { code: 'SELF_SIGNED_CERT_IN_CHAIN' },
      { code: 'UNABLE_TO_GET_ISSUER_CERT' },
      { code: 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY' },
      { code: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE' },
      { code: 'CERT_UNTRUSTED' },
      { text: 'certificate signed by unknown authority', open: true },
      { text: 'self-signed certificate' },
      { text: 'self signed certificate' },
      { text: 'self-signed certificate in certificate chain' },
      { text: 'self signed certificate in certificate chain' },
      { text: 'unable to get local issuer certificate' },
      { text: 'unable to verify the first certificate' },
      { text: 'remote error: tls: unknown certificate authority' },
      { text: 'remote error: tls: unknown ca' },
      { text: 'certificate verify failed' },
      { text: 'x509: certificate is not trusted', open: true },
      { text: 'x509: failed to load system roots and no roots provided' },
      { text: 'unable to find valid certification path to requested target' },
      { text: 'invalid peer certificate: unknownissuer' },
      {
        text: 'the remote certificate is invalid because of errors in the certificate chain: untrustedroot',
      },
      {
        text: 'when *: aws error network_connection *curlcode: 60, ssl peer certificate or ssh remote key was not ok',
      },
    ],
  },
  'network/tls-unfit': {
    title: 'The certificate of the server is not fit for one',
    why:
      'Its key is too short, its signature of a kind that can be forged (SHA-1, MD5), it was made ' +
      'for another purpose than to prove a server, or its issuer may not sign for others. The ' +
      'product refuses such a server too.',
    fix: [
      {
        do: 'See what the certificate is for, and how it was signed',
        run: `${handshake} </dev/null | openssl x509 -noout -text`,
      },
      {
        do:
          'Ask those who run <host> for one with a key of 2048 bits or more (or P-256), signed ' +
          'with SHA-256, for serverAuth, by a real authority',
      },
    ],
    foundBy: ['orchestrator/reachable', 'storage/reachable', 'metadata/reachable'],
    docs: page('network/tls-unfit'),
    documented: false,
    owner: 'provider',
    match: [
      { code: 'EE_KEY_TOO_SMALL' },
      { code: 'CA_KEY_TOO_SMALL' },
      { code: 'CA_MD_TOO_WEAK' },
      { code: 'INVALID_CA' },
      { code: 'INVALID_PURPOSE' },
      { text: 'ee certificate key too weak' },
      { text: 'ca md too weak' },
      { text: 'unsuitable certificate purpose' },
      { text: 'insecure algorithm sha1-rsa' },
      { text: 'certificate specifies an incompatible key usage' },
      { text: 'certificate is not authorized to sign other certificates' },
      { text: 'invalid peer certificate: *causedasendentity', open: true },
    ],
  },
  'network/tls-refused': {
    title: 'The server breaks the TLS handshake off',
    why:
      'It speaks TLS, and says that it will not with us: it does not know the name that it is ' +
      'asked for, wants a certificate of its clients, or knows only versions of TLS that are no ' +
      'longer spoken. The product is refused in the same way.',
    fix: [
      { do: 'See where the handshake ends', run: `${handshake} </dev/null` },
      {
        do:
          'Compare <host> with what the vendor shows, letter by letter: at Cloudflare R2 it ' +
          'begins with the id of the account',
      },
      {
        do: 'If the server wants a certificate of its clients, ask those who run it for a way without',
      },
      { do: 'If it is too old for TLS 1.2, have it upgraded' },
    ],
    docs: page('network/tls-refused'),
    documented: false,
    owner: 'you',
    foundBy: ['storage/reachable', 'orchestrator/reachable', 'metadata/reachable'],
    match: [
      { text: 'remote error: tls: handshake failure' },
      { text: 'remote error: tls: protocol version not supported' },
      { text: 'remote error: tls: unrecognized name' },
      { text: 'remote error: tls: certificate required' },
      { text: 'tls: server selected unsupported protocol version', open: true },
      { text: 'sslv3 alert handshake failure', open: true },
      { text: 'tlsv1 alert protocol version', open: true },
      { code: 'ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE' },
      { code: 'ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION' },
    ],
  },
  'network/tls-intercepted': {
    title: 'Something on the way opens TLS and signs in place of the server',
    why:
      'Whoever signed the certificate, as the evidence names it, does not sign for this server: a ' +
      'proxy that inspects traffic does. The product does not trust it either.',
    fix: [
      {
        do:
          'If the proxy is meant to, put its authority as a .crt file into ' +
          '/usr/local/share/ca-certificates and take it in',
        run: 'sudo update-ca-certificates',
      },
      { do: 'Or have it leave <host> alone: what it rewrites breaks signatures too' },
      { do: 'If you know of no such proxy, do not go on: somebody reads along' },
      { do: 'See who signed the certificate', run: `${handshake} -showcerts </dev/null` },
    ],
    docs: page('network/tls-intercepted'),
    documented: false,
    refines: 'network/tls-untrusted',
    owner: 'you',
    foundBy: ['storage/reachable', 'orchestrator/reachable'],
    match: [
      {
        text: 'certificate signed by unknown authority (possibly because of "*zscaler',
        open: true,
      },
    ],
  },
  'network/tls-expired': {
    title: 'The certificate of the server is out of date',
    why:
      'It has run out or does not hold yet. If this clock is right, only those who run the ' +
      'server can renew it.',
    fix: [
      { do: 'Make sure that this clock is right', run: 'date -u' },
      {
        do: 'See from when to when the certificate holds',
        run: `${handshake} </dev/null | openssl x509 -noout -dates`,
      },
      { do: 'Ask those who run <host> to renew it' },
    ],
    docs: page('network/tls-expired'),
    documented: false,
    owner: 'provider',
    foundBy: ['orchestrator/reachable', 'storage/reachable', 'metadata/reachable'],
    match: [
      { code: 'CERT_HAS_EXPIRED' },
      { code: 'CERT_NOT_YET_VALID' },
      { text: 'certificate has expired', open: true },
      { text: 'certificate is not yet valid', open: true },
      { text: 'certificate verify failed: certificate has expired' },
      { text: 'invalid peer certificate: expired' },
      { text: 'invalid peer certificate: notvalidyet' },
      { text: 'invalid peer certificate: certificate expired', open: true },
      { text: 'invalid peer certificate: certificate not valid yet', open: true },
    ],
  },
  'network/tls-name-mismatch': {
    title: 'The certificate belongs to another name',
    why:
      'The server was asked for under a name or an address that its certificate does not hold. ' +
      'It happens behind a proxy, with a bare IP address, and with dots in a bucket that ' +
      'becomes part of the name.',
    fix: [
      {
        do: 'See which names the certificate holds',
        run: `${handshake} </dev/null | openssl x509 -noout -ext subjectAltName`,
      },
      { do: 'Use one of those names in place of <host>' },
      { do: 'If the bucket has dots in its name, take one without' },
      { do: 'If the server is yours, have <host> added to its certificate' },
    ],
    docs: page('network/tls-name-mismatch'),
    documented: false,
    owner: 'you',
    foundBy: ['orchestrator/reachable', 'storage/reachable', 'metadata/reachable'],
    match: [
      { code: 'ERR_TLS_CERT_ALTNAME_INVALID' },
      { text: 'x509: certificate is valid for', open: true },
      { text: 'x509: certificate is not valid for any names', open: true },
      { text: 'x509: cannot validate certificate for', open: true },
      { text: 'x509: certificate relies on legacy common name', open: true },
      { text: "hostname/ip does not match certificate's altnames", open: true },
      { text: 'no alternative certificate subject name matches target', open: true },
      { text: 'certificate verify failed: hostname mismatch', open: true },
      { text: 'certificate verify failed: ip address mismatch', open: true },
      { text: 'invalid peer certificate: notvalidforname' },
      { text: 'invalid peer certificate: certificate not valid for name', open: true },
    ],
  },
  'network/plain-to-tls': {
    title: 'The port wants TLS, but was asked over plain http',
    why:
      'The address begins with http://, or with nothing at all, which means plain http for any ' +
      'endpoint outside amazonaws.com.',
    fix: [
      { do: 'Write https:// in front of <host> where it is set' },
      {
        do: 'Where it is the endpoint of the bucket',
        run: 'export ARTIFACTS_S3_ENDPOINT=https://<host>:<port>',
        when: '!expectedEndpoint',
      },
      {
        do: 'Use the https address to which the server redirects',
        run: 'export ARTIFACTS_S3_ENDPOINT=<expectedEndpoint>',
        when: 'expectedEndpoint',
      },
    ],
    docs: page('network/plain-to-tls'),
    documented: false,
    owner: 'you',
    foundBy: ['orchestrator/reachable', 'storage/reachable'],
    match: [
      { text: 'client sent an http request to an https server' },
      { text: 'the plain http request was sent to https port' },
      { text: '400 the plain http request was sent to https port' },
      { text: "you're speaking plain http to an ssl-enabled server port" },
      { text: 'malformed http response "x15', open: true },
      { text: 'malformed http response "\\x15', open: true },
      { code: 'XMinioInsecureClientRequest' },
    ],
  },
  'network/tls-to-plain': {
    title: 'The port speaks no TLS, but was asked over https',
    why:
      'The address begins with https:// and leads to a port that answers in plain text, as a ' +
      'MinIO or a gateway without a certificate does.',
    fix: [
      { do: 'Look for the port of <host> that speaks TLS, and use that one' },
      {
        do: 'On a network that you trust, write http:// instead; for the endpoint of the bucket',
        run: 'export ARTIFACTS_S3_ENDPOINT=http://<host>:<port>',
      },
    ],
    docs: page('network/tls-to-plain'),
    documented: false,
    owner: 'you',
    foundBy: ['orchestrator/reachable', 'storage/reachable'],
    match: [
      { text: 'server gave http response to https client' },
      { text: 'first record does not look like a tls handshake' },
      { text: 'wrong version number' },
      { code: 'ERR_SSL_WRONG_VERSION_NUMBER' },
      { code: 'ERR_SSL_PACKET_LENGTH_TOO_LONG' },
      { text: 'packet length too long' },
    ],
  },
} satisfies Catalogue
