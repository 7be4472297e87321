import { createBrokenCertificates, type Flaw } from '../support/broken-certificates.ts'
import { type Certificate, createAuthority } from '../support/certificate.ts'
import type { TlsRow } from './tls.ts'

let broken: ReturnType<typeof createBrokenCertificates> | undefined
const made = new Map<Flaw, Promise<Certificate>>()

/** A server whose certificate has this flaw. */
async function flawed(flaw: Flaw) {
  broken ??= createBrokenCertificates()
  const { caFile, make } = await broken
  const tls = made.get(flaw) ?? make(flaw)
  made.set(flaw, tls)
  return { tls: await tls, caFile }
}

/** A server whose certificate is in order. */
async function sound() {
  const { caFile, issue } = await createAuthority()
  return { tls: await issue({ names: ['127.0.0.1'] }), caFile }
}

const FLAWS: Readonly<Record<Flaw, TlsRow['expected']>> = {
  expired: 'network/tls-expired',
  'not yet valid': 'network/tls-expired',
  'of another name': 'network/tls-name-mismatch',
  'of a name alone, and no address': 'network/tls-name-mismatch',
  'without any name': 'network/tls-name-mismatch',
  'self-signed': 'network/tls-untrusted',
  'of an unknown authority': 'network/tls-untrusted',
  'without its intermediate': 'network/tls-untrusted',
  'of an expired intermediate': 'network/tls-expired',
  'of an issuer that is no authority': 'network/tls-unfit',
  'for clients only': 'network/tls-unfit',
  'of a key that is too short': 'network/tls-unfit',
  'signed with SHA-1': 'network/tls-unfit',
}

const secured = (behaviour: string, does: TlsRow['does'], more: Partial<TlsRow> = {}): TlsRow => ({
  stage: 'TLS agreed',
  behaviour,
  does,
  with: sound,
  expected: 'network/timeout',
  ...more,
})

/** From the server's certificate to the first byte beneath TLS. */
export const certificateRows: readonly TlsRow[] = [
  ...Object.entries(FLAWS).map(([flaw, expected]) => ({
    stage: 'certificate',
    behaviour: flaw,
    // It would be well, if it were believed.
    does: (line: Parameters<TlsRow['does']>[0]) => line.say('+OK\r\n+PONG\r\n'),
    with: () => flawed(flaw as Flaw),
    expected,
  })),
  secured('is silent', () => {}),
  secured('resets', (line) => line.socket.once('secure', line.reset), {
    expected: 'network/reset',
  }),
  secured(
    'resets once it is asked',
    async (line) => {
      await line.upTo(/\r\n/)
      line.reset()
    },
    { expected: 'network/reset' },
  ),
  secured(
    'ends once it is asked',
    async (line) => {
      await line.upTo(/\r\n/)
      line.end()
    },
    { expected: 'network/reset' },
  ),
  {
    stage: 'accepted',
    behaviour: 'speaks TLS, where the address says plain',
    does: () => {},
    with: sound,
    plain: true,
    expected: 'network/plain-to-tls',
    redis: 'metadata/tls-mismatch',
  },
]
