import type { Catalogue } from '../../src/index.ts'
import { errorCodes, page } from './docs.ts'

/** What can be wrong with the login, or with what it may do. */
export const auth = {
  'auth/not-logged-in': {
    title: 'There is no login and no API key',
    why:
      'Neither TONBO_API_KEY nor a cached login was found. Every command that asks the ' +
      'orchestrator will be turned away.',
    fix: [
      { do: 'Log in with a browser', run: 'artifacts login' },
      { do: 'Or, where there is no browser, with a code', run: 'artifacts login --manual-code' },
      {
        do: 'In CI, hand in an API key from https://user.tonbo.dev/login',
        run: 'read -rs TONBO_API_KEY && export TONBO_API_KEY',
      },
    ],
    docs: page('auth/not-logged-in'),
    documented: false,
    owner: 'you',
  },
  'auth/credentials-unreadable': {
    title: 'The cached credentials cannot be read',
    why:
      'The file is there, but belongs to another user, or holds nothing that can be used. It ' +
      'happens after a login with sudo, or when a write was cut short.',
    fix: [
      { do: 'See whose file it is', run: 'ls -l <path>' },
      {
        do: 'If it belongs to somebody else, make it yours',
        run: 'sudo chown "$(id -un)" <path> && chmod 600 <path>',
      },
      { do: 'If it is empty or broken, log in anew', run: 'artifacts logout; artifacts login' },
      {
        do: 'For cached bucket keys, store those of this shell anew',
        run: 'artifacts storage clear; artifacts storage set',
      },
    ],
    docs: page('auth/credentials-unreadable'),
    documented: false,
    owner: 'you',
  },
  'auth/credentials-exposed': {
    title: 'Other users of this machine can read the credentials',
    why:
      'The mode of the file lets more than its owner read it; the product writes it with 0600. ' +
      'Whoever copies it can act as you.',
    fix: [
      { do: 'Take the file back', run: 'chmod 600 <path>' },
      {
        do: 'If others work on this machine, log in anew, or rotate the keys that were in it',
      },
    ],
    docs: page('auth/credentials-exposed'),
    documented: false,
    warning: true,
    owner: 'you',
  },
  'auth/token-mangled': {
    title: 'The token was damaged on its way here',
    why:
      'It is cut short, or has quotes, spaces or line breaks that do not belong to it, as ' +
      'happens with copy and paste. No server will accept it.',
    fix: [
      { do: 'Put the token into <source> again, in one piece and without quotes' },
      {
        do: 'In a shell, paste it so that nothing is added and no history keeps it',
        run: 'read -rs TONBO_API_KEY && export TONBO_API_KEY',
      },
      { do: 'Or leave it and log in', run: 'unset TONBO_API_KEY; artifacts login' },
    ],
    docs: page('auth/token-mangled'),
    documented: false,
    owner: 'you',
    match: [{ text: 'invalid header field value' }],
  },
  'auth/token-expired': {
    title: 'The login has expired',
    why:
      'The token is past its time and has nothing beside it to renew it with. The orchestrator ' +
      'will answer unauthorized; what is mounted stays mounted.',
    fix: [
      { do: 'If it came from TONBO_API_KEY, take that away', run: 'unset TONBO_API_KEY' },
      { do: 'Log in again', run: 'artifacts login' },
      { do: 'For CI, use an API key (tbo_…) in place of a login' },
    ],
    docs: page('auth/token-expired'),
    documented: false,
    owner: 'you',
  },
  'auth/token-not-yet-valid': {
    title: 'The token holds only from a later time on',
    why:
      'By this clock it was issued in the future. Mostly it is the clock that is behind, here ' +
      'or where the token was made.',
    fix: [
      { do: 'Compare with a clock that you trust', run: 'date -u' },
      { do: 'If this clock is behind, set it', run: 'sudo chronyc makestep' },
      { do: 'If it is right, log in again', run: 'artifacts login' },
    ],
    docs: page('auth/token-not-yet-valid'),
    documented: false,
    owner: 'you',
  },
  'auth/token-renewable': {
    title: 'The login has expired, but may renew itself',
    why:
      'A refresh token lies beside the expired one. Only the artifacts program can use it, so ' +
      'whether it will still be accepted cannot be told from here.',
    fix: [
      { do: 'Let the program try', run: 'artifacts whoami' },
      { do: 'If that is turned away, log in again', run: 'artifacts login' },
    ],
    docs: page('auth/token-renewable'),
    documented: false,
    warning: true,
    owner: 'you',
  },
  'auth/token-expires-soon': {
    title: 'The login is about to expire',
    why:
      'It holds now, but a longer piece of work may end in unauthorized. A workspace that is ' +
      'mounted by then stays mounted.',
    fix: [
      { do: 'Log in again before you begin', run: 'artifacts login' },
      { do: 'For work that nobody watches, use an API key (tbo_…)' },
    ],
    docs: page('auth/token-expires-soon'),
    documented: false,
    warning: true,
    owner: 'you',
  },
  'auth/service-token-limited': {
    title: 'A service token cannot create a workspace',
    why:
      'An art_ token is bound to one workspace that exists, in one mode. The orchestrator ' +
      'answers forbidden when it is used for anything else.',
    fix: [
      { do: 'Log in as a person', run: 'unset TONBO_API_KEY; artifacts login' },
      {
        do: 'Or, where nobody can log in, use an API key (tbo_…) of your account',
        run: 'read -rs TONBO_API_KEY && export TONBO_API_KEY',
      },
      { do: 'Then create the workspace', run: 'artifacts workspace create <workspace>' },
    ],
    docs: page('auth/service-token-limited'),
    documented: false,
    owner: 'you',
  },
  'auth/unauthorized': {
    title: 'The orchestrator does not accept the token',
    why:
      'There was none, or it has expired, was revoked, or is not whole. A stale TONBO_API_KEY ' +
      'also hides a login that is good.',
    fix: [
      { do: 'If TONBO_API_KEY is set, renew it or take it away', run: 'unset TONBO_API_KEY' },
      { do: 'Log in again', run: 'artifacts login' },
      { do: 'See that you are known', run: 'artifacts whoami' },
    ],
    docs: errorCodes,
    documented: true,
    owner: 'you',
    match: [{ code: 'unauthorized' }, { status: 401 }],
  },
  'auth/forbidden': {
    title: 'The token is good, but not for this',
    why:
      'You are known to the orchestrator, and the workspace belongs to somebody else, or the ' +
      'service token is for another workspace, another mode or less than was asked.',
    fix: [
      { do: 'See which workspaces are yours', run: 'artifacts workspace list' },
      { do: 'See as whom you are logged in', run: 'artifacts whoami' },
      { do: 'Switch to the right account', run: 'unset TONBO_API_KEY; artifacts login' },
      { do: 'Or ask the owner of <workspace> for access' },
    ],
    docs: errorCodes,
    documented: true,
    owner: 'you',
    match: [{ code: 'forbidden' }, { status: 403 }],
  },
  'auth/bad-jwt': {
    title: 'What was given at login is no token',
    why:
      'The orchestrator could not read it as a JWT. Most likely a part was lost when it was ' +
      'copied.',
    fix: [
      {
        do: 'Log in through the browser, so that nothing has to be copied',
        run: 'artifacts login',
      },
      { do: 'If you must paste a token, copy all three parts, with both dots and no line break' },
    ],
    docs: errorCodes,
    documented: true,
    owner: 'you',
    match: [{ text: 'bad jwt' }],
  },
} satisfies Catalogue
