import type { Catalogue } from '../../src/index.ts'
import { page } from './docs.ts'

/** What can be wrong with the directories in which the product keeps its own files. */
export const hostDirectories = {
  'host/directory-not-writable': {
    title: 'The product cannot keep its files on this machine',
    why:
      'The artifacts program keeps a cache, logs, its state and logins below the home directory, ' +
      'or where the XDG variables say. A directory of these is not there and cannot be made, or ' +
      'cannot be written to.',
    fix: [
      {
        do: 'Set HOME: without it there is no place for them',
        run: 'export HOME="$(getent passwd "$(id -u)" | cut -d: -f6)"',
        when: 'missing',
      },
      { do: 'See what is in the way', run: 'ls -ld <at>', when: '!missing' },
      {
        do: 'Take back what another user, such as root under sudo, has made there',
        run: 'sudo chown -R "$(id -u):$(id -g)" <own>',
        when: 'own',
      },
      { do: 'It is yours: let yourself write', run: 'chmod u+rwx <closed>', when: 'closed' },
      {
        do: 'Move away the file that is in its place',
        run: 'mv <at> <at>.old',
        when: 'code=ENOTDIR',
      },
      {
        do: 'Remove the link that leads nowhere, or make what it points at',
        run: 'readlink <at>',
        when: 'code=EEXIST',
      },
      {
        do: 'Give the container memory or a volume at <directory>: --tmpfs of Docker, an emptyDir of Kubernetes',
        when: 'readOnly=container',
      },
      {
        do: 'A disk that turned read-only by itself has had an error: see what the kernel says',
        run: 'sudo dmesg | grep -iE "remount|i/o error"',
        when: 'readOnly=disk',
      },
      {
        do: 'Or keep it elsewhere: XDG_CACHE_HOME, XDG_STATE_HOME and XDG_CONFIG_HOME move the cache, the state and the logins',
        run: 'export <variable>=/path/that/can/be/written',
        when: '!missing',
      },
    ],
    docs: page('host/directory-not-writable'),
    documented: false,
    owner: 'you',
    foundBy: ['host/directories'],
    match: [
      { text: 'mkdir *tonbo*: permission denied' },
      { text: 'mkdir *tonbo*: read-only file system' },
      { text: 'open *tonbo/artifacts*: permission denied' },
      { text: 'open *tonbo/artifacts*: read-only file system' },
      { text: 'mkdir *.config/artifacts*: permission denied' },
    ],
  },
  'host/directory-exposed': {
    title: 'Everybody on this machine may replace your login',
    why:
      'Whoever may write to the directory may remove the files of your login and bucket keys ' +
      'there and put others in their place, whatever the modes of the files are.',
    fix: [
      { do: 'Keep it to yourself', run: 'chmod 700 <directory>' },
      { do: 'See that all in it is yours', run: 'ls -la <directory>' },
      { do: 'If others were there, log in anew', run: 'artifacts logout && artifacts login' },
    ],
    docs: page('host/directory-exposed'),
    documented: false,
    warning: true,
    owner: 'you',
    foundBy: ['host/directories'],
  },
  'host/disk-full': {
    title: 'The disk of the cache is almost full',
    why:
      'What is written to a mount waits in the cache for its upload, and logs are kept there too. ' +
      'With less than 1 GiB, 1 % or not one inode left, mounts get slow or fail.',
    fix: [
      { do: 'See how much is left', run: 'df -h <cache> || df -h ~' },
      {
        do: 'See whether there are inodes left',
        run: 'df -i <cache> || df -i ~',
        when: 'short=inodes',
      },
      { do: 'See what takes the room', run: 'du -xsh ~/.cache/* | sort -h | tail' },
      {
        do: 'Or move the cache to another disk',
        run: 'export XDG_CACHE_HOME=/path/on/another/disk',
      },
    ],
    docs: page('host/disk-full'),
    documented: false,
    warning: true,
    owner: 'you',
    foundBy: ['host/directories'],
    match: [{ text: 'no space left on device' }, { code: 'ENOSPC' }],
  },
} satisfies Catalogue
