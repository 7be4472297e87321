import { describe, expect, it } from 'vitest'
import { proxyRules } from '../../../src/clients/proxy-rules.ts'

const HTTPS_PROXY = 'http://proxy.example:3128'
const through = (url: string, env: NodeJS.ProcessEnv) => proxyRules(env)(new URL(url))?.href

describe('which proxy', () => {
  it.each<[what: string, env: NodeJS.ProcessEnv, url: string, proxy: string | undefined]>([
    ['none', {}, 'https://a.example', undefined],
    ['of https', { HTTPS_PROXY }, 'https://a.example', `${HTTPS_PROXY}/`],
    ['of https, not for http', { HTTPS_PROXY }, 'http://a.example', undefined],
    ['of http', { HTTP_PROXY: HTTPS_PROXY }, 'http://a.example', `${HTTPS_PROXY}/`],
    ['in small letters', { https_proxy: HTTPS_PROXY }, 'https://a.example', `${HTTPS_PROXY}/`],
    [
      'in capitals before that in small letters',
      { HTTPS_PROXY: 'http://b:1', https_proxy: 'http://c:1' },
      'https://a.example',
      'http://b:1/',
    ],
    [
      'of everything, which Go does not know',
      { ALL_PROXY: HTTPS_PROXY },
      'https://a.example',
      undefined,
    ],
    ['without a scheme', { HTTPS_PROXY: 'proxy:3128' }, 'https://a.example', 'http://proxy:3128/'],
    ['with TLS', { HTTPS_PROXY: 'https://proxy' }, 'https://a.example', 'https://proxy/'],
    ['of SOCKS', { HTTPS_PROXY: 'socks5://proxy:1' }, 'https://a.example', 'socks5://proxy:1'],
    ['that is empty', { HTTPS_PROXY: '' }, 'https://a.example', undefined],
    ['that is no URL', { HTTPS_PROXY: 'http://[' }, 'https://a.example', undefined],
    [
      'whose login is half an escape',
      { HTTPS_PROXY: 'http://a:%@b' },
      'https://a.example',
      undefined,
    ],
    ['to localhost', { HTTPS_PROXY }, 'https://localhost:8443', undefined],
    ['to loopback', { HTTPS_PROXY }, 'https://127.9.9.9', undefined],
    ['to loopback in IPv6', { HTTPS_PROXY }, 'https://[::1]:9', undefined],
  ])('%s', (_, env, url, proxy) => {
    expect(through(url, env)).toBe(proxy)
  })
})

describe('NO_PROXY', () => {
  it.each<[entries: string, url: string, spared: boolean]>([
    ['a.example', 'https://a.example', true],
    ['a.example', 'https://b.a.example', true],
    ['a.example', 'https://xa.example', false],
    ['.a.example', 'https://b.a.example', true],
    ['.a.example', 'https://a.example', false],
    ['*.a.example', 'https://b.a.example', true],
    ['*.a.example', 'https://a.example', false],
    ['A.Example', 'https://a.example', true],
    [' x , a.example ,', 'https://a.example', true],
    ['x a.example', 'https://a.example', false],
    ['a.example:443', 'https://a.example', true],
    ['a.example:8443', 'https://a.example', false],
    ['a.example:8443', 'https://a.example:8443', true],
    ['bücher.example', 'https://xn--bcher-kva.example', true],
    ['*', 'https://a.example', true],
    ['10.0.0.0/8', 'https://10.1.2.3', true],
    ['10.0.0.0/8', 'https://11.1.2.3', false],
    ['10.0.0.0/99', 'https://10.1.2.3', false],
    ['10.1.2.3', 'https://10.1.2.3', true],
    ['10.1.2.3:443', 'https://10.1.2.3', true],
    ['10.1.2.3:80', 'https://10.1.2.3', false],
    ['fd00::/8', 'https://[fd12::1]', true],
    ['[fd00::1]:443', 'https://[fd00:0::1]', true],
    ['fd00::1', 'https://[fd00:0::1]', true],
    [':443', 'https://a.example', false],
    ['.', 'https://a.example', false],
    ['', 'https://a.example', false],
  ])('%j to %s', (NO_PROXY, url, spared) => {
    const proxy = spared ? undefined : `${HTTPS_PROXY}/`
    expect(through(url, { HTTPS_PROXY, NO_PROXY })).toBe(proxy)
  })

  it('holds no text that takes long, or ends the doctor', () => {
    for (const NO_PROXY of ['a:'.repeat(50_000), '['.repeat(50_000), '*.'.repeat(50_000)])
      expect(through('https://a.example', { HTTPS_PROXY, NO_PROXY })).toBe(`${HTTPS_PROXY}/`)
  })
})
