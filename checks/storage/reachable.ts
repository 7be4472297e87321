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
import type { S3Exchange } from './s3-exchange.ts'
import { type S3Reply, s3Evidence } from './s3-reply.ts'
import { serverTrouble, speaksS3 } from './server-trouble.ts'
import { place } from './target.ts'

export default defineCheck<CauseId>({
  id: 'storage/reachable',
  title: 'S3 endpoint answers as S3',
  needs: ['storage/settings'],
  network: true,
  async run(context) {
    const way = await wayIn(context)
    if (way !== undefined) return alsoNaming(way.tried, await judge(context, way.listing))
    const head = await unsignedHead(context)
    return head === undefined
      ? skip('there is no bucket to ask for', 'bucket')
      : judge(context, head)
  },
})

async function judge(context: Context, exchange: S3Exchange): Promise<Outcome<CauseId>> {
  if (!exchange.answered) {
    const tls = place(context)?.target.endpoint.protocol === 'https:'
    // What waited for its time to be up has none left to try another way.
    const between =
      exchange.trouble.code === 'TIMEOUT'
        ? {}
        : await proxyEvidence(context, exchange.trouble.through)
    const outcome = await httpOutcome(context, exchange.trouble, tls, between)
    // Something answers, and not in http: Redis, SSH, a mail server.
    return outcome.status === 'error' && exchange.trouble.code.startsWith('HPE_')
      ? fail('storage/not-s3', { ...outcome.evidence, found: notHttp(exchange.trouble) })
      : outcome
  }
  const { reply } = exchange
  if (await wantsTls(context, reply))
    return fail('network/plain-to-tls', { ...s3Evidence(reply), ...portOf(reply) })
  if (ofConsole(reply)) return fail('storage/not-s3', seenOf(reply))
  if (!speaksS3(reply)) return stranger(context, reply)
  return serverTrouble(reply) ?? pass({ ...s3Evidence(reply), ...throughOf(reply) })
}

function notHttp({ code }: Trouble): string {
  return code === 'HPE_HEADER_OVERFLOW'
    ? 'more headers than any S3 sends'
    : 'what answers is not http'
}

/** MinIO's console answers in the form of S3, only to say that it is not (minio/console). */
function ofConsole({ message = '' }: S3Reply): boolean {
  return /S3 (API )?Requests? (made to Console port|must be made to API port)/i.test(message)
}

/** An answer without the marks of S3: from something else, or from something in between. */
async function stranger(context: Context, reply: S3Reply): Promise<Outcome<CauseId>> {
  const { body, status, through } = reply.answer
  const expectedEndpoint = sentToTls(reply)
  if (expectedEndpoint !== undefined)
    return fail('network/plain-to-tls', { ...seenOf(reply), expectedEndpoint })
  const between = through === undefined ? {} : await proxyEvidence(context, through)
  const evidence = { ...seenOf(reply), ...between }
  if (relayed(context, reply) && (status === 403 || status === 502 || status === 503))
    return fail('network/proxy-refused', evidence, ['storage/not-s3'])
  const trouble = serverTrouble(reply)
  if (trouble !== undefined) return trouble
  if (body.length === 0 && (status < 300 || status >= 400))
    return unsure(`HTTP ${status} without a body shows nothing of S3`, evidence)
  return fail('storage/not-s3', evidence)
}

function portOf({ answer }: S3Reply): Evidence {
  return { port: Number(answer.sent.url.port || 80) }
}

/** Where a server sends whoever asks it over plain http for the same over https. */
function sentToTls({ answer }: S3Reply): string | undefined {
  const { headers, sent, status } = answer
  const { location = '' } = headers
  if (status < 300 || status >= 400 || sent.url.protocol !== 'http:' || !URL.canParse(location))
    return undefined
  const to = new URL(location)
  return to.protocol === 'https:' && to.hostname === sent.url.hostname ? to.origin : undefined
}

/** Evidence of who answered. */
function seenOf(reply: S3Reply): Evidence {
  const { headers } = reply.answer
  return {
    ...s3Evidence(reply),
    ...(headers['content-type'] === undefined ? {} : { contentType: headers['content-type'] }),
    ...(headers.server === undefined ? {} : { server: headers.server }),
    ...(headers.location === undefined ? {} : { location: headers.location }),
    ...(reply.root === undefined ? {} : { root: reply.root }),
  }
}

function throughOf({ answer }: S3Reply): Evidence {
  return answer.through === undefined ? {} : { through: answer.through }
}
