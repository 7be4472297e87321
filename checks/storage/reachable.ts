import {
  type Context,
  defineCheck,
  type Evidence,
  fail,
  type Outcome,
  pass,
  skip,
  type Trouble,
  unsure,
} from '../../src/index.ts'
import type { CauseId } from '../causes/index.ts'
import { httpOutcome, wantsTls } from '../network.ts'
import { alsoNaming, unsignedHead, wayIn } from './answers.ts'
import { proxyEvidence, relayed } from './proxy-evidence.ts'
import { type S3Says, s3Evidence } from './s3-says.ts'
import { serverTrouble, speaksS3 } from './server-trouble.ts'
import { place } from './target.ts'
import type { Told } from './told.ts'

export default defineCheck<CauseId>({
  id: 'storage/reachable',
  title: 'S3 endpoint answers as S3',
  needs: ['storage/settings'],
  network: true,
  async run(context) {
    const way = await wayIn(context)
    if (way !== undefined) return alsoNaming(way.tried, await judge(context, way.told))
    const head = await unsignedHead(context)
    return head === undefined
      ? skip('there is no bucket to ask for', 'bucket')
      : judge(context, head)
  },
})

async function judge(context: Context, told: Told): Promise<Outcome<CauseId>> {
  if (!told.answered) {
    const tls = place(context)?.target.endpoint.protocol === 'https:'
    // What waited for its time to be up has none left to try another way.
    const between =
      told.trouble.code === 'TIMEOUT' ? {} : await proxyEvidence(context, told.trouble.through)
    const outcome = await httpOutcome(context, told.trouble, tls, between)
    // Something answers, and not in http: Redis, SSH, a mail server.
    return outcome.status === 'error' && told.trouble.code.startsWith('HPE_')
      ? fail('storage/not-s3', { ...outcome.evidence, found: notHttp(told.trouble) })
      : outcome
  }
  const { says } = told
  if (await wantsTls(context, says)) return fail('network/plain-to-tls', s3Evidence(says))
  if (ofConsole(says)) return fail('storage/not-s3', seenOf(says))
  if (!speaksS3(says)) return stranger(context, says)
  return serverTrouble(says) ?? pass({ ...s3Evidence(says), ...throughOf(says) })
}

function notHttp({ code }: Trouble): string {
  return code === 'HPE_HEADER_OVERFLOW'
    ? 'more headers than any S3 sends'
    : 'what answers is not http'
}

/** MinIO's console answers in the form of S3, only to say that it is not (minio/console). */
function ofConsole({ message = '' }: S3Says): boolean {
  return /S3 (API )?Requests? (made to Console port|must be made to API port)/i.test(message)
}

/** An answer without the marks of S3: from something else, or from something in between. */
async function stranger(context: Context, says: S3Says): Promise<Outcome<CauseId>> {
  const { body, status, through } = says.answer
  const between = through === undefined ? {} : await proxyEvidence(context, through)
  const evidence = { ...seenOf(says), ...between }
  if (relayed(context, says) && (status === 403 || status === 502 || status === 503))
    return fail('network/proxy-refused', evidence, ['storage/not-s3'])
  const trouble = serverTrouble(says)
  if (trouble !== undefined) return trouble
  if (body.length === 0 && (status < 300 || status >= 400))
    return unsure(`HTTP ${status} without a body shows nothing of S3`, evidence)
  return fail('storage/not-s3', evidence)
}

/** What tells who it was that answered. */
function seenOf(says: S3Says): Evidence {
  const { headers } = says.answer
  return {
    ...s3Evidence(says),
    ...(headers['content-type'] === undefined ? {} : { contentType: headers['content-type'] }),
    ...(headers.server === undefined ? {} : { server: headers.server }),
    ...(headers.location === undefined ? {} : { location: headers.location }),
    ...(says.root === undefined ? {} : { root: says.root }),
  }
}

function throughOf({ answer }: S3Says): Evidence {
  return answer.through === undefined ? {} : { through: answer.through }
}
