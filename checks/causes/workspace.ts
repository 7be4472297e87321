import type { Catalogue } from '../../src/index.ts'
import { errorCodes, page } from './docs.ts'

/** What stops a create half-way, so that a workspace is left that is not ready. */
const STOPS_A_CREATE = [
  'storage/*',
  'network/*',
  'host/clock-skewed',
  'host/disk-full',
  'orchestrator/managed-provisioning-failed',
  'metadata/*',
]

/** What can be wrong with the workspace: its name, or the state it is in. */
export const workspace = {
  'workspace/invalid-name': {
    title: 'The workspace cannot have this name',
    why:
      'A name has 1 to 63 letters, digits, hyphens and underscores, and begins with a letter or ' +
      'a digit. Anything else is refused before a workspace is made.',
    fix: [
      { do: 'If it exists, copy its name from the list', run: 'artifacts workspace list' },
      {
        do:
          'Else choose 2 to 40 lower-case letters, digits and hyphens, with a letter first and ' +
          'no hyphen last: every version takes that',
        run: 'artifacts workspace create <nearest>',
      },
    ],
    docs: page('workspace/invalid-name'),
    documented: false,
    owner: 'you',
    foundBy: ['workspace/name'],
    match: [
      { text: 'invalid workspace name', open: true },
      { text: 'workspace name is invalid', open: true },
      { text: 'invalid name: *, only alphabet, number and - are allowed', open: true },
    ],
  },
  'workspace/name-needs-current-cli': {
    title: 'Only a current program accepts this name',
    why:
      'Earlier versions take 2 to 40 lower-case letters, digits and hyphens, with a letter ' +
      'first. With one of those on any machine, this workspace cannot be used there.',
    fix: [
      {
        do: 'Update the program wherever the workspace is used',
        run: 'curl -fsSL https://artifacts.tonbo.dev/install.sh | bash',
      },
      {
        do: 'Or choose a name that both accept',
        run: 'artifacts workspace create <nearest>',
        when: 'nearest',
      },
      { do: 'Or choose a name that both accept', when: '!nearest' },
    ],
    docs: page('workspace/name-needs-current-cli'),
    documented: false,
    warning: true,
    owner: 'you',
    foundBy: ['workspace/name'],
  },
  'workspace/not-found': {
    title: 'There is no such workspace',
    why:
      'No workspace answers to this name, or not under this handle: a bare name is looked for ' +
      'among your own. There is nothing to mount.',
    fix: [
      { do: 'Compare with the names that you own', run: 'artifacts workspace list' },
      { do: "Give another owner's with the handle: handle/name or artifacts://handle/name" },
      { do: 'See as whom you are logged in', run: 'artifacts whoami' },
      { do: 'If it was never made, create it', run: 'artifacts workspace create <workspace>' },
    ],
    docs: errorCodes,
    documented: true,
    owner: 'you',
    intent: 'mount',
    foundBy: ['workspace/state'],
    match: [{ code: 'workspace_not_found' }],
  },
  'workspace/exists': {
    title: 'You already have a workspace of this name',
    why:
      'Names are unique within an account. Only one that stopped half-way can be created again: ' +
      'it is resumed.',
    fix: [
      { do: 'See in which state it is', run: 'artifacts workspace show <workspace>' },
      {
        do: 'If it is the one you want, mount it',
        run: 'artifacts mount <workspace> <mountpoint>',
      },
      { do: 'If not, choose another name' },
      {
        do: 'Or delete it first, with all that is in it',
        run: 'artifacts workspace delete <workspace>',
      },
    ],
    docs: errorCodes,
    documented: true,
    consequenceOf: [
      'storage/*',
      'metadata/setting-missing',
      'orchestrator/managed-provisioning-failed',
    ],
    owner: 'you',
    intent: 'create',
    foundBy: ['workspace/state'],
    match: [{ code: 'workspace_exists' }],
  },
  'workspace/not-active': {
    title: 'The workspace is not ready to be used',
    why:
      'Only an active workspace can be mounted. This one was never formatted to the end, or is ' +
      'being deleted, or has been.',
    fix: [
      { do: 'See in which state it is', run: 'artifacts workspace show <workspace>' },
      {
        when: '!state',
        do:
          'In pending_format, create it again with the flags of the first time: it goes on ' +
          'where it stopped',
        run: 'artifacts workspace create <workspace>',
      },
      {
        when: '!state',
        do: 'In deleting, wait until it is gone; then, and in deleted, create it anew',
      },
      {
        when: 'state=pending_format',
        do: 'Create it again with the flags of the first time: it goes on where it stopped',
        run: 'artifacts workspace create <workspace>',
      },
      {
        when: 'state=pending_format',
        do: 'When it is active, mount it',
        run: 'artifacts mount <workspace> <mountpoint>',
      },
      {
        when: 'state=deleting',
        do: 'Wait until it is gone: neither create nor mount takes it before',
        run: 'artifacts workspace list',
      },
      {
        when: 'state=deleting',
        do: 'Then create it anew, or choose another name now',
        run: 'artifacts workspace create <workspace>',
      },
      {
        when: 'state=deleted',
        do: 'Create it anew: what was in it is not there any more',
        run: 'artifacts workspace create <workspace>',
      },
    ],
    docs: errorCodes,
    documented: true,
    consequenceOf: STOPS_A_CREATE,
    owner: 'you',
    intent: 'mount',
    foundBy: ['workspace/state'],
    match: [{ code: 'workspace_not_active' }],
  },
  'workspace/pending-format': {
    title: 'The workspace was never formatted to the end',
    why:
      'An earlier create reserved it and then stopped, mostly at the bucket. It cannot be ' +
      'mounted, but the next create takes it up again.',
    fix: [
      { do: 'First mend whatever else this report names' },
      {
        do: 'Then create it again with the flags of the first time',
        run: 'artifacts workspace create <workspace>',
      },
    ],
    docs: page('workspace/pending-format'),
    documented: false,
    warning: true,
    owner: 'you',
    foundBy: ['workspace/state'],
  },
  'workspace/other-backend': {
    title: 'The workspace keeps its data elsewhere than you mean',
    why:
      'It was created for the other kind of storage: managed, where you mean a bucket of your ' +
      'own, or the other way round. That is settled when it is created, and does not change.',
    fix: [
      { do: 'See where its data is', run: 'artifacts workspace show <workspace>' },
      {
        do: 'If that is as it should be, leave the storage flags out, or name its own kind',
        run: 'artifacts-doctor <workspace> --backend <workspaceBackend>',
      },
      {
        when: 'backend=byo',
        do: 'If it is to be in your bucket, create another: without --backend byo it is managed',
        run: 'artifacts workspace create my-workspace --backend byo',
      },
    ],
    docs: page('workspace/other-backend'),
    documented: false,
    warning: true,
    owner: 'you',
    foundBy: ['workspace/state'],
  },
  'workspace/other-bucket': {
    title: 'The workspace is in another bucket than the one given',
    why:
      'It keeps the bucket that it was created with. What the doctor finds out about the other ' +
      'one says nothing about this workspace.',
    fix: [
      { do: 'See where its data is', run: 'artifacts workspace show <workspace>' },
      {
        do: 'Have its own bucket checked',
        run: 'artifacts-doctor <workspace> --backend byo --bucket <workspaceBucket>',
      },
      { do: 'If it is to be in the other bucket, create another workspace there' },
    ],
    docs: page('workspace/other-bucket'),
    documented: false,
    warning: true,
    owner: 'you',
    foundBy: ['workspace/state'],
  },
  'workspace/not-completable': {
    title: 'The workspace is past the point of being completed',
    why:
      'The program reported a format as done for a workspace that was not waiting for one. As a ' +
      'rule it is active already, and the program too old to know the answer.',
    fix: [
      { do: 'See in which state it is', run: 'artifacts workspace show <workspace>' },
      {
        do: 'Install the program anew',
        run: 'curl -fsSL https://artifacts.tonbo.dev/install.sh | bash',
      },
      { do: 'If it is active, just mount it', run: 'artifacts mount <workspace> <mountpoint>' },
    ],
    docs: errorCodes,
    documented: true,
    consequenceOf: STOPS_A_CREATE,
    owner: 'you',
    foundBy: [],
    match: [{ code: 'workspace_not_completable' }],
  },
  'workspace/managed-storage-malformed': {
    title: 'The record of the managed storage is damaged',
    why:
      'What the orchestrator keeps about the storage of this workspace lacks a part (rw, ro or ' +
      'prefix). It cannot be mounted so, and has to be made anew.',
    fix: [
      { do: 'If there is data in it that you need, write to contact@tonbo.io first' },
      { do: 'Delete it', run: 'artifacts workspace delete --yes <workspace>' },
      { do: 'Create it anew', run: 'artifacts workspace create <workspace>' },
    ],
    docs: errorCodes,
    documented: true,
    owner: 'you',
    foundBy: ['workspace/state'],
    match: [
      { text: 'managed_storage is malformed' },
      { code: 'internal_error', message: ['managed_storage is malformed'] },
    ],
  },
} satisfies Catalogue
