import { s3Error } from '../../checks/storage/bucket.ts'
import type { Answer } from '../../support/fault-proxy.ts'
import type { Line } from '../line.ts'
import { inMemory, refusing } from './worlds-memory.ts'

const ENDPOINT = 'https://s3.eu-west-3.amazonaws.com'
const SOURCE = 'docs.aws.amazon.com/AmazonS3/latest/userguide/troubleshoot-403-errors.html'
const USER = 'arn:aws:iam::123456789012:user/MaryMajor'

/** A denial as S3 words it within one account: the action, and why. */
function denial(action: string, why: string): Answer {
  const what = action === 's3:ListBucket' ? 'cases' : 'cases/testing/probe'
  const on = `on resource: &quot;arn:aws:s3:::${what}&quot;`
  const message = `User: ${USER} is not authorized to perform: ${action} ${on} ${why}`
  return s3Error(403, 'AccessDenied', `<Message>${message}</Message>`, { server: 'AmazonS3' })
}

const ACTIONS = { put: 's3:PutObject', get: 's3:GetObject', list: 's3:ListBucket' } as const

/** S3 that denies these operations, for one reason. */
function s3Denying(why: (action: string) => string, ...operations: (keyof typeof ACTIONS)[]) {
  const answers = operations.map((one) => [one, denial(ACTIONS[one], why(ACTIONS[one]))] as const)
  return inMemory(ENDPOINT, { answers: refusing(Object.fromEntries(answers)) })
}

const noPolicy = (kind: string) => (action: string) =>
  `because no ${kind} allows the ${action} action`
const explicitDeny = (policy: string) => () => `with an explicit deny in ${policy}`

const PUT = { httpStatus: 403, code: 'AccessDenied', action: 's3:PutObject' }
const GET = { ...PUT, action: 's3:GetObject' }

