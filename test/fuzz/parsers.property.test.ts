import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseObject } from '../../checks/json-object.ts'
import { readFormat, shownOf } from '../../checks/metadata/format.ts'
import { parseInfo } from '../../checks/metadata/info.ts'
import { errorIn, workspacesIn } from '../../checks/orchestrator/json-reply.ts'
import { readProgram } from '../../checks/orchestrator/program-reply.ts'
import { element, readS3, s3Evidence } from '../../checks/storage/s3-reply.ts'
import { nearestName } from '../../checks/workspace/name-rules.ts'
import { parseEndpoint, regionOfAwsHost } from '../../src/aws-host.ts'
import { findProgram } from '../../src/clients/find-program.ts'
import { dated, type ServerDate } from '../../src/clients/server-dates.ts'
import { isWithin, mountOver, parseMountinfo } from '../../src/disk/mountinfo.ts'
import { parseDuration, showDuration } from '../../src/duration.ts'
import { glob } from '../../src/glob.ts'
import { stringsIn } from '../../src/settings/cached-files.ts'
import { passwordsIn, settleEndpoint, settleMetadataUrl } from '../../src/settings/setting-urls.ts'
import { parseWorkspaceAddress } from '../../src/settings/workspace-address.ts'
import { decodeClaims, decodeJwt, findToken, tokenKind } from '../../src/token.ts'
import { UsageError } from '../../src/usage-error.ts'
import { holds, pasted, RUNS } from './pasted.ts'

/** What a parser gives, or undefined where it refuses in its documented way. */
function unlessRefused<T>(parse: () => T): T | undefined {
  try {
    return parse()
  } catch (error) {
    if (error instanceof UsageError) return undefined
    throw error
  }
}

