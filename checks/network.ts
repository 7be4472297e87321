import {
  type Context,
  type Evidence,
  fail,
  type HttpAnswer,
  type Outcome,
  type Trouble,
  troubleOf,
  unsure,
} from '../src/index.ts'
import type { CauseId } from './causes/index.ts'
import { vendorOfHost } from './storage/vendors.ts'

const CAUSES: Readonly<Record<string, CauseId>> = {
  ENOTFOUND: 'network/dns-failure',
  EAI_AGAIN: 'network/dns-failure',
  EAI_NODATA: 'network/dns-failure',
  EAI_NONAME: 'network/dns-failure',
  ECONNREFUSED: 'network/refused',
  TIMEOUT: 'network/timeout',
  ETIMEDOUT: 'network/timeout',
  ECONNRESET: 'network/reset',
  EPIPE: 'network/reset',
  UND_ERR_SOCKET: 'network/reset',
  EHOSTUNREACH: 'network/unreachable',
  ENETUNREACH: 'network/unreachable',
  EADDRNOTAVAIL: 'network/unreachable',
  PROXY: 'network/proxy-refused',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'network/tls-untrusted',
  SELF_SIGNED_CERT_IN_CHAIN: 'network/tls-untrusted',
  UNABLE_TO_GET_ISSUER_CERT: 'network/tls-untrusted',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'network/tls-untrusted',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'network/tls-untrusted',
  CERT_UNTRUSTED: 'network/tls-untrusted',
  EE_KEY_TOO_SMALL: 'network/tls-unfit',
  CA_KEY_TOO_SMALL: 'network/tls-unfit',
  CA_MD_TOO_WEAK: 'network/tls-unfit',
  INVALID_CA: 'network/tls-unfit',
  INVALID_PURPOSE: 'network/tls-unfit',
  CERT_HAS_EXPIRED: 'network/tls-expired',
  CERT_NOT_YET_VALID: 'network/tls-expired',
  ERR_TLS_CERT_ALTNAME_INVALID: 'network/tls-name-mismatch',
}

/**
 * What a server says that ends a handshake (RFC 8446 § 6.2), and OpenSSL where the two have no
 * version in common.
 */
const HANDSHAKE_REFUSED =
  /^ERR_SSL_.*(PROTOCOL_VERSION|HANDSHAKE_FAILURE|UNRECOGNIZED_NAME|INSUFFICIENT_SECURITY|CERTIFICATE_REQUIRED|ACCESS_DENIED|UNSUPPORTED_PROTOCOL|NO_APPLICATION_PROTOCOL)$/

/** What OpenSSL says of bytes that are not TLS. */
const NOT_TLS =
  /wrong version number|packet length too long|http request|unexpected message|record layer failure/i

/** A trouble as evidence. */
export function troubleEvidence(trouble: Trouble): Evidence {
  const { host, port, stage, code, afterMs, status, issuer, roots, through } = trouble
  return {
    host,
    port,
    stage,
    code,
    ...(afterMs === undefined ? {} : { afterMs }),
    ...(status === undefined ? {} : { httpStatus: status }),
    ...(issuer === undefined ? {} : { issuer }),
    ...(roots === undefined ? {} : { roots }),
    ...(through === undefined ? {} : { through }),
  }
}

/** The cause of getting no answer from a server, or "could not tell" for a code that says too little. */
export function networkOutcome(trouble: Trouble, more: Evidence = {}): Outcome<CauseId> {
  const evidence = { ...troubleEvidence(trouble), ...more }
  const { stage, code, message } = trouble
  if (stage === 'proxy' && code.startsWith('HPE_'))
    return fail('network/proxy-refused', {
      ...evidence,
      found: 'what answers is not an http proxy',
    })
  if (stage === 'tls' && NOT_TLS.test(message)) return notTls(trouble, evidence)
  // A request that could not be made, or was made too late, never came to look up a name.
  if (stage === 'dns' && code !== 'NO_TIME' && !code.startsWith('ERR_'))
    return fail('network/dns-failure', evidence)
  const refused = HANDSHAKE_REFUSED.exec(code)?.[1]
  if (refused !== undefined)
    return fail('network/tls-refused', {
      ...evidence,
      alert: refused.toLowerCase().replaceAll('_', ' '),
    })
  const cause = intercepted(trouble) ? 'network/tls-intercepted' : CAUSES[code]
  return cause === undefined
    ? unsure(`no answer, for a reason that says too little (${code}: ${message})`, evidence)
    : fail(cause, evidence)
}

