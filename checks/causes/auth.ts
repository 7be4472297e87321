import type { Catalogue } from '../../src/index.ts'
import { authLogin } from './auth-login.ts'
import { authToken } from './auth-token.ts'
import { errorCodes } from './docs.ts'

/** What can be wrong with the login, or with what it may do. */
export const auth = {
  ...authLogin,
  ...authToken,
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
    foundBy: ['auth/accepted'],
    match: [{ code: 'unauthorized' }, { status: 401, from: 'orchestrator' }],
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
    foundBy: ['auth/accepted', 'workspace/state'],
    match: [{ code: 'forbidden' }, { status: 403, from: 'orchestrator' }],
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
    foundBy: ['auth/accepted'],
    match: [{ text: 'bad jwt' }],
  },
} satisfies Catalogue
