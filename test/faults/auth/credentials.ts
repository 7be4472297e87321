import type { CauseId } from '../../../checks/causes/index.ts'
import type { Fault, Line } from '../line.ts'
import { GOOD, SECRETS } from './tokens.ts'
import { atHome, CURRENT, EARLIER, type Home, json, type Laid, toAnother } from './worlds.ts'

const XDG = 'specifications.freedesktop.org/basedir-spec'
const LOGIN = json({ access_token: GOOD, refresh_token: SECRETS.refreshToken })

/** No login is found, or it cannot be read, or others can read it too. */
export const credentialsLines: readonly Line[] = [...absent(), ...unreadable(), ...exposed()]

function line(root: CauseId) {
  return (what: string, source: string, home: Home, seen: Fault['seen']): Line => {
    const check = 'auth/credentials'
    return { area: 'auth', what, source, world: atHome(home), root, check, seen }
  }
}

function absent(): Line[] {
  const none = line('auth/not-logged-in')
  return [
    none(
      'nobody has logged in, and no key is set',
      'the product’s pages on login',
      {},
      {
        path: /tonbo\/artifacts\/credentials\.json$/,
      },
    ),
    none(
      'XDG_CONFIG_HOME is relative, as it is when a tilde is in quotes',
      XDG,
      { env: { XDG_CONFIG_HOME: '$HOME/.config' } },
      { ignored: 'XDG_CONFIG_HOME', path: /tonbo\/artifacts/ },
    ),
    none(
      'the login was made before XDG_CONFIG_HOME was set',
      XDG,
      { env: { XDG_CONFIG_HOME: '~/xdg' }, holds: { [CURRENT]: LOGIN } },
      { elsewhere: /\.config\/tonbo\/artifacts\/credentials\.json$/ },
    ),
    none(
      'a service without a home',
      'systemd.exec(5), of the environment of a unit without User=',
      { env: { HOME: undefined }, holds: { [CURRENT]: LOGIN } },
      { homeless: true },
    ),
    none(
      'the secret of a CI job is empty, as for a pull request from a fork',
      'docs.github.com, on secrets; jonathanpeppers/inclusive-code-reviews-browser#51',
      { key: '' },
      { empty: 'TONBO_API_KEY' },
    ),
    none(
      'the key is set under a name that nothing reads',
      'the product’s pages on login: TONBO_API_KEY',
      { env: { TONBO_TOKEN: SECRETS.apiKey } },
      { similar: 'TONBO_TOKEN' },
    ),
    none(
      'root through sudo, whose home is not that of the login',
      'sudoers(5), on env_reset; pieroproietti/penguins-eggs#58',
      { env: { SUDO_USER: 'ada' } },
      { sudo: true },
    ),
  ]
}

function unreadable(): Line[] {
  const broken = (what: string, source: string, laid: Laid, code: RegExp | string) =>
    line('auth/credentials-unreadable')(what, source, { holds: { [CURRENT]: laid } }, { code })
  const JSON_TEXT = 'RFC 8259 § 8.1; earendil-works/pi#7499'
  return [
    broken('a directory in the place of the login', 'open(2): EISDIR', 'directory', 'EISDIR'),
    broken('a link that leads to itself', 'symlink(7)', { link: 'credentials.json' }, 'ELOOP'),
    broken(
      'a link to what is no longer there',
      'symlink(7), on dangling links',
      { link: '../../dotfiles/login.json' },
      /leads nowhere/,
    ),
    broken(
      'a file far larger than a login',
      'nodejs.org/api/fs.html, readFile',
      ' '.repeat(1_048_577),
      'EFBIG',
    ),
    broken('an empty file, as a full disk leaves it', 'write(2): ENOSPC', '', 'empty'),
    broken(
      'a file that was cut short as it was written',
      'rename(2), on what to do instead',
      LOGIN.slice(0, -20),
      /cut short/,
    ),
    broken(
      'a file in UTF-16, as another system’s shell writes it',
      'learn.microsoft.com, about_Character_Encoding: Windows PowerShell',
      Buffer.from(`\ufeff${LOGIN}`, 'utf16le'),
      /UTF-16/,
    ),
    broken('a byte order mark before the login', JSON_TEXT, `\ufeff${LOGIN}`, /byte order mark/),
    broken('JSON in which there is no token', JSON_TEXT, json({ user: 'ada' }), /no token/),
    line('auth/credentials-unreadable')(
      'the login belongs to another user, as after a login with sudo',
      'open(2): EACCES; sudoers(5)',
      { holds: { [CURRENT]: LOGIN }, files: toAnother },
      { code: 'EACCES', path: /tonbo\/artifacts/ },
    ),
    line('auth/credentials-unreadable')(
      'the login of an earlier version is broken, and there is no other',
      JSON_TEXT,
      { holds: { [EARLIER]: '{"token":' } },
      { code: /cut short/, path: /\.config\/artifacts/ },
    ),
  ]
}

function exposed(): Line[] {
  const open = (what: string, holds: Readonly<Record<string, Laid>>, mode: string): Line =>
    line('auth/credentials-exposed')(
      what,
      'the product’s pages on storage credentials: mode 0600; inode(7)',
      { holds },
      { mode, path: /credentials\.json$/ },
    )
  return [
    open('everybody may read the login', { [CURRENT]: { text: LOGIN, mode: 0o644 } }, '0644'),
    open('a group may change the login', { [CURRENT]: { text: LOGIN, mode: 0o660 } }, '0660'),
    open(
      'the login is a link to a file that everybody may read',
      { [CURRENT]: { link: '../../../shared.json' }, 'shared.json': { text: LOGIN, mode: 0o604 } },
      '0604',
    ),
  ]
}
