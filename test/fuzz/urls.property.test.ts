import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { nearestName } from '../../checks/workspace/name-rules.ts'
import { parseEndpoint, regionOfAwsHost } from '../../src/aws-host.ts'
import { passwordsIn, settleEndpoint, settleMetadataUrl } from '../../src/settings/setting-urls.ts'
import { parseWorkspaceAddress } from '../../src/settings/workspace-address.ts'
import { UsageError } from '../../src/usage-error.ts'
import { holds, pasted } from './pasted.ts'
import { unlessRefused } from './unless-refused.ts'

describe('a URL', () => {
  const urls = pasted(
    'https://',
    'redis://',
    'rediss://',
    'user',
    ':',
    '@',
    'host',
    '/',
    '0',
    '?',
    '#',
    '%',
    '[::1]',
    ' ',
    '.amazonaws.com',
    's3.',
    'eu-west-1',
  )

  it('is a host, or none', () => {
    holds(urls, (text) => {
      const url = parseEndpoint(text)
      if (url !== undefined)
        expect(typeof regionOfAwsHost(url.hostname)).toMatch(/string|undefined/)
      regionOfAwsHost(text)
    })
  })

  it('of metadata is refused, or shown without its password', () => {
    const password = fc.stringMatching(/^[A-Za-z0-9]{16,24}$/)
    holds(fc.tuple(urls, password, urls), ([before, secret, after]) => {
      const value = `${before}:${secret}@${after}`
      const refused = (run: () => unknown) => {
        try {
          return run()
        } catch (error) {
          expect(error).toBeInstanceOf(UsageError)
          expect((error as Error).message).not.toContain(secret)
          return undefined
        }
      }
      const settled = refused(() =>
        settleMetadataUrl({ value, source: '--x' }, '--x', undefined),
      ) as { value: string } | undefined
      const user = URL.canParse(value) ? new URL(value) : undefined
      if (settled !== undefined && user?.password.includes(secret))
        expect(settled.value).not.toContain(secret)
      expect(settleEndpoint({ value, source: '--x' })?.value).not.toContain(`:${secret}@`)
      expect(passwordsIn(value).some((one) => one.includes(secret))).toBe(true)
    })
  })
})

describe("a workspace's address", () => {
  it('is two parts without a slash, or refused', () => {
    holds(
      pasted('artifacts://', 'https://', '/', '..', '~', 'acme', 'demo', '?', '#', ':'),
      (text) => {
        const address = unlessRefused(() => parseWorkspaceAddress(text))
        if (address === undefined) return
        const { handle, name } = address
        expect(`${handle ?? ''}${name}`).not.toContain('/')
        expect(text.endsWith(handle === undefined ? name : `${handle}/${name}`)).toBe(true)
        const nearest = nearestName(name)
        if (nearest !== undefined) expect(nearest).toMatch(/^[a-z][a-z0-9-]*$/)
      },
    )
  })
})
