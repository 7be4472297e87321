/** What a kind of secret looks like. */
export interface SecretShape {
  /** The name of the rule, in the form of ids. */
  readonly rule: string
  /** An expression for what every such text contains, in any letter case. */
  readonly holds: string
  /** Its group `secret` is the secret; `head`, before it, stays readable. */
  readonly pattern: RegExp
  /** What a reader sees in its place. */
  readonly label: '[secret]' | '[token]' | '[key]'
  /** Its end can be recognised, so that it can be joined again where a line break split it. */
  readonly ends?: true
}

/** A word begins here: also behind an ANSI colour, an escape of JSON and one of a URL. */
const START = '(?<=^|[^A-Za-z0-9]|\\[[0-9;]{0,16}m|\\\\[bfnrt]|\\\\u[0-9A-Fa-f]{4}|%[0-9A-Fa-f]{2})'
const from = (source: string, flags = 'g') => new RegExp(START + source, flags)

/** The known shapes of secrets; each takes out what those before it have left. */
export const secretShapes: readonly SecretShape[] = [
  {
    rule: 'private-key',
    holds: 'PRIVATE KEY-----',
    label: '[key]',
    // RFC 7468 § 10 and 11.
    pattern:
      /(?<head>-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY-----)(?<secret>(?:(?!-----END)[\s\S]){16,20000})/g,
  },
  {
    rule: 'authorization-header',
    holds: 'authorization',
    label: '[secret]',
    // Whatever the scheme (RFC 9110 § 11.6.2).
    pattern:
      /(?<head>authorization["'\\]*\s*[:=]\s*["'\\]*(?:(?:bearer|basic|digest|aws4-hmac-sha256|aws)\s+)?)(?<secret>[^\s"',\\][^\r\n"'\\]*)/gi,
  },
  {
    rule: 'authorization-scheme',
    holds: 'bearer|basic',
    label: '[secret]',
    pattern: from('(?<head>(?:bearer|basic)\\s+)(?<secret>[A-Za-z0-9._~+/=-]{8,})', 'gi'),
  },
  {
    rule: 'jwt',
    holds: 'eyj',
    label: '[token]',
    ends: true,
    // JSON Web Tokens (RFC 7519): three parts, the first the start of an object;
    // of a run of its characters only the first is tried, or a text of nothing else takes for ever.
    pattern: /(?<![\w-])(?<head>(?:(?!eyJ)[\w-])*)(?<secret>eyJ[\w-]{4,}\.[\w-]{2,}\.[\w-]*)/g,
  },
  {
    rule: 'jwt',
    holds: 'eyj',
    label: '[token]',
    ends: true,
    // A host is written in small letters, whatever was pasted there.
    pattern: /(?<![\w-])(?<head>(?:(?!eyj)[\w-])*)(?<secret>eyj[\w-]{16,}\.[\w-]{16,}\.[\w-]*)/gi,
  },
  {
    rule: 'jwt-in-base64',
    holds: 'ZXlK',
    label: '[token]',
    ends: true,
    pattern: /(?<secret>ZXlK[A-Za-z0-9+/_-]{16,}={0,2})/g,
  },
  {
    rule: 'tonbo-token',
    holds: 'tbo_|art_',
    label: '[token]',
    ends: true,
    pattern: from('(?<head>(?:tbo|art)_)(?<secret>[\\w-]{8,})'),
  },
  {
    rule: 'access-key-id',
    holds: 'AKIA|ASIA',
    label: '[key]',
    ends: true,
    // Of AWS (docs.aws.amazon.com/IAM, reference_identifiers).
    pattern: /(?<head>AKIA|ASIA)(?<secret>[A-Z0-9]{12,})/g,
  },
  {
    rule: 'tigris-key',
    holds: 'tsec_|tid_',
    label: '[key]',
    ends: true,
    pattern: from('(?<head>(?:tsec|tid)_)(?<secret>[\\w-]{8,})'),
  },
  {
    rule: 'presigned-query',
    holds: 'x-amz-',
    label: '[secret]',
    pattern: /(?<head>x-amz-(?:signature|credential|security-token)=)(?<secret>[^&\s"'<>\\]+)/gi,
  },
  {
    rule: 'secret-in-query',
    holds: '=',
    label: '[secret]',
    pattern:
      /(?<head>[?&](?:awsaccesskeyid|signature|sig|password|passwd|pwd|token|access_token|api_key|secret)=)(?<secret>[^&\s"'<>\\]+)/gi,
  },
  {
    rule: 'password-in-url',
    holds: '://',
    label: '[secret]',
    // Before the host (RFC 3986 § 3.2.1), up to its last @, scheme or none.
    pattern:
      /(?<head>[a-z][a-z0-9+.-]{1,20}:\/\/[^\s"'<>\\/?#:@]{0,256}:)(?<secret>[^\s"'<>\\/]{1,4096})(?=@)/gi,
  },
  {
    rule: 'password-in-url',
    holds: '@',
    label: '[secret]',
    pattern: from(
      '(?<head>[^\\s"\'<>\\\\:@/=(]{0,64}:)(?<secret>[^\\s"\'<>\\\\@/]{2,256})(?=@[\\w[])',
    ),
  },
]

/** Whether a text may hold a secret of a known shape: most short ones cannot. */
export function mayHoldShape(text: string): boolean {
  return HOLDS.test(text)
}

const HOLDS = new RegExp(secretShapes.map(({ holds }) => holds).join('|'), 'i')
