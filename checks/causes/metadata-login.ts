import type { Catalogue } from '../../src/index.ts'
import { errorCodes, page } from './docs.ts'

/** What can be wrong with a login to Redis, and with what it lets its user do. */
export const metadataLogin = {
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
      {
        do:
          'What stands alone before the @ is taken for a user: write a colon before a password, ' +
          'as in redis://:PASSWORD@HOST',
        when: 'user=given',
      },
      { do: 'If there is one in the URL, see that its special characters are percent-encoded' },
    ],
    docs: page('metadata/password-missing'),
    documented: false,
    owner: 'you',
    foundBy: ['metadata/auth'],
    match: [
      { text: 'noauth authentication required' },
      { text: 'noauth hello must be called with', open: true },
      { text: 'redis.exceptions.authenticationerror: authentication required' },
      { code: 'NOAUTH' },
    ],
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
    foundBy: ['metadata/auth'],
    match: [
      { text: 'wrongpass invalid username-password pair', open: true },
      { text: 'wrongpass invalid or missing auth token' },
      { text: 'invalid username-password pair or user is disabled' },
      { text: 'err invalid password' },
      { code: 'WRONGPASS' },
    ],
  },
  'metadata/password-unwanted': {
    title: 'The URL has a password, and Redis has none',
    why:
      'A Redis this old refuses a login where it has no password, and the product stops ' +
      'there. Either this is not the Redis that was meant, or its password is not set.',
    fix: [
      { do: 'Check that <host>, port <port>, is the right Redis' },
      { do: 'If it is, set its password (requirepass) in redis.conf' },
      {
        do: 'Or leave the password out of the URL',
        run: 'read -rs ARTIFACTS_METADATA_URL && export ARTIFACTS_METADATA_URL',
      },
    ],
    docs: page('metadata/password-unwanted'),
    documented: false,
    owner: 'you',
    foundBy: ['metadata/auth'],
    match: [
      { text: 'err client sent auth, but no password is set' },
      {
        text: 'err auth * called without any password configured for the default user',
        open: true,
      },
    ],
  },
  'metadata/password-ignored': {
    title: 'The URL has a password, and Redis lets in anybody',
    why:
      'Its default user has no password, so whatever is given is accepted. Either this is ' +
      'not the Redis that was meant, or anybody who reaches it can read and delete the ' +
      'metadata.',
    fix: [
      { do: 'Check that <host>, port <port>, is the right Redis' },
      { do: 'If it is, set its password (requirepass, or ACL SETUSER default) where it runs' },
    ],
    docs: page('metadata/password-ignored'),
    documented: false,
    warning: true,
    owner: 'you',
    foundBy: ['metadata/auth'],
  },
  'metadata/users-unsupported': {
    title: 'The URL names a user, and this Redis knows none',
    why:
      'Users came with Redis 6. An older one takes a password alone, and refuses a login ' +
      'with a name.',
    fix: [
      {
        do:
          'Leave the user out, so that the password stands behind the colon: ' +
          'redis://:PASSWORD@HOST',
        run: 'read -rs ARTIFACTS_METADATA_URL && export ARTIFACTS_METADATA_URL',
      },
      { do: 'Or have Redis upgraded: 6 or later' },
      { do: 'See how old it is', run: 'redis-cli -u "$ARTIFACTS_METADATA_URL" INFO server' },
    ],
    docs: page('metadata/users-unsupported'),
    documented: false,
    owner: 'you',
    foundBy: ['metadata/auth'],
    match: [
      { text: "err wrong number of arguments for 'auth' command" },
      { text: 'err wrong number of arguments for auth command' },
    ],
  },
  'metadata/database-missing': {
    title: 'Redis has no database of this number',
    why:
      'What stands behind the slash of the URL is the number of a database, and the server ' +
      'has fewer: 16, unless it is told otherwise.',
    fix: [
      { do: 'Change the number at the end of ARTIFACTS_METADATA_URL: it is <database> now' },
      { do: 'See how many there are', run: 'redis-cli CONFIG GET databases' },
      { do: 'Many managed services have number 0 alone' },
    ],
    docs: page('metadata/database-missing'),
    documented: false,
    owner: 'you',
    foundBy: ['metadata/auth'],
    match: [
      { text: 'err db index is out of range' },
      { text: 'err invalid db index' },
      { text: 'err only 0th database is supported', open: true },
    ],
  },
  'metadata/database-on-cluster': {
    title: 'The URL names a database, and a cluster has only one',
    why:
      'A cluster refuses to choose one. JuiceFS takes the number for a prefix instead, and so ' +
      'finds no key that is under another.',
    fix: [
      { do: 'Leave the number out of ARTIFACTS_METADATA_URL: the prefix tells workspaces apart' },
      {
        do:
          'Or, if the volume was formatted with it, set ARTIFACTS_METADATA_PREFIX to ' +
          '<expectedPrefix>',
      },
    ],
    docs: page('metadata/database-on-cluster'),
    documented: false,
    warning: true,
    owner: 'you',
    foundBy: ['metadata/auth'],
    match: [{ text: 'err select is not allowed in cluster mode' }],
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
    foundBy: ['metadata/auth', 'metadata/setting'],
    match: [
      { code: 'NOPERM', message: ['command'], bare: true },
      { text: 'this user has no permissions to run the', open: true },
      { text: 'noperm * has no permissions to run the', open: true },
      { text: 'noperm this user has no permissions to run the', open: true },
    ],
  },
  'metadata/key-denied': {
    title: 'The Redis user may not touch the keys of this workspace',
    why:
      'Its access list covers other keys: the prefix is wrong, or the user is that of another ' +
      'workspace. Whether the workspace is formatted cannot be seen so.',
    fix: [
      {
        do: 'The user may read <foundAt>, which holds a setting: the prefix is what stands before',
        when: 'foundAt',
      },
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
    foundBy: ['metadata/setting'],
    match: [
      { code: 'NOPERM', message: ['a key', 'the keys'], bare: true },
      { text: 'this user has no permissions to access one of the keys', open: true },
      { text: 'no permissions to access a key', open: true },
      { text: 'noperm *no permissions to access a key', open: true },
      { text: 'noperm *no permissions to access one of the keys', open: true },
    ],
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
    foundBy: [],
    match: [{ code: 'metadata_acl_provisioning_failed' }],
  },
} satisfies Catalogue
