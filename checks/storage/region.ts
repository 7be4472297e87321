import {
  type Context,
  defineCheck,
  type Evidence,
  fact,
  fail,
  type Outcome,
  pass,
  skip,
} from '../../src/index.ts'
import type { CauseId } from '../causes/index.ts'
import { listSigned, signedAnswer, unsignedHead } from './answers.ts'
import { element, REGION_CODES, type S3Says, s3Evidence } from './s3-says.ts'
import { place } from './target.ts'
import type { Told } from './told.ts'

/** Regions that are tried last, when the server gives no hint: AWS's first, and that of Tigris and R2. */
const CANDIDATES = ['us-east-1', 'auto']

export default defineCheck<CauseId>({
  id: 'storage/region',
  title: 'Signatures are made for the right region and accepted',
  needs: ['storage/keys', 'storage/reachable'],
  network: true,
  async run(context) {
    const told = await signedAnswer(context)
    if (!told?.answered) return skip('there is no signed answer to judge')
    const { says } = told
    const region = context.settings.get('region') ?? ''
    const evidence: Evidence = { ...s3Evidence(says), actualRegion: region }
    if (says.code === 'RequestTimeTooSkewed')
      return fail('host/clock-skewed', { ...evidence, ...clocks(says, context.now()) })
    if (regionRefused(says)) return wrongRegion(context, evidence)
    if (says.code === 'SignatureDoesNotMatch') return signatureRefused(context, evidence)
    return pass(evidence)
  },
})

/** Whether an answer is about the region, and not about the credential in the same header. */
export function regionRefused({ code, answer, expectedRegion }: S3Says): boolean {
  if (code === 'AuthorizationHeaderMalformed') return expectedRegion !== undefined
  return code === undefined ? answer.status === 301 : REGION_CODES.has(code)
}

/** The listing signed for the region that the server named; undefined where it named none. */
export const answerInRightRegion = fact(
  'answer in the right region',
  async (context): Promise<Told | undefined> => {
    const told = await signedAnswer(context)
    if (!told?.answered || !regionRefused(told.says)) return undefined
    const region = told.says.expectedRegion ?? (await regionOfBucket(context))
    return region === undefined
      ? undefined
      : listSigned(context, { region, ...(await endpointIn(context, region)) })
  },
)

/** AWS answers for a bucket only at its own region's host. */
async function endpointIn(context: Context, region: string): Promise<{ endpoint?: URL }> {
  const { target } = (await place(context)) ?? {}
  if (target === undefined || target.style === 'path') return {}
  const china = target.endpoint.hostname.endsWith('.cn') ? '.cn' : ''
  return { endpoint: new URL(`https://s3.${region}.amazonaws.com${china}`) }
}

/** The region that AWS names in a header of every answer, however refused (docs of HeadBucket). */
async function regionOfBucket(context: Context): Promise<string | undefined> {
  const head = await unsignedHead(context)
  const region = head?.answered ? head.says.answer.headers['x-amz-bucket-region'] : undefined
  return region !== undefined && /^[a-z0-9-]{2,40}$/.test(region) ? region : undefined
}

async function wrongRegion(context: Context, evidence: Evidence): Promise<Outcome<CauseId>> {
  const told = await answerInRightRegion(context)
  const expected = evidence.expectedRegion ?? (await regionOfBucket(context))
  return fail('storage/region-mismatch', {
    ...evidence,
    ...(expected === undefined ? {} : { expectedRegion: expected }),
    // Signed for that region, the request got further: it is not only the server's word.
    confirmed: told?.answered === true && !regionRefused(told.says),
    source: context.settings.values.region?.source ?? '',
  })
}

/** One discriminating request at a time: the header set, then the region, then it is the secret. */
async function signatureRefused(context: Context, evidence: Evidence): Promise<Outcome<CauseId>> {
  const accepted = (told: Told | undefined) =>
    told?.answered === true &&
    told.says.code !== 'SignatureDoesNotMatch' &&
    !regionRefused(told.says)
  if (accepted(await listSigned(context, { signing: 'minimal' }))) {
    return fail('storage/request-rewritten', {
      ...evidence,
      minimalHeaders: 'accepted',
      productHeaders: 'refused',
    })
  }
  const actual = evidence.actualRegion
  const named = await regionOfBucket(context)
  for (const region of new Set([...(named === undefined ? [] : [named]), ...CANDIDATES])) {
    if (region === actual || !accepted(await listSigned(context, { region }))) continue
    return fail('storage/region-mismatch', {
      ...evidence,
      expectedRegion: region,
      confirmed: true,
      source: context.settings.values.region?.source ?? '',
    })
  }
  return fail('storage/secret-mismatch', { ...evidence, minimalHeaders: 'refused' }, [
    'storage/request-rewritten',
    'storage/invalid-access-key',
  ])
}

function clocks(says: S3Says, now: number): Evidence {
  const text = says.answer.body.toString('utf8')
  const said = element(text, 'ServerTime') ?? says.answer.headers.date ?? ''
  const server = Date.parse(said)
  if (Number.isNaN(server)) return { localTime: new Date(now).toISOString() }
  return {
    localTime: new Date(now).toISOString(),
    serverTime: new Date(server).toISOString(),
    skewSeconds: Math.round((now - server) / 1000),
  }
}
