import type { Catalogue } from '../../src/index.ts'
import { errorCodes, page } from './docs.ts'

/** What can be wrong with the Redis that holds the metadata. */
export const metadata = {
  'metadata/tls-mismatch': {
    title: 'The URL and Redis do not agree on TLS',
    why:
      'redis:// is plain and rediss:// is TLS, and the port speaks the other one. A TLS port ' +
      'cuts plain connections; a plain port leaves TLS ones hanging, which looks like a ' +
      'firewall.',
    fix: [
      { do: 'Change the URL from redis:// to rediss://, or back' },
      {
        do: 'See whether the port speaks TLS',
        run: 'openssl s_client -connect <host>:<port> </dev/null',
      },
      { do: 'Some servers have one port for each: check <port>' },
    ],
    docs: page('metadata/tls-mismatch'),
    documented: false,
    owner: 'you',
  },
  'metadata/password-missing': {
    title: 'Redis wants a password, and none was given',
    why: 'The URL names no password and the server lets nobody in without one.',
    fix: [
      {
        do:
          'Put the URL with its user and password into the variable, where no process list ' +
          'shows it',
        run: 'read -rs ARTIFACTS_METADATA_URL && export ARTIFACTS_METADATA_URL',
      },
      { do: 'If there is one in the URL, see that its special characters are percent-encoded' },
    ],
    docs: page('metadata/password-missing'),
    documented: false,
    owner: 'you',
    match: [{ code: 'NOAUTH' }, { text: 'noauth authentication required' }],
  },
  'metadata/password-wrong': {
    title: 'Redis does not accept the user and password',
    why:
      'One of them is wrong, or the user was switched off or removed. A user made for one ' +
      'session ends with it, and Redis gives the same answer for all of these.',
    fix: [
      {
        do:
          'Enter the URL again, with special characters percent-encoded and no line break at ' +
          'the end',
        run: 'read -rs ARTIFACTS_METADATA_URL && export ARTIFACTS_METADATA_URL',
      },
      {
        do: 'If the user belonged to a session, begin a new one',
        run: 'artifacts mount <workspace> <mountpoint>',
      },
      { do: 'Or ask those who run Redis whether the user still exists' },
    ],
    docs: page('metadata/password-wrong'),
    documented: false,
    owner: 'you',
    match: [
      { code: 'WRONGPASS' },
      { text: 'wrongpass invalid username-password pair' },
      { text: 'err invalid password' },
    ],
  },
  'metadata/command-denied': {
    title: 'The Redis user may not run a command that is needed',
    why:
      'Its access list leaves the command out. Formatting and mounting need to read, write and ' +
      'run transactions, and to ask whether this is a cluster.',
    fix: [
      { do: 'Ask those who run Redis to allow the command that the answer names' },
      { do: 'Have them allow CLUSTER INFO too: without it a cluster is taken for a single server' },
      { do: 'If Tonbo runs it, write to contact@tonbo.io with <workspace>' },
    ],
    docs: page('metadata/command-denied'),
    documented: false,
    owner: 'tonbo',
    match: [
      { code: 'NOPERM', message: ['command'], bare: true },
      { text: 'this user has no permissions to run the' },
    ],
  },
  'metadata/key-denied': {
    title: 'The Redis user may not touch the keys of this workspace',
    why:
      'Its access list covers other keys: the prefix is wrong, or the user is that of another ' +
      'workspace. Whether the workspace is formatted cannot be seen so.',
    fix: [
      {
        do:
          'Set ARTIFACTS_METADATA_PREFIX to the prefix of this workspace, its braces and colon ' +
          'included, in single quotes',
      },
      { do: 'See which user you are', run: 'redis-cli -u "$ARTIFACTS_METADATA_URL" ACL WHOAMI' },
      { do: 'Use the user of this workspace, or have its keys allowed' },
    ],
    docs: page('metadata/key-denied'),
    documented: false,
    owner: 'you',
    match: [
      { code: 'NOPERM', message: ['a key', 'the keys'], bare: true },
      { text: 'no permissions to access a key' },
      { text: 'no permissions to access one of the keys' },
    ],
  },
  'metadata/loading': {
    title: 'Redis is still reading its data in',
    why: 'It was started a moment ago and answers nothing else until it is done.',
    fix: [
      { do: 'Wait, and run the doctor again with --wait 60s: it tries until Redis is there' },
      {
        do: 'See how long it will take',
        run: 'redis-cli -u "$ARTIFACTS_METADATA_URL" INFO persistence',
      },
      { do: 'If it starts again and again, look at its log' },
    ],
    docs: page('metadata/loading'),
    documented: false,
    transient: true,
    owner: 'tonbo',
    match: [{ code: 'LOADING' }, { text: 'loading redis is loading the dataset' }],
  },
  'metadata/cluster-down': {
    title: 'A part of the Redis cluster does not serve',
    why:
      'Some of its slots have no master at the moment, as during a failover, so no workspace ' +
      'can count on its metadata.',
    fix: [
      { do: 'Give the failover some seconds: run the doctor again with --wait 60s' },
      { do: 'See what is missing', run: 'redis-cli -u "$ARTIFACTS_METADATA_URL" CLUSTER INFO' },
      { do: 'If it does not come back, call those who run it: contact@tonbo.io for Tonbo' },
    ],
    docs: page('metadata/cluster-down'),
    documented: false,
    transient: true,
    owner: 'tonbo',
    match: [
      { code: 'CLUSTERDOWN' },
      { text: 'clusterdown hash slot not served' },
      { text: 'clusterdown the cluster is down' },
    ],
  },
  'metadata/setting-missing': {
    title: 'The workspace has no setting in its metadata',
    why:
      'Formatting writes it as its last step: it stopped before, mostly at the bucket, or it ' +
      'wrote elsewhere. Without the setting the workspace cannot be completed or mounted.',
    fix: [
      { do: 'First mend whatever else this report names' },
      {
        do: 'Create it again with the flags of the first time: it goes on where it stopped',
        run: 'artifacts workspace create <workspace>',
      },
      { do: 'If it is there, check that this is the right Redis and prefix' },
    ],
    docs: errorCodes,
    documented: true,
    owner: 'you',
    match: [
      { code: 'setting_key_missing' },
      { code: 'invalid_request', message: ['setting key', 'juicefs format'], bare: true },
      { text: 'database is not formatted' },
    ],
  },
  'metadata/setting-malformed': {
    title: 'The setting of the workspace cannot be read',
    why:
      'The key is there, but does not hold the JSON of a volume: it was overwritten, cut short, ' +
      'or is of another type. No program will mount it so.',
    fix: [
      { do: 'Do not write to it by hand: it holds the identity of the volume' },
      {
        do:
          'Write to contact@tonbo.io with <workspace>, or restore it from a backup of your own ' +
          'Redis',
      },
    ],
    docs: page('metadata/setting-malformed'),
    documented: false,
    owner: 'tonbo',
    match: [{ code: 'WRONGTYPE' }, { text: 'existing format is broken' }],
  },
  'metadata/acl-provisioning-failed': {
    title: 'The orchestrator could not let you into the metadata',
    why:
      'For each mount it makes a user in Redis, and did not reach Redis to do so. Nothing on ' +
      'this machine is at fault.',
    fix: [
      { do: 'Try again in some seconds', run: 'artifacts mount <workspace> <mountpoint>' },
      {
        do: 'If it lasts longer than a minute, write to contact@tonbo.io with the time',
        run: 'date -u',
      },
    ],
    docs: errorCodes,
    documented: true,
    transient: true,
    owner: 'tonbo',
    match: [{ code: 'metadata_acl_provisioning_failed' }],
  },
} satisfies Catalogue
