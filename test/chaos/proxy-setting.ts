import { createBrokenCertificates, type Flaw } from '../support/broken-certificates.ts'
import { createAuthority } from '../support/certificate.ts'
import { ASKED } from './http.ts'
import { answers, HOST, type ProxyRow } from './proxy.ts'

const both = <T extends ProxyRow['s3']>(cause: T) => ({ orchestrator: cause, s3: cause })
const refuses = answers('HTTP/1.1 403 Forbidden\r\ncontent-length: 0\r\n\r\n')
const asHttps = (at: string, login: string) => `https://${login}@${at}`

async function sound() {
  const { issue, caFile } = await createAuthority()
  return { tls: await issue({ names: ['127.0.0.1'] }), caFile }
}

let broken: ReturnType<typeof createBrokenCertificates> | undefined
const flawed = (flaw: Flaw) => async () => {
  broken ??= createBrokenCertificates()
  const { caFile, make } = await broken
  return { tls: await make(flaw), caFile }
}

const row = (behaviour: string, rest: Omit<ProxyRow, 'stage' | 'behaviour'>): ProxyRow => ({
  stage: 'setting',
  behaviour,
  ...rest,
})
/** The host is looked up as if there were no proxy, which hears nothing. */
const direct = (behaviour: string, rest: Partial<ProxyRow>) =>
  row(behaviour, { does: refuses, unasked: true, ...both('network/dns-failure'), ...rest })

/** What the environment says of the proxy, and what is found there; for a tunnel and a relay alike. */
export const settingRows: readonly ProxyRow[] = [
  row('the name of the proxy does not resolve', {
    does: refuses,
    url: (_, login) => `http://${login}@proxy.nobody.invalid:3128`,
    unasked: true,
    ...both('network/dns-failure'),
  }),
  row('the port of the proxy is closed', {
    does: refuses,
    // What would listen on port 1 has been given up (RFC 1078).
    url: (_, login) => `http://${login}@127.0.0.1:1`,
    unasked: true,
    ...both('network/refused'),
  }),
  row('it has no scheme', {
    does: refuses,
    url: (at, login) => `${login}@${at}`,
    ...both('network/proxy-refused'),
  }),
  row('its login has half an escape', {
    does: refuses,
    url: (at) => `http://me:100%@${at}`,
    unasked: true,
    ...both('network/dns-failure'),
  }),
  row('its login is no UTF-8', {
    does: refuses,
    url: (at) => `http://me:%ff%0d%0ax:%20y@${at}`,
    ...both('network/proxy-refused'),
  }),
  row('it is no URL', {
    does: refuses,
    url: () => 'http://[::1',
    unasked: true,
    ...both('network/dns-failure'),
  }),
  row('it speaks SOCKS', {
    does: refuses,
    url: (at, login) => `socks5://${login}@${at}`,
    unasked: true,
    ...both('could not tell'),
  }),
  direct('NO_PROXY names the host', { noProxy: `localhost, ${HOST}` }),
  direct('NO_PROXY names a domain above it', { noProxy: 'nobody.invalid' }),
  direct('NO_PROXY is a star', { noProxy: '*' }),
  row('NO_PROXY names another host and port', {
    does: refuses,
    noProxy: `other.nobody.invalid,${HOST}:81,10.0.0.0/8,,*.example,[::2]:9`,
    ...both('network/proxy-refused'),
  }),
  row('the proxy wants TLS, gets it, and refuses', {
    does: refuses,
    with: sound,
    url: asHttps,
    ...both('network/proxy-refused'),
  }),
  row('the proxy wants TLS, and is of another name', {
    does: refuses,
    with: flawed('of another name'),
    url: asHttps,
    ...both('network/tls-name-mismatch'),
  }),
  row('the proxy wants TLS, and its certificate has expired', {
    does: refuses,
    with: flawed('expired'),
    url: asHttps,
    ...both('network/tls-expired'),
  }),
  row('the URL says TLS, and the proxy speaks plain', {
    does: async (line) => {
      await line.upTo(/^\x16\x03/)
      line.say('HTTP/1.1 400 Bad Request\r\n\r\n')
    },
    url: asHttps,
    ...both('network/proxy-refused'),
  }),
  row('the URL says TLS, and the proxy is silent', {
    does: () => {},
    url: asHttps,
    ...both('network/timeout'),
  }),
  row('the URL says plain, and the proxy wants TLS', {
    does: async (line) => {
      await line.upTo(ASKED)
    },
    with: sound,
    ...both('network/reset'),
  }),
]
