import { ACCESS_KEY_ID, SECRET_ACCESS_KEY } from '../../support/set-up.ts'
import type { Line } from '../line.ts'
import { AT, at, NO_KEYS, withCached } from './at-vendor.ts'
import { onS3rver } from './worlds.ts'

/** Keys that are not there, not whole, or not where they belong, as their form alone shows. */
export const keySettings: readonly Line[] = [...missingKeys(), ...damagedKeys(), ...misplacedKeys()]

function missingKeys(): Line[] {
  return [
    {
      area: 'settings',
      what: 'no keys but those of the AWS programs, which the product does not read',
      source: 'the product’s error: BYO mode requires ARTIFACTS_S3_ACCESS_KEY_ID',
      world: onS3rver({
        env: {
          ...NO_KEYS,
          AWS_ACCESS_KEY_ID: ACCESS_KEY_ID,
          AWS_SECRET_ACCESS_KEY: SECRET_ACCESS_KEY,
        },
      }),
      root: 'storage/keys-missing',
      check: 'storage/keys',
      seen: { setting: /ACCESS_KEY/ },
    },
    {
      area: 'settings',
      what: 'the secret of a CI job is empty',
      source: 'docs.github.com/actions/security-guides/encrypted-secrets: unset is an empty string',
      world: onS3rver({ env: { ARTIFACTS_S3_SECRET_ACCESS_KEY: '' } }),
      root: 'storage/key-pair-incomplete',
      check: 'storage/keys',
      seen: { setting: 'ARTIFACTS_S3_SECRET_ACCESS_KEY', source: 'ARTIFACTS_S3_ACCESS_KEY_ID' },
    },
    {
      area: 'settings',
      what: 'a secret without its key id',
      source: 'the product’s error: BYO mode requires ARTIFACTS_S3_ACCESS_KEY_ID',
      world: onS3rver({ env: { ARTIFACTS_S3_ACCESS_KEY_ID: '' } }),
      root: 'storage/key-pair-incomplete',
      check: 'storage/keys',
      seen: { setting: 'ARTIFACTS_S3_ACCESS_KEY_ID', source: 'ARTIFACTS_S3_SECRET_ACCESS_KEY' },
    },
    {
      area: 'settings',
      what: 'the cached keys lack their secret',
      source: 'the product’s pages on cached storage credentials',
      world: withCached(onS3rver({ env: NO_KEYS }), `ACCESS_KEY_ID=${ACCESS_KEY_ID}\n`),
      root: 'storage/key-pair-incomplete',
      check: 'storage/keys',
      seen: { setting: 'ARTIFACTS_S3_SECRET_ACCESS_KEY', source: /byo-credentials$/ },
    },
  ]
}

function damagedKeys(): Line[] {
  const mangled = (
    what: string,
    source: string,
    found: RegExp,
    world: Line['world'],
    seen: Readonly<Record<string, RegExp | string>> = {},
  ): Line => ({
    area: 'settings',
    what,
    source,
    world,
    root: 'storage/keys-mangled',
    check: 'storage/keys',
    seen: { found, ...seen },
  })
  const id = (value: string) => onS3rver({ env: { ARTIFACTS_S3_ACCESS_KEY_ID: value } })
  const secret = (value: string) => onS3rver({ env: { ARTIFACTS_S3_SECRET_ACCESS_KEY: value } })
  return [
    mangled(
      'a key id of OSS was pasted with a space before it',
      'Molunerfinn/PicGo#894',
      /space/,
      at({ ...AT.oss, id: ` ${AT.oss.id}` }),
      { source: 'ARTIFACTS_S3_ACCESS_KEY_ID' },
    ),
    mangled(
      'a key id from a file of Windows ends in a carriage return',
      'buildpacks/pack#2635: env files with CRLF',
      /line break/,
      id(`${ACCESS_KEY_ID}\r`),
    ),
    mangled(
      'the secret is in quotes',
      'moby/moby#46773: --env-file keeps quotes',
      /quote/,
      secret(`"${SECRET_ACCESS_KEY}"`),
    ),
    mangled(
      'the secret lost its plus signs to spaces on the way through a form',
      'url.spec.whatwg.org, application/x-www-form-urlencoded parsing',
      /space/,
      secret(SECRET_ACCESS_KEY.replaceAll('+', ' ')),
    ),
    mangled(
      'the secret was copied with a zero-width space',
      'unicode.org/reports/tr36, on characters that do not show',
      /ASCII/,
      secret(`${SECRET_ACCESS_KEY}\u200b`),
    ),
    mangled(
      'the key id was copied from a page that had made its hyphens long',
      'unicode.org/reports/tr36, on characters that look alike',
      /ASCII/,
      id('backup\u2013operator'),
    ),
    mangled(
      'the session token was wrapped when it was pasted',
      'nodejs.org/api/errors.html, ERR_INVALID_CHAR',
      /line break/,
      onS3rver({ env: { ARTIFACTS_S3_SESSION_TOKEN: 'FwoGZXIvYXdzEXAMPLE\nOFASESSIONTOKEN' } }),
      { setting: /token/i },
    ),
    mangled(
      'the cached secret ends in a line break',
      'the product’s pages on cached storage credentials; redis/node-redis#1591, of a password',
      /line break/,
      withCached(
        onS3rver({ env: NO_KEYS }),
        JSON.stringify({
          access_key_id: ACCESS_KEY_ID,
          secret_access_key: `${SECRET_ACCESS_KEY}\n`,
        }),
      ),
      { source: /byo-credentials$/ },
    ),
    mangled(
      'a secret of AWS lost its last character',
      'mhart/aws4#22, of a character chopped off; docs.aws.amazon.com/IAM: 40 characters',
      /39|length|short/,
      at({ ...AT.aws, secret: AT.aws.secret.slice(0, -1) }),
    ),
    mangled(
      'a key id of AWS lost its last character',
      'docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html: 20 characters',
      /19|length|short/,
      at({ ...AT.aws, id: AT.aws.id.slice(0, -1) }),
    ),
    mangled(
      'a key id of AWS was pasted with the name of its variable',
      'zendesk/apt-s3#10: Credential=aws_access_key_id= …',
      /length|form|characters|=/,
      at({ ...AT.aws, id: `aws_access_key_id=${AT.aws.id}` }),
    ),
  ]
}

function misplacedKeys(): Line[] {
  const swapped = (vendor: 'aws' | 'r2' | 'tigris' | 'gcs', source: string): Line => ({
    area: 'settings',
    what: `id and secret changed places, in the forms that ${vendor} gives them`,
    source,
    world: at({ ...AT[vendor], id: AT[vendor].secret, secret: AT[vendor].id }),
    root: 'storage/keys-swapped',
    check: 'storage/keys',
    seen: { source: /ARTIFACTS_S3_(SECRET_)?ACCESS_KEY/ },
  })
  return [
    swapped('aws', 'aws/aws-sdk-ruby#1276'),
    swapped('r2', 'cloudflare/cloudflare-docs#9557'),
    swapped('tigris', 'n8n-io/n8n-docs#4742, on the forms'),
    swapped('gcs', 'cloud.google.com/storage/docs/authentication/hmackeys, on the forms'),
    {
      area: 'settings',
      what: 'a temporary key of AWS without its token',
      source: 'ex-aws/ex_aws#37',
      world: at({ ...AT.awsForAWhile, token: '' }),
      root: 'storage/session-token-missing',
      check: 'storage/keys',
      seen: { setting: 'ARTIFACTS_S3_SESSION_TOKEN' },
    },
  ]
}