/** Denials whose message names the kind of policy. */
export const deniedAtAws: readonly Line[] = [
  {
    area: 'denied',
    what: 'AWS: no identity-based policy allows writing',
    source: SOURCE,
    world: s3Denying(noPolicy('identity-based policy'), 'put'),
    root: 'storage/access-denied',
    check: 'storage/put',
    seen: { ...PUT, policy: /^identity-based/, missing: /"s3:PutObject"/ },
  },
  {
    area: 'denied',
    what: 'AWS: an identity-based policy forbids reading',
    source: SOURCE,
    world: s3Denying(explicitDeny('an identity-based policy'), 'get'),
    root: 'storage/access-denied',
    check: 'storage/get',
    seen: { ...GET, policy: /^identity-based/ },
  },
  {
    area: 'denied',
    what: 'AWS: no resource-based policy lets in the key of another account of the organisation',
    source: SOURCE,
    world: s3Denying(noPolicy('resource-based policy'), 'put', 'list'),
    root: 'storage/access-denied',
    check: 'storage/put',
    seen: { ...PUT, policy: /^resource-based/, missing: /s3:PutObject.*s3:ListBucket/ },
  },
  {
    area: 'denied',
    what: 'AWS: the policy of the bucket forbids writing, as one that wants encryption does',
    source: SOURCE,
    world: s3Denying(explicitDeny('a resource-based policy'), 'put'),
    root: 'storage/access-denied',
    check: 'storage/put',
    seen: { ...PUT, policy: /^resource-based/ },
  },
  {
    area: 'denied',
    what: 'AWS: the policy of the session leaves out reading',
    source: SOURCE,
    world: s3Denying(noPolicy('session policy'), 'get'),
    root: 'storage/access-denied',
    check: 'storage/get',
    seen: { ...GET, policy: /^session/, missing: /"s3:GetObject"/ },
  },
  {
    area: 'denied',
    what: 'AWS: the permissions boundary leaves out writing',
    source: SOURCE,
    world: s3Denying(noPolicy('permissions boundary'), 'put'),
    root: 'storage/access-denied',
    check: 'storage/put',
    seen: { ...PUT, policy: /^permissions boundary/, missing: /"s3:PutObject"/ },
  },
  {
    area: 'denied',
    what: 'AWS: a permissions boundary forbids reading',
    source: SOURCE,
    world: s3Denying(explicitDeny('a permissions boundary'), 'get'),
    root: 'storage/access-denied',
    check: 'storage/get',
    seen: { ...GET, policy: /^permissions boundary/ },
  },
  {
    area: 'denied',
    what: 'AWS: a service control policy forbids all of it',
    source: 'hashicorp/terraform-provider-aws#20750',
    world: s3Denying(explicitDeny('a service control policy'), 'put', 'list'),
    root: 'storage/access-denied',
    check: 'storage/put',
    seen: { ...PUT, policy: /^service control/ },
  },
  {
    area: 'denied',
    what: 'AWS: a resource control policy forbids writing without KMS',
    source: 'aws-ia/terraform-aws-control_tower_account_factory#567',
    world: s3Denying(explicitDeny('a resource control policy'), 'put'),
    root: 'storage/access-denied',
    check: 'storage/put',
    seen: { ...PUT, policy: /^resource control/ },
  },
  {
    area: 'denied',
    what: 'AWS: the policy of the VPC endpoint allows other buckets only',
    source: SOURCE,
    world: s3Denying(noPolicy('VPC endpoint policy'), 'put', 'list'),
    root: 'storage/access-denied',
    check: 'storage/put',
    seen: { ...PUT, policy: /^VPC endpoint/ },
  },
  {
    area: 'denied',
    what: 'AWS: public access is blocked, and what is written carries a public ACL',
    source: SOURCE,
    world: s3Denying(
      () =>
        'because public ACLs are prevented by the BlockPublicAcls setting in S3 Block Public Access.',
      'put',
    ),
    root: 'storage/access-denied',
    check: 'storage/put',
    seen: { ...PUT, policy: /^BlockPublic/ },
  },
  {
    area: 'denied',
    what: 'AWS: no identity-based policy allows listing',
    source: 'juicedata/juicefs#3903',
    world: s3Denying(noPolicy('identity-based policy'), 'list'),
    root: 'storage/list-denied',
    check: 'storage/list',
    seen: { httpStatus: 403, action: 's3:ListBucket', missing: /"s3:ListBucket"/ },
  },
  {
    area: 'denied',
    what: 'AWS: an identity-based policy forbids removing',
    source: 'juicedata/juicefs#3903',
    world: inMemory(ENDPOINT, {
      answers: refusing({
        delete: denial('s3:DeleteObject', 'with an explicit deny in an identity-based policy'),
      }),
    }),
    root: 'storage/delete-denied',
    check: 'storage/delete',
    seen: { httpStatus: 403, action: 's3:DeleteObject', bucket: 'cases' },
    leaves: true,
  },
  {
    area: 'denied',
    what: 'AWS: the key of another account, of whom the message tells nothing',
    source: 'aws/aws-cli#813',
    world: inMemory(ENDPOINT, {
      answers: refusing(
        Object.fromEntries(
          ['list', 'put', 'lock', 'buckets'].map((one) => [
            one,
            s3Error(403, 'AccessDenied', '<Message>Access Denied</Message>', {
              'x-amz-bucket-region': 'eu-west-3',
              server: 'AmazonS3',
            }),
          ]),
        ),
      ),
    }),
    root: 'storage/access-denied',
    check: 'storage/put',
    seen: { ...PUT, missing: /s3:PutObject.*s3:ListBucket/ },
  },
  {
    area: 'denied',
    what: 'Wasabi: an explicit deny of which no policy is named',
    source: 'gigascience/gigadb-website#1139',
    world: inMemory('https://s3.eu-central-2.wasabisys.com', {
      flags: { region: 'eu-central-2' },
      headers: { server: 'WasabiS3/7.20' },
      answers: refusing({ put: denial('s3:PutObject', 'with an explicit deny') }),
    }),
    root: 'storage/access-denied',
    check: 'storage/put',
    seen: PUT,
  },
]