describe('mountinfo', () => {
  const escaped = (path: string) =>
    path.replace(/[ \t\n\\#]/g, (sign) => `\\${sign.charCodeAt(0).toString(8).padStart(3, '0')}`)

  it('takes whatever there is, and counts each line once', () => {
    holds(
      pasted('36 35 98:0 ', '/mnt ', 'rw ', '- ', 'fuse.juicefs ', '\n', '\\040', '\\13', ' '),
      (text) => {
        const { mounts, unparsed } = parseMountinfo(text)
        expect(mounts.length + unparsed).toBe(text.split('\n').filter((line) => line !== '').length)
        for (const { id, parent } of mounts) expect(id + parent).toBeGreaterThanOrEqual(0)
      },
    )
  })

  it('reads a path as the kernel wrote it, and ends on parents in a ring', () => {
    const name = fc.string({ minLength: 1, maxLength: 12 }).filter((one) => !/[\0/#]/.test(one))
    const mount = fc.tuple(fc.nat(9), fc.nat(9), fc.array(name, { maxLength: 3 }))
    holds(fc.array(mount, { minLength: 1, maxLength: 8 }), (given) => {
      const paths = given.map(([, , parts]) => `/${parts.join('/')}`)
      const lines = given.map(
        ([id, parent], index) =>
          `${id} ${parent} 0:1 / ${escaped(paths[index] ?? '')} rw shared:1 - tmpfs none rw`,
      )
      const { mounts } = parseMountinfo(lines.join('\n'))
      expect(mounts.map(({ path }) => path)).toEqual(paths)
      for (const path of paths) {
        const over = mountOver(mounts, path)
        if (over !== undefined) expect(isWithin(path, over.path)).toBe(true)
      }
    })
  })
})

describe('a file of credentials', () => {
  it('takes whatever there is', () => {
    holds(
      pasted(
        'export ',
        'KEY',
        '=',
        ': ',
        '"',
        "'",
        '\n',
        '\r',
        '{',
        '}',
        '[',
        ',',
        '#',
        '\u2028',
        'eyJ',
      ),
      (text) => {
        const values = stringsIn(text)
        for (const pair of values)
          expect(pair.map((one) => typeof one)).toEqual(['string', 'string'])
        const token = findToken(values)
        if (token !== undefined) expect(tokenKind(token)).toBeDefined()
      },
    )
  })

  it('finds the values that were written into it', () => {
    const name = fc.stringMatching(/^[A-Za-z_][\w.-]{0,9}$/)
    const value = fc.stringMatching(/^[A-Za-z0-9+/=_-]{0,20}$/)
    holds(fc.array(fc.tuple(name, value), { minLength: 1 }), (pairs) => {
      const lines = pairs.map(([one, what], at) =>
        at % 2 === 0 ? `export ${one}=${what}` : `${one} = "${what}"\r`,
      )
      expect(stringsIn(lines.join('\n'))).toEqual(pairs)
    })
    // JSON has each name once.
    holds(fc.dictionary(name, value), (object) => {
      expect(stringsIn(JSON.stringify(object))).toEqual(Object.entries(object))
    })
  })
})

describe('a JWT', () => {
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')

  it('is decoded into what it was made of', () => {
    const claims = fc.dictionary(fc.string(), fc.jsonValue())
    holds(fc.tuple(claims, claims, fc.stringMatching(/^[\w-]*$/)), ([header, body, signature]) => {
      const decoded = decodeJwt(`${part(header)}.${part(body)}.${signature}`)
      expect(decoded).toEqual({ header: plain(header), claims: plain(body), signature })
    })
  })

  it('of any form is decoded, or not: claims are finite numbers', () => {
    const claims = fc.record({
      exp: fc.jsonValue(),
      nbf: fc.double(),
      iat: fc.jsonValue(),
      iss: fc.jsonValue(),
    })
    holds(
      fc.oneof(
        pasted('eyJ', '.', 'e30', '..', '=', '-'),
        claims.map((one) => `e30.${part(one)}.x`),
      ),
      (token) => {
        tokenKind(token)
        const { exp = 0, nbf = 0, iat = 0, iss = '' } = decodeClaims(token) ?? {}
        expect([exp, nbf, iat].every(Number.isFinite) && typeof iss === 'string').toBe(true)
      },
    )
  })
})

/** As JSON gives it back: -0 is 0 there. */
function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value))
}

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

describe('a duration', () => {
  it('is a number of milliseconds up to a day, or refused', () => {
    holds(pasted('1', '0', '9', '.', 'ms', 's', 'm', ' ', '-', 'e'), (text) => {
      const parsed = unlessRefused(() => parseDuration(text, '--x'))
      if (parsed === undefined) return
      expect(Number.isInteger(parsed) && parsed >= 0 && parsed <= 86_400_000).toBe(true)
      expect(showDuration(parsed)).toMatch(/^\d+(\.\d+)? (ms|s|min)$/)
    })
  })

  it('is the milliseconds that were written', () => {
    holds(fc.nat(86_400_000), (given) => {
      expect(parseDuration(`${given}ms`, '--x')).toBe(given)
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

describe('an answer of S3', () => {
  const body = pasted(
    '<?xml version="1.0"?>',
    '<!--',
    '-->',
    '<Error>',
    '</Error>',
    '<Code>',
    '</Code>',
    '<Message>',
    '</Message>',
    '<Region>',
    '</Region>',
    'AccessDenied',
    'PermanentRedirect',
    '&amp;',
    '&#10;',
    '\ufeff',
    '\n',
  )

  it('is read, whatever it is', () => {
    holds(fc.tuple(body, fc.integer({ min: 100, max: 599 }), body), ([text, status, code]) => {
      const headers = { 'x-minio-error-code': code, 'x-amz-bucket-region': code }
      const said = readS3({ host: 'h', status, headers, body: Buffer.from(text) } as never)
      expect(said.root ?? 'x').toMatch(/^[A-Za-z][\w.-]*$/)
      expect(said.expectedRegion ?? 'xx').toMatch(/^[\w-]{2,40}$/)
      expect(JSON.parse(JSON.stringify(s3Evidence(said)))).toEqual(s3Evidence(said))
    })
  })

  it('gives back the text of an element', () => {
    const asXml = (text: string) =>
      text.replace(
        /[&<>"']/g,
        (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[sign] ?? '&apos;',
      )
    holds(fc.string({ unit: 'grapheme' }), (text) => {
      expect(element(`<Error><Message>${asXml(text)}</Message></Error>`, 'Message')).toBe(text)
    })
  })
})

describe('an answer of Redis', () => {
  it('to INFO gives names and lines', () => {
    holds(
      fc.oneof(fc.anything(), pasted('redis_version', ':', '\r\n', '# Server', '7.2')),
      (value) => {
        for (const [name, text] of parseInfo(value)) {
          expect(name).toMatch(/^[\w-]+$/)
          expect(text).not.toMatch(/\n/)
        }
      },
    )
  })

  it('with a setting shows neither keys nor logins', () => {
    const field = fc.oneof(fc.jsonValue(), pasted('//', '@', '?', 'https:', 'key'))
    const format = fc.record(
      {
        Name: field,
        UUID: field,
        Storage: field,
        Bucket: field,
        MetaVersion: field,
        SecretKey: fc.constant('sesame'),
      },
      { requiredKeys: [] },
    )
    holds(
      fc.oneof(
        format.map((one) => JSON.stringify(one)),
        pasted('{', '}', '"Name"', ':', '['),
      ),
      (text) => {
        const read = readFormat(text)
        if (!('format' in read)) return
        const shown = JSON.stringify(shownOf(read.format))
        expect(shown).not.toContain('sesame')
        for (const one of Object.values(shownOf(read.format)))
          expect(String(one)).not.toMatch(/\/\/[\s\S]*@/)
      },
    )
  })
})

describe('what the orchestrator and its program say', () => {
  const workspace = fc.dictionary(
    fc.constantFrom('name', 'state', 'status', 'handle', 'storage', '__proto__', 'x'),
    fc.jsonValue(),
  )
  const json = fc.dictionary(
    fc.constantFrom(
      'code',
      'message',
      'error',
      'existing',
      'workspaces',
      'workspace',
      'name',
      'state',
      'next',
      'has_more',
    ),
    fc.oneof(fc.jsonValue(), workspace, fc.array(workspace, { maxLength: 3 })),
  )

  it('is read, whatever the JSON', () => {
    holds(json, (given) => {
      const object = parseObject(JSON.stringify(given)) ?? {}
      expect(typeof (errorIn(object)?.code ?? '')).toBe('string')
      expect(['list', 'workspace', undefined]).toContain(workspacesIn(object)?.kind)
    })
  })

  it('is read, whatever was printed', async () => {
    const printed = fc.oneof(
      json.map((one) => `log\n ${JSON.stringify(one)}`),
      pasted(
        '{',
        '}',
        '\n',
        '"code":',
        'workspace_exists',
        ': ',
        'unauthorized',
        '401 unauthorized',
        'not logged in',
        'token expired',
      ),
    )
    await fc.assert(
      fc.asyncProperty(printed, printed, fc.nat(2), async (stdout, stderr, code) => {
        const said = { kind: 'exited', code, signal: null, stdout, stderr } as never
        const { kind } = await readProgram(said)
        expect(['list', 'workspace', 'error', 'trouble', 'unknown']).toContain(kind)
      }),
      RUNS,
    )
  })
})

describe('the Date of a server', () => {
  it('is a time, or none', async () => {
    const date = fc.oneof(
      pasted('Fri, ', '27 Nov 2026 ', '08:00:00', ' GMT', '1', '-', '99999', '+'),
      fc.date({ noInvalidDate: true }).map((one) => one.toUTCString()),
    )
    await fc.assert(
      fc.asyncProperty(date, async (header) => {
        const seen: ServerDate[] = []
        await dated(
          seen,
          () => 1_795_000_000_000,
          async () => ({ host: 'h', headers: { date: header } }) as never,
        )
        for (const { serverTime, aheadMs } of seen) {
          expect(header).toMatch(/\d\d:\d\d:\d\d/)
          expect(Number.isFinite(aheadMs)).toBe(true)
          expect(new Date(serverTime).toISOString()).toMatch(/T/)
        }
      }),
      RUNS,
    )
  })
})

describe('a glob', () => {
  it('fits as an expression of the same meaning', () => {
    const short = (unit: string[]) =>
      fc.array(fc.constantFrom(...unit), { maxLength: 10 }).map((all) => all.join(''))
    holds(
      fc.tuple(short(['a', 'b', '*', '?', '.', '/']), short(['a', 'b', '.', '/', '*'])),
      ([pattern, text]) => {
        const source = pattern.replace(
          /[.*?/]/g,
          (sign) => ({ '*': '[^]*', '?': '[^]' })[sign] ?? `\\${sign}`,
        )
        expect(glob(pattern)(text)).toBe(new RegExp(`^${source}$`).test(text))
      },
    )
  })
})

describe('a PATH', () => {
  it('is searched, whatever it is', async () => {
    await fc.assert(
      fc.asyncProperty(
        pasted('/usr/bin', '/bin', ':', '/', '.', '~', '\0'),
        pasted('sh', '/', '..', '\0'),
        async (path, name) => {
          for (const found of await findProgram(name, path)) expect(found.path).toMatch(/^\//)
        },
      ),
      { ...RUNS, numRuns: 200 },
    )
  })
})
