/** How far a request got: name, connection, encryption, proxy, sending, the first byte, the rest. */
export type Stage = 'dns' | 'tcp' | 'tls' | 'proxy' | 'send' | 'first-byte' | 'body'

/** Why no answer came from a server, with the stage at which it stopped. */
export interface Trouble {
  readonly stage: Stage
  /** Node's or OpenSSL's code (`ECONNREFUSED`, `CERT_HAS_EXPIRED`), or `TIMEOUT`. */
  readonly code: string
  readonly message: string
  readonly host: string
  readonly port: number
  /** How long it took, in milliseconds, where that is the point. */
  readonly afterMs?: number
  /** The status of a proxy that refused to pass a request on. */
  readonly status?: number
  /** Who signed a certificate that was refused. */
  readonly issuer?: string
  /** How many authorities are known here, where it is none at all. */
  readonly roots?: 0
  /** The proxy of the environment that was in between, as `host:port`. */
  readonly through?: string
}

const TROUBLE = Symbol('trouble')

/** An error that carries a trouble through the libraries in between. */
export function troubleError(trouble: Trouble): Error {
  return Object.assign(new Error(`${trouble.stage}: ${trouble.message}`), {
    code: trouble.code,
    [TROUBLE]: trouble,
  })
}

/** The trouble that an error, or one that it was caused by, carries. */
export function troubleOf(error: unknown): Trouble | undefined {
  let current: unknown = error
  for (let depth = 0; depth < 8 && typeof current === 'object' && current !== null; depth += 1) {
    if (TROUBLE in current) return current[TROUBLE] as Trouble
    current = (current as { cause?: unknown }).cause
  }
  return undefined
}

/** The nearest trouble to any error of a connection that carries none of its own. */
export function asTrouble(
  error: unknown,
  stage: Stage,
  peer: { host: string; port: number },
): Trouble {
  const known = troubleOf(error)
  if (known !== undefined) return known
  const { code, message, issuer, roots } = error as NodeJS.ErrnoException & {
    issuer?: unknown
    roots?: unknown
  }
  return {
    stage,
    code: notHttp(error) ? 'HPE_INVALID' : typeof code === 'string' ? code : 'UNKNOWN',
    message: String(message ?? error),
    ...(typeof issuer === 'string' ? { issuer } : {}),
    ...(roots === 0 ? { roots } : {}),
    ...peer,
  }
}

/**
 * Whether an error is undici's complaint about an answer: it leaves out the code of its parser, where
 * node:http says HPE_…, and calls an unexpected 1xx an error of the socket.
 */
function notHttp(error: unknown): boolean {
  const { name, code, message } = error as NodeJS.ErrnoException
  if (name === 'HTTPParserError') return code === undefined || code === 'HPE_INVALID'
  return code === 'UND_ERR_SOCKET' && /^bad (response|upgrade)$/.test(message)
}
