import type { Catalogue } from '../../src/index.ts'
import { page } from './docs.ts'

/** What can be wrong with where a login is kept, or with which one is used. */
export const authLogin = {
  'auth/not-logged-in': {
    title: 'There is no login and no API key',
    why:
      'Neither TONBO_API_KEY nor a cached login was found. Every command that asks the ' +
      'orchestrator will be turned away.',
    fix: [
      {
        do: 'Under sudo, take your own home and key along',
        run: 'sudo --preserve-env=HOME,TONBO_API_KEY artifacts whoami',
        when: 'sudo',
      },
      {
        do: '<empty> is set, but empty: in CI, see that the secret exists and is handed to this job',
        when: 'empty',
      },
      { do: '<similar> is set, and is not read: name it TONBO_API_KEY', when: 'similar' },
      {
        do: '<elsewhere> holds a login, but XDG_CONFIG_HOME leads away from it',
        run: 'env -u XDG_CONFIG_HOME artifacts whoami',
        when: 'elsewhere',
      },
      {
        do: '<ignored> is not an absolute path, and so counts for nothing: write it out in full',
        run: 'export XDG_CONFIG_HOME="$HOME/.config"',
        when: 'ignored',
      },
      {
        do: 'HOME is not set, so that no login can be found: set it',
        run: 'export HOME=$(getent passwd "$(id -un)" | cut -d: -f6)',
        when: 'homeless',
      },
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
    foundBy: ['auth/credentials', 'orchestrator/reachable'],
    match: [
      { text: 'not logged in' },
      { text: 'not logged in* run `artifacts login`*', open: true },
      { text: 'no credentials found*artifacts login', open: true },
      { text: 'you are not logged in', open: true },
    ],
  },
  'auth/credentials-unreadable': {
    title: 'The cached credentials cannot be read',
    why:
      'The file is there, but belongs to another user, or holds nothing that can be used. It ' +
      'happens after a login with sudo, when a write was cut short, or after an editor of another ' +
      'system.',
    fix: [
      {
        do: 'A directory stands in its place: move it out of the way, and log in anew',
        run: 'mv <path> <path>.directory; artifacts login',
        when: 'code=EISDIR',
      },
      {
        do: 'It is a link that leads nowhere: take it away, and log in anew',
        run: 'rm <path>; artifacts login',
        when: 'link',
      },
      {
        do: 'It is a link that leads back to itself: take it away, and log in anew',
        run: 'rm <path>; artifacts login',
        when: 'code=ELOOP',
      },
      { do: 'See whose file it is', run: 'ls -l <path>' },
      {
        do: 'If it, or the directory above it, belongs to somebody else, make it yours',
        run: 'sudo chown "$(id -un)" <path> && chmod 600 <path>',
        when: 'code=EACCES',
      },
      { do: 'If it is empty or broken, log in anew', run: 'artifacts logout; artifacts login' },
      {
        do: 'For cached bucket keys, store those of this shell anew',
        run: 'artifacts storage clear; artifacts storage set',
        when: 'bucketKeys',
      },
    ],
    docs: page('auth/credentials-unreadable'),
    documented: false,
    owner: 'you',
    foundBy: ['auth/credentials'],
  },
  'auth/credentials-exposed': {
    title: 'Other users of this machine can read the credentials',
    why:
      'The mode of the file lets more than its owner read it; the product writes it with 0600. ' +
      'Whoever copies it can act as you.',
    fix: [
      { do: 'Take the file back', run: 'chmod 600 <path>' },
      {
        do: 'It belongs to the user with the number <owner>: make it yours',
        run: 'sudo chown "$(id -un)" <path>',
        when: 'owner',
      },
      {
        do: 'If others work on this machine, log in anew, or rotate the keys that were in it',
      },
    ],
    docs: page('auth/credentials-exposed'),
    documented: false,
    warning: true,
    owner: 'you',
    foundBy: ['auth/credentials'],
  },
  'auth/env-overrides-login': {
    title: 'TONBO_API_KEY hides a login',
    why:
      'As long as the variable is set, every command uses it, and the cached login lies idle. ' +
      'Logging in again changes nothing then, and the two may belong to different accounts.',
    fix: [
      {
        do: 'The key cannot be used, and <better> holds a login that may: take the key away',
        run: 'unset TONBO_API_KEY',
        when: 'better',
      },
      {
        do: 'If you mean the login, take the variable away',
        run: 'unset TONBO_API_KEY',
        when: '!better',
      },
      { do: 'See as whom the program takes you', run: 'artifacts whoami' },
      {
        do: 'Find what sets it; this shows the names of files, and no key',
        run: 'grep -ls TONBO_API_KEY ~/.profile ~/.bash_profile ~/.bashrc ~/.zshenv ~/.zshrc ~/.config/environment.d/*',
      },
      { do: 'If you mean the key, leave it, or log out so that no doubt is left' },
    ],
    docs: page('auth/env-overrides-login'),
    documented: false,
    warning: true,
    owner: 'you',
    foundBy: ['auth/precedence'],
  },
  'auth/login-orphaned': {
    title: 'A login lies where only earlier programs keep it',
    why:
      'Earlier versions keep the login in ~/.config/artifacts, current ones in ' +
      'tonbo/artifacts below the same directory. Nobody promises that one reads the file of the ' +
      'other, so that a login of one may be missing in the other, or be of another account.',
    fix: [
      {
        do: 'See whether the program that you use knows you, and as whom',
        run: 'artifacts whoami',
      },
      {
        do: 'If it does not, log in with it, so that the login lies where it looks',
        run: 'artifacts login',
        when: '!hidden',
      },
      {
        do: 'Once no earlier program is in use, take its file away',
        run: 'rm <earlier>',
      },
    ],
    docs: page('auth/login-orphaned'),
    documented: false,
    warning: true,
    owner: 'you',
    foundBy: ['auth/precedence'],
  },
} satisfies Catalogue
