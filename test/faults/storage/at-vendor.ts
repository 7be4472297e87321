import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { SettingKey } from '../../../src/settings/settings.ts'
import { s3Error } from '../../checks/storage/bucket.ts'
import type { Answer } from '../../support/fault-proxy.ts'
import { temporaryDirectory } from '../../support/temporary-directory.ts'
import type { Line, World } from '../line.ts'
import { type Asked, inMemory, type Vendor } from './worlds-memory.ts'

/** Where a vendor answers, and keys of the form that it gives. */
export interface Account {
  readonly endpoint: string
  readonly id: string
  readonly secret: string
  readonly token?: string
}

const AWS_SECRET = 'secret/of+an/example0at1aws2345678901234'
const R2_SECRET = '0f1e2d3c4b5a69788796a5b4c3d2e1f00f1e2d3c4b5a69788796a5b4c3d2e1f0'

/** Vendors by the names that they are known by here. */
export const AT = {
  aws: {
    endpoint: 'https://s3.eu-west-3.amazonaws.com',
    id: 'AKIAEXAMPLEOFANAWSID',
    secret: AWS_SECRET,
  },
  awsForAWhile: {
    endpoint: 'https://s3.eu-west-3.amazonaws.com',
    id: 'ASIAEXAMPLEOFANAWSID',
    secret: AWS_SECRET,
    token: 'FwoGZXIvYXdzEXAMPLEOFASESSIONTOKEN',
  },
  r2: {
    endpoint: 'https://abcdef0123456789abcdef0123456789.r2.cloudflarestorage.com',
    id: '0123456789abcdef0123456789abcdef',
    secret: R2_SECRET,
  },
  tigris: {
    endpoint: 'https://t3.storage.dev',
    id: 'tid_exampleOfATigrisKey_abcdef',
    secret: 'tsec_exampleOfATigrisSecret-of_its+own/form0123456789',
  },
  gcs: {
    endpoint: 'https://storage.googleapis.com',
    id: 'GOOG1EXAMPLEOFAKEYOFASERVICEACCOUNTATGOOGLE0123456789ABCDEFGH',
    secret: 'secret/of+an/example0at1gcs2345678901234',
  },
  b2: {
    endpoint: 'https://s3.us-west-002.backblazeb2.com',
    id: '0021a2b3c4d5e6f0000000001',
    secret: 'K002exampleOfASecretAtB2/abcdef',
  },
  scaleway: {
    endpoint: 'https://s3.fr-par.scw.cloud',
    id: 'SCWEXAMPLEOFAKEY0000',
    secret: '11111111-2222-4333-8444-555555555555',
  },
  ovh: {
    endpoint: 'https://s3.gra.io.cloud.ovh.net',
    id: '00112233445566778899aabbccddeef0',
    secret: 'ffeeddccbbaa99887766554433221100',
  },
  cos: {
    endpoint: 'https://cos.ap-guangzhou.myqcloud.com',
    id: 'AKIDexampleOfASecretIdAtTencent01234',
    secret: 'exampleOfASecretKeyAtTencent0123',
  },
  oss: {
    endpoint: 'https://oss-cn-hangzhou.aliyuncs.com',
    id: 'LTAI5texampleOfAKeyAtOSS',
    secret: 'exampleOfASecretAtOSS012345678',
  },
  ks3: {
    endpoint: 'https://ks3-cn-beijing.ksyuncs.com',
    id: 'AKLTexampleOfAKeyAtKS3',
    secret: 'exampleOfASecretAtKingsoft0123456789abcd',
  },
  minio: {
    endpoint: 'http://minio.internal:9000',
    id: 'operator',
    secret: 'correct-horse-battery',
  },
} satisfies Record<string, Account>

/** A vendor's bucket, asked with keys of its form; what `answers` leaves open goes through. */
export function at(
  { endpoint, id, secret, token }: Account,
  answers: (asked: Asked) => Answer | undefined = () => undefined,
  { env, ...changes }: Omit<Vendor, 'answers'> = {},
): Line['world'] {
  return inMemory(endpoint, {
    ...changes,
    answers,
    env: {
      ARTIFACTS_S3_ACCESS_KEY_ID: id,
      ARTIFACTS_S3_SECRET_ACCESS_KEY: secret,
      ...(token === undefined ? {} : { ARTIFACTS_S3_SESSION_TOKEN: token }),
      ...env,
    },
  })
}

/** The same world where these are not typed. */
export function untyped(world: Line['world'], ...keys: readonly SettingKey[]): Line['world'] {
  return async (): Promise<World> => {
    const made = await world()
    const kept = Object.entries(made.flags).filter(([key]) => !keys.some((one) => one === key))
    return { ...made, flags: Object.fromEntries(kept) }
  }
}

/** The same world with this text in the file of cached bucket keys. */
export function withCached(world: Line['world'], text: string): Line['world'] {
  return async (): Promise<World> => {
    const [made, home] = await Promise.all([world(), temporaryDirectory()])
    const directory = join(home.path, '.config/tonbo/artifacts')
    await mkdir(directory, { recursive: true })
    await writeFile(join(directory, 'byo-credentials'), text)
    return {
      ...made,
      env: { ...made.env, HOME: home.path },
      stop: async () => {
        await made.stop()
        await home.remove()
      },
    }
  }
}

/** An environment without bucket keys: empty is as good as unset. */
export const NO_KEYS = { ARTIFACTS_S3_ACCESS_KEY_ID: '', ARTIFACTS_S3_SECRET_ACCESS_KEY: '' }

/** Refuses the bucket in the path in these words; in the host's name it answers with `then`. */
export function onlyByHost(refused: Answer, then: Answer): (asked: Asked) => Answer {
  return ({ style }) => (style === 'path' ? refused : then)
}

/** How Alibaba, Kingsoft and Tencent refuse the bucket in the path. */
export const NOT_BY_PATH = {
  oss: s3Error(
    403,
    'SecondLevelDomainForbidden',
    '<Message>Please use virtual hosted style to access.</Message>',
  ),
  ks3: s3Error(
    403,
    'SecondLevelDomainForbidden',
    '<Message>The bucket you are attempting to access must be addressed using KS3 third level domain.</Message>',
  ),
  cos: s3Error(
    403,
    'PathStyleDomainForbidden',
    '<Message>The bucket you are attempting to access must be addressed using COS virtual-styled domain.</Message>',
  ),
}

/** An error with this sentence. */
export function refusal(
  status: number,
  code: string,
  message: string,
  more = '',
  headers: Readonly<Record<string, string>> = {},
): Answer {
  return s3Error(status, code, `<Message>${message}</Message>${more}`, headers)
}
