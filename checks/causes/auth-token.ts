import type { Catalogue } from '../../src/index.ts'
import { page } from './docs.ts'

/** What can be seen to be wrong with a token by looking at it. */
export const authToken = {
  'auth/token-mangled': {
    title: 'The token is damaged, or something else in its place',
    why:
      'It is cut short, or has quotes, spaces or line breaks that do not belong to it, as ' +
      'happens with copy and paste; or it is a placeholder, a code or a key for something else. ' +
      'No server will accept it.',
    fix: [
      {
        do: '<behind> holds a login that is still good: take the variable away to use it',
        run: 'unset TONBO_API_KEY',
        when: 'behind',
      },
      {
        do: 'In CI, see that the secret exists, is spelt so, and is handed to this job',
        when: 'instead=nothing',
      },
      {
        do: 'See that whatever is to fill in the variable does so before the program starts',
        when: 'instead=a variable that nobody filled in',
      },
      {
        do: 'A file is not read from the variable: put what is in it there',
        when: 'instead=the path of a file',
      },
      {
        do: 'Give the code to the login that asks for it',
        run: 'artifacts login --manual-code',
        when: 'instead=a one-time code',
      },
      { do: 'Give <source> an API key from https://user.tonbo.dev/login', when: 'instead' },
      {
        do: 'Put the token into <source> again, in one piece and without quotes',
        when: '!instead',
      },
      {
        do: 'In a shell, paste it so that nothing is added and no history keeps it',
        run: 'read -rs TONBO_API_KEY && export TONBO_API_KEY',
      },
      { do: 'Or leave it and log in', run: 'unset TONBO_API_KEY; artifacts login' },
    ],
    docs: page('auth/token-mangled'),
    documented: false,
    owner: 'you',
    foundBy: ['auth/token'],
    match: [
      { text: 'invalid header field value for "authorization"' },
      { text: 'net/http: invalid header field value for "authorization"' },
    ],
  },
  'auth/token-expired': {
    title: 'The login has expired',
    why:
      'The token is past its time and has nothing beside it to renew it with. The orchestrator ' +
      'will answer unauthorized; what is mounted stays mounted.',
    fix: [
      {
        do: '<behind> holds a login that is still good: take the variable away to use it',
        run: 'unset TONBO_API_KEY',
        when: 'behind',
      },
      {
        do: 'If it came from TONBO_API_KEY, take that away',
        run: 'unset TONBO_API_KEY',
        when: '!behind',
      },
      { do: 'Log in again', run: 'artifacts login', when: '!behind' },
      { do: 'If by a clock that you trust it is not over yet, set this one', run: 'date -u' },
      { do: 'For CI, use an API key (tbo_…) in place of a login' },
    ],
    docs: page('auth/token-expired'),
    documented: false,
    owner: 'you',
    foundBy: ['auth/token', 'orchestrator/reachable'],
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
    foundBy: ['auth/token'],
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
    foundBy: ['auth/token'],
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
    foundBy: ['auth/token'],
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
    intent: 'create',
    foundBy: ['auth/token'],
  },
} satisfies Catalogue
