import type { Catalogue } from '../../src/index.ts'
import { page } from './docs.ts'

/** What can be said of the place that a workspace is to be mounted on. */
export const mountPlace = {
  'mount/mounted-here': {
    title: 'This workspace is mounted here already, and works',
    why: 'Mounting it once more is refused, and there is no need to.',
    fix: [
      { do: 'Use it as it is', run: 'ls <path>', when: '!readOnly' },
      { do: 'Use it as it is; it is read-only', run: 'ls <path>', when: 'readOnly' },
      { do: 'To mount it anew, unmount it first', run: 'artifacts unmount <path>' },
    ],
    docs: page('mount/mounted-here'),
    documented: false,
    warning: true,
    owner: 'you',
    intent: 'mount',
    foundBy: ['mount/point'],
  },
  'mount/not-a-directory': {
    title: 'The mount point is not a directory',
    why:
      'A file, a socket or a device is at this path, or one of its parents is a file. A ' +
      'workspace needs a directory.',
    fix: [
      { do: 'See what is there', run: 'ls -ld <path>', when: '!at' },
      { do: 'See what is there', run: 'ls -ld <at>', when: 'at' },
      { do: 'Choose another path, or move what is there out of the way' },
    ],
    docs: page('mount/not-a-directory'),
    documented: false,
    owner: 'you',
    foundBy: ['mount/point'],
    match: [
      { text: 'mountpoint * is not a directory' },
      { text: 'mount point * is not a directory' },
      { text: 'path * is not a directory' },
    ],
  },
  'mount/directory-not-writable': {
    title: 'You may not mount on this directory',
    why:
      'Whoever is not root needs to be allowed to write to the directory, and to own it where ' +
      'only owners may remove names (the sticky bit): fusermount3 asks that before it mounts.',
    fix: [
      { do: 'See whose it is', run: 'ls -ld <path>' },
      { do: 'Make it yours', run: 'sudo chown "$(id -un)" <path>' },
      { do: 'Or mount on a directory of your own' },
    ],
    docs: page('mount/directory-not-writable'),
    documented: false,
    owner: 'you',
    foundBy: ['mount/point'],
    match: [
      { text: 'user has no write access to mountpoint', open: true },
      { text: 'do not have write permission on', open: true },
    ],
  },
  'mount/path-missing': {
    title: 'The directory to mount on does not exist yet',
    why: 'Nothing is at this path, but it can be created, and you may do so.',
    fix: [{ do: 'Create it', run: 'mkdir -p <path>' }],
    docs: page('mount/path-missing'),
    documented: false,
    warning: true,
    owner: 'you',
    foundBy: ['mount/point'],
    match: [
      { text: 'bad mount point *: no such file or directory' },
      { text: 'failed to access mountpoint *: no such file or directory' },
      { text: 'mount point * does not exist' },
      { text: 'mount point does not exist' },
      { text: 'mountpoint * does not exist' },
    ],
  },
  'mount/path-not-creatable': {
    title: 'The directory to mount on cannot be created',
    why:
      'Nothing is at this path, and none can be made: you may not write to the directory above ' +
      'it, its file system is read-only or the kernel’s own, it was removed while in use, or ' +
      'links lead nowhere.',
    fix: [
      {
        do: 'Create it as root, and make it yours',
        run: 'sudo install -d -o "$(id -un)" <path>',
        when: 'code=EACCES',
      },
      {
        do: 'The file system is read-only: in a container, mount on a volume',
        when: 'code=EROFS',
      },
      {
        do: 'The link <ancestor> leads to nothing: make what it points at, or remove it',
        run: 'mkdir -p <path>',
        when: 'code=EEXIST',
      },
      { do: 'The links lead in a circle: remove one', run: 'ls -l <at>', when: 'code=ELOOP' },
      { do: 'Choose a shorter name', when: 'code=ENAMETOOLONG' },
      {
        do: 'The directory that it would be made in was removed: go there anew, or make that again',
        when: 'code=ENOENT',
      },
      { do: 'Choose another path instead, in your home directory' },
    ],
    docs: page('mount/path-not-creatable'),
    documented: false,
    owner: 'you',
    foundBy: ['mount/point'],
    match: [
      { text: 'mkdir /mnt*: permission denied' },
      { text: 'create mountpoint *: permission denied' },
      { text: 'cannot create mount point *: permission denied' },
    ],
  },
} satisfies Catalogue
