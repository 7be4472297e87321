import { expect } from 'vitest'
import type { Answer, Rule, SeenRequest } from '../../support/fault-proxy.ts'
import { startFaultProxy } from '../../support/fault-proxy.ts'
import { type Asked, type Results, runChecks } from '../../support/run-check.ts'
import { startS3 } from '../../support/s3-server.ts'
import { ACCESS_KEY_ID, BUCKET, REGION, SECRET_ACCESS_KEY } from '../../support/set-up.ts'

/** A run of the storage checks against a bucket of ours, through a proxy that makes faults. */
export interface Given extends Partial<Asked> {
  readonly rules?: readonly Rule[]
  /** The keys of objects that are in the bucket before, and must be after. */
  readonly holds?: readonly string[]
  /** The doctor cannot remove what it wrote, and the test says what stays. */
  readonly leaves?: true
}

export interface Ran {
  readonly results: Results
  readonly requests: readonly SeenRequest[]
  /** The keys that are in the bucket after the run, but for those that it held before. */
  readonly left: readonly string[]
  /** What the run says it may have left. */
  readonly leftovers: readonly string[]
}

/** Runs the storage checks on a bucket that is healthy but for `rules`, and sees to it that nothing stays. */
export async function checkBucket(given: Given = {}): Promise<Ran> {
  const { rules = [], holds = [], flags, env, leaves, ...others } = given
  const s3 = await startS3({ keys: { [ACCESS_KEY_ID]: SECRET_ACCESS_KEY }, buckets: [BUCKET] })
  const proxy = await startFaultProxy(s3, rules)
  const leftovers = new Set<string>()
  try {
    // s3rver takes requests without a signature.
    for (const key of holds) {
      await fetch(`${s3.endpoint}/${BUCKET}/${key}`, { method: 'PUT', body: 'held' })
    }
    const results = await runChecks({
      only: ['storage/*'],
      flags: { bucket: BUCKET, endpoint: proxy.endpoint, region: REGION, ...flags },
      env: {
        ARTIFACTS_S3_ACCESS_KEY_ID: ACCESS_KEY_ID,
        ARTIFACTS_S3_SECRET_ACCESS_KEY: SECRET_ACCESS_KEY,
        ...env,
      },
      leftovers,
      ...others,
    })
    const keys = await s3.keys(BUCKET)
    expect(keys).toEqual(expect.arrayContaining([...holds]))
    const left = keys.filter((key) => !holds.includes(key))
    if (!leaves) {
      expect(left).toEqual([])
      expect([...leftovers]).toEqual([])
    }
    return { results, requests: proxy.requests, left, leftovers: [...leftovers] }
  } finally {
    await proxy.stop()
    await s3.stop()
  }
}

/** Which operation of S3 a request is. */
export function operation({ method, path }: SeenRequest): string {
  const { pathname, searchParams } = new URL(path, 'http://s3')
  if (searchParams.has('object-lock')) return 'lock'
  const object = pathname.split('/').length > 2
  if (object || method !== 'GET') return method.toLowerCase()
  return pathname === '/' && !searchParams.has('list-type') ? 'buckets' : 'list'
}

/** What was asked, but for the retention, which is asked for along with the first listing. */
export function asked(requests: readonly SeenRequest[]): string[] {
  return requests.map(operation).filter((name) => name !== 'lock')
}

/** Answers an operation so; the first `times` of it if that is given. */
export function on(name: string, answer: Answer, times = Number.POSITIVE_INFINITY): Rule {
  return {
    when: ({ count, ...request }) => operation(request) === name && count < times,
    do: { answer },
  }
}

/** Answers the first of an operation with the first of `answers`, and so on; `undefined` lets one pass. */
export function script(name: string, ...answers: readonly (Answer | undefined)[]): Rule[] {
  let seen = -1
  const counting: Rule = {
    when: (request) => {
      if (operation(request) === name) seen += 1
      return false
    },
    do: { delayMs: 0 },
  }
  const rules = answers.flatMap((answer, index): Rule[] =>
    answer === undefined
      ? []
      : [
          {
            when: (request) => operation(request) === name && seen === index,
            do: { answer },
          },
        ],
  )
  return [counting, ...rules]
}

/** The region that a request was signed for. */
export function signedFor({ headers }: SeenRequest): string | undefined {
  return /Credential=[^/]+\/\d+\/([^/]*)\//.exec(headers.authorization ?? '')?.[1]
}

/** An error in the words of S3. */
export function s3Error(
  status: number,
  code: string,
  more = '',
  headers: Readonly<Record<string, string>> = {},
): Answer {
  return {
    status,
    headers: { 'content-type': 'application/xml', 'x-amz-request-id': 'TX0001', ...headers },
    body: `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code>${more}</Error>`,
  }
}
