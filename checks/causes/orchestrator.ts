import type { Catalogue } from '../../src/index.ts'
import { errorCodes, page } from './docs.ts'

/** What can be wrong with the orchestrator, or with what it was asked. */
export const orchestrator = {
  'orchestrator/not-an-api': {
    title: 'Something other than the orchestrator answers at its URL',
    why:
      'A web page or a redirect to another host came back where JSON was due: the URL is that ' +
      'of a website, or a proxy or login portal has stepped in.',
    fix: [
      { do: 'See who answers', run: 'curl -sSi <orchestratorUrl>' },
      { do: 'Correct the URL in --orchestrator-url or ARTIFACTS_ORCHESTRATOR_URL' },
      {
        do: 'Or leave it out: the artifacts program knows its orchestrator',
        run: 'unset ARTIFACTS_ORCHESTRATOR_URL',
      },
      { do: 'On a guest network, pass its login page with a browser first' },
    ],
    docs: page('orchestrator/not-an-api'),
    documented: false,
    owner: 'you',
    foundBy: ['orchestrator/reachable'],
    match: [
      { text: "invalid character '<' looking for beginning of value" },
      { text: "unexpected token '<', \"<*is not valid json" },
      { text: 'unexpected token < in json at position 0' },
    ],
  },
  'orchestrator/wants-https': {
    title: 'The orchestrator answers over https only',
    why:
      'Its URL begins with http://, and the server sends every request on to https://. The ' +
      'doctor does not follow, and a token sent in plain text can be read on the way.',
    fix: [
      {
        do: 'Write the URL with https:// in --orchestrator-url or ARTIFACTS_ORCHESTRATOR_URL',
        run: 'export ARTIFACTS_ORCHESTRATOR_URL=https://<host>',
      },
      { do: 'If others could listen on the way, log in anew', run: 'artifacts login' },
    ],
    docs: page('orchestrator/wants-https'),
    documented: false,
    owner: 'you',
    foundBy: ['orchestrator/reachable'],
  },
  'orchestrator/unavailable': {
    title: 'The orchestrator cannot be reached by what stands before it',
    why:
      'A gateway or load balancer answered that the server behind it is down, overloaded or too ' +
      'slow. Workspaces that are mounted go on; login, create and mount have to wait.',
    fix: [
      { do: 'Wait a little, and try again', run: 'artifacts-doctor <workspace> --wait 60s' },
      { do: 'See whether a proxy of your own answers', run: 'env | grep -i _proxy' },
      {
        do: 'If it goes on, write to contact@tonbo.io with the time',
        run: 'date -u',
      },
    ],
    docs: page('orchestrator/unavailable'),
    documented: false,
    transient: true,
    owner: 'tonbo',
    foundBy: ['orchestrator/reachable', 'workspace/state'],
    match: [
      { status: 502, from: 'orchestrator' },
      { status: 503, from: 'orchestrator' },
      { status: 504, from: 'orchestrator' },
    ],
  },
  'orchestrator/throttled': {
    title: 'The orchestrator asks for fewer requests',
    why:
      'More was asked of it at once than an account or an address may. It answers again when ' +
      'the load falls.',
    fix: [
      { do: 'Wait a little, and try again', run: 'artifacts-doctor <workspace> --wait 60s' },
      { do: 'Find out what else uses the account, such as jobs that ask in a loop' },
    ],
    docs: page('orchestrator/throttled'),
    documented: false,
    transient: true,
    owner: 'you',
    foundBy: ['orchestrator/reachable'],
    match: [{ status: 429, from: 'orchestrator' }],
  },
  'orchestrator/invalid-request': {
    title: 'The orchestrator finds a fault in the request',
    why:
      'A field is missing or out of bounds, and the message that comes with the code names it. ' +
      'A bucket that was not given and a lifetime out of range are the known ones.',
    fix: [
      { do: 'Give what the message asks for, as a flag of the command' },
      { do: 'See which flags there are', run: 'artifacts workspace create --help' },
      {
        do: 'If the command is right, update the program: an old one may ask in an old way',
        run: 'curl -fsSL https://artifacts.tonbo.dev/install.sh | bash',
      },
    ],
    docs: errorCodes,
    documented: true,
    owner: 'you',
    foundBy: [],
    match: [{ code: 'invalid_request', vague: true }],
  },
  'orchestrator/managed-provisioning-failed': {
    title: 'The orchestrator could not set up the managed storage',
    why:
      'It gets the keys of a managed workspace from AWS IAM, which did not answer or did not ' +
      'let it. Nothing on this machine is at fault.',
    fix: [
      { do: 'Try again in a minute', run: 'artifacts workspace create <workspace>' },
      {
        do: 'If it goes on, write to contact@tonbo.io with the time and the workspace',
        run: 'date -u',
      },
    ],
    docs: errorCodes,
    documented: true,
    transient: true,
    owner: 'tonbo',
    foundBy: [],
    match: [
      { code: 'managed_provisioning_failed' },
      { code: 'internal_error', message: ['managed_provisioning_failed'] },
    ],
  },
  'orchestrator/internal-error': {
    title: 'The orchestrator itself has failed',
    why:
      'Something went wrong on its side that it has no other code for. Your request may have ' +
      'been in order.',
    fix: [
      { do: 'Try once more' },
      {
        do: 'If it happens again, write to contact@tonbo.io with the time and <workspace>',
        run: 'date -u',
      },
    ],
    docs: errorCodes,
    documented: true,
    transient: true,
    consequenceOf: ['orchestrator/managed-provisioning-failed'],
    owner: 'tonbo',
    foundBy: ['auth/accepted', 'workspace/state'],
    match: [
      { code: 'internal_error', vague: true },
      { status: 500, from: 'orchestrator' },
    ],
  },
  'orchestrator/tenant-exists': {
    title: 'You already have a tenant of this slug',
    why:
      'Slugs are unique within an account, so creating it once more is refused. The tenant that ' +
      'is there can be used as it is.',
    fix: [
      { do: 'Go on with the slug that exists, and skip the creating' },
      { do: 'Or choose another slug' },
      { do: 'Or delete the old tenant first, if nothing needs it' },
    ],
    docs: errorCodes,
    documented: true,
    owner: 'you',
    foundBy: [],
    match: [{ code: 'tenant_exists' }],
  },
} satisfies Catalogue
