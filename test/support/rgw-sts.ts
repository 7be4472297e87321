import { SignatureV4 } from '@smithy/signature-v4'
import { s3Client } from './rgw-s3.ts'
import type { Rgw } from './rgw-server.ts'
import type { RgwUser } from './rgw-users.ts'

/** What a gateway must be told to give out session tokens and to understand them. */
export const STS = [
  ...['--rgw_enable_apis', 's3, sts, admin'],
  ...['--rgw_s3_auth_use_sts', 'true'],
  ...['--rgw_sts_key', 'sixteen-letters!'],
]

/** Temporary keys of RGW. */
export interface TemporaryKeys {
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly sessionToken: string
}

let roles = 0

/** Lets `user` take on a role that may do everything with every bucket, and takes it on. */
export async function temporaryKeys(
  rgw: Rgw,
  gateway: { readonly host: string; readonly port: number },
  user: RgwUser,
): Promise<TemporaryKeys> {
  roles += 1
  const role = `everything-${roles}`
  const trust = {
    Effect: 'Allow',
    Action: ['sts:AssumeRole'],
    Principal: { AWS: [`arn:aws:iam:::user/${user.id}`] },
  }
  const rights = { Effect: 'Allow', Action: ['s3:*'], Resource: 'arn:aws:s3:::*' }
  await rgw.admin('role', 'create', '--role-name', role, ...document('assume-role-', trust))
  await rgw.admin(
    ...['role-policy', 'put', '--role-name', role, '--policy-name', 'rights'],
    ...document('', rights),
  )
  const text = await ask(gateway, user, {
    Action: 'AssumeRole',
    Version: '2011-06-15',
    RoleArn: `arn:aws:iam:::role/${role}`,
    RoleSessionName: 'session',
  })
  const part = (name: string) => {
    const found = new RegExp(`<${name}>([^<]+)</${name}>`).exec(text)?.[1]
    if (found === undefined) throw new Error(`STS gave no ${name}: ${text}`)
    return found
  }
  return {
    accessKeyId: part('AccessKeyId'),
    secretAccessKey: part('SecretAccessKey'),
    sessionToken: part('SessionToken'),
  }
}

function document(kind: string, statement: object): string[] {
  return [`--${kind}policy-doc`, JSON.stringify({ Version: '2012-10-17', Statement: [statement] })]
}

async function ask(
  { host, port }: { readonly host: string; readonly port: number },
  user: RgwUser,
  form: Readonly<Record<string, string>>,
): Promise<string> {
  const body = new URLSearchParams(form).toString()
  const { config } = s3Client(`http://${host}:${port}`, user)
  const signer = new SignatureV4({
    service: 'sts',
    region: 'us-east-1',
    credentials: user,
    sha256: config.sha256,
  })
  const { headers } = await signer.sign({
    method: 'POST',
    protocol: 'http:',
    hostname: host,
    port,
    path: '/',
    query: {},
    headers: {
      host: `${host}:${port}`,
      'content-type': 'application/x-www-form-urlencoded',
    },
    body,
  })
  const answer = await fetch(`http://${host}:${port}/`, { method: 'POST', headers, body })
  return answer.text()
}