/** Who does not speak TLS: the server, or the proxy in front of it. */
function notTls({ host, port, through }: Trouble, evidence: Evidence): Outcome<CauseId> {
  if (through === `${host}:${port}`)
    return fail('network/proxy-refused', { ...evidence, found: 'the proxy speaks no TLS' })
  // In a tunnel, the proxy may have answered itself.
  const other = through === undefined ? [] : (['network/proxy-refused'] as const)
  return fail('network/tls-to-plain', evidence, other)
}

/** Products that intercept TLS, by the names in the certificates that they sign. */
const INSPECTORS =
  /zscaler|netskope|blue ?coat|fortinet|fortigate|palo alto|sophos|mcafee|forcepoint|websense|cisco umbrella|check ?point|barracuda|squid|mitmproxy|charles proxy|portswigger|kaspersky|eset|avast|bitdefender|untangle|smoothwall|contentwatch/i

/** Whether something in between signed a certificate: nobody else signs for a large vendor. */
function intercepted({ code, issuer = '', host, roots }: Trouble): boolean {
  // Without any root, no certificate is trusted, whoever signed it.
  if (CAUSES[code] !== 'network/tls-untrusted' || issuer === '' || roots === 0) return false
  return INSPECTORS.test(issuer) || vendorOfHost(host) !== undefined
}

/** What servers say, in plain http, to plain http on a port that wants TLS: nginx, Go, Apache, MinIO. */
const WANTS_TLS =
  /plain HTTP request was sent to HTTPS port|sent an HTTP request to an HTTPS server|speaking plain HTTP to an SSL-enabled|XMinioInsecureClientRequest/i

/**
 * Whether plain HTTP was spoken to a port that wants TLS: the server says so; or it answered in bytes
 * that are not HTTP, or closed without an answer, and does speak TLS.
 */
export async function wantsTls(
  context: Context,
  exchange: { readonly answer: HttpAnswer } | { readonly trouble: Trouble },
): Promise<boolean> {
  if ('answer' in exchange) {
    const { status, body } = exchange.answer
    return status === 400 && WANTS_TLS.test(body.toString('latin1', 0, 4096))
  }
  const { stage, code, host, port } = exchange.trouble
  const early = stage === 'dns' || stage === 'tcp' || stage === 'proxy'
  const odd = /^(ECONNRESET|EPIPE|UND_ERR_SOCKET|HPE_.*)$/.test(code)
  return !early && odd && speaksTls(context, host, port)
}

/** As `networkOutcome`, for a server asked over HTTP: a wrong scheme is recognised. */
export async function httpOutcome(
  context: Context,
  trouble: Trouble,
  tls: boolean,
  more: Evidence = {},
): Promise<Outcome<CauseId>> {
  const crossed = !tls && (await wantsTls(context, { trouble }))
  return crossed
    ? fail('network/plain-to-tls', { ...troubleEvidence(trouble), ...more })
    : networkOutcome(trouble, more)
}

/** Longer than a handshake takes, short enough to leave time to say what was found. */
const HANDSHAKE_MS = 2000

/** Whether a TLS handshake with this port gets anywhere, whoever the certificate is for. */
export async function speaksTls(context: Context, host: string, port: number): Promise<boolean> {
  const { clients, signal: run, timeoutMs } = context
  const limit = AbortSignal.timeout(Math.min(HANDSHAKE_MS, Math.round(timeoutMs / 3)))
  try {
    const signal = AbortSignal.any([run, limit])
    const socket = await clients.connect({ host, port, tls: true, signal })
    socket.destroy()
    return true
  } catch (error) {
    return CAUSES[troubleOf(error)?.code ?? '']?.startsWith('network/tls-') ?? false
  }
}
