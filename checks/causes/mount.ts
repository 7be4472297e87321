import type { Catalogue } from '../../src/index.ts'
import { errorCodes, page } from './docs.ts'

/** What can be wrong with the directory that a workspace is mounted on. */
export const mount = {
  'mount/stale': {
    title: 'A dead mount holds the directory',
    why:
      'The process that served it has gone without unmounting, killed or crashed, and the ' +
      'kernel still lists it. Whatever looks into the directory fails until it is cleared.',
    fix: [
      { do: 'Unmount what is left', run: 'artifacts unmount <path>' },
      { do: 'If that fails', run: 'fusermount3 -u -z <path>' },
      { do: 'If that fails too', run: 'sudo umount -l <path>' },
      { do: 'Mount again what was mounted there', run: 'artifacts mount <workspace> <path>' },
    ],
    docs: page('mount/stale'),
    documented: false,
    owner: 'you',
    match: [{ code: 'ENOTCONN' }, { text: 'transport endpoint is not connected' }],
  },
  'mount/hung': {
    title: 'The mount at this directory does not answer',
    why:
      'Its process is there, but stuck: stopped, or waiting for a storage or metadata service ' +
      'that does not answer. Every program that looks into the directory hangs with it.',
    fix: [
      {
        do: 'See whether its process runs or is stopped (T)',
        run: 'ps -eo pid,stat,etime,args | grep "[a]rtifacts"',
      },
      { do: 'Mend whatever else this report names: it may go on by itself' },
      {
        do: 'If not, cut it off; what was not yet written is lost',
        run: 'sudo umount -f <path> || sudo umount -l <path>',
      },
      { do: 'Mount again what was mounted there', run: 'artifacts mount <workspace> <path>' },
    ],
    docs: page('mount/hung'),
    documented: false,
    owner: 'you',
  },
  'mount/already-mounted': {
    title: 'Something is mounted on this directory already',
    why: 'The product never mounts over another mount, and /proc/self/mountinfo lists one here.',
    fix: [
      { do: 'See what it is', run: 'findmnt <path>' },
      { do: 'If it may go, unmount it', run: 'artifacts unmount <path>' },
      { do: 'If it is busy, see who uses it', run: 'fuser -vm <path>' },
      { do: 'Or mount on another directory' },
    ],
    docs: errorCodes,
    documented: true,
    owner: 'you',
    match: [{ text: 'is already a mount point' }],
  },
  'mount/mounted-here': {
    title: 'This workspace is mounted here already, and works',
    why: 'Mounting it once more is refused, and there is no need to.',
    fix: [
      { do: 'Use it as it is', run: 'ls <path>' },
      { do: 'To mount it anew, unmount it first', run: 'artifacts unmount <path>' },
    ],
    docs: page('mount/mounted-here'),
    documented: false,
    warning: true,
    owner: 'you',
  },
  'mount/not-a-directory': {
    title: 'The mount point is not a directory',
    why:
      'A file, a socket or a device is at this path, or one of its parents is a file. A ' +
      'workspace needs a directory.',
    fix: [
      { do: 'See what is there', run: 'ls -ld <path>' },
      { do: 'Choose another path, or move what is there out of the way' },
    ],
    docs: page('mount/not-a-directory'),
    documented: false,
    owner: 'you',
  },
  'mount/path-missing': {
    title: 'The directory to mount on does not exist yet',
    why: 'Nothing is at this path, but it can be created, and you may do so.',
    fix: [{ do: 'Create it', run: 'mkdir -p <path>' }],
    docs: page('mount/path-missing'),
    documented: false,
    warning: true,
    owner: 'you',
  },
  'mount/path-not-creatable': {
    title: 'The directory to mount on cannot be created',
    why:
      'Nothing is at this path, and you may not write to the directory above it, or it is on a ' +
      'file system that is read-only.',
    fix: [
      {
        do: 'Create it as root, and make it yours',
        run: 'sudo install -d -o "$(id -un)" <path>',
      },
      { do: 'Or choose a path in your home directory' },
      { do: 'In a container with a read-only root, mount on a volume' },
    ],
    docs: page('mount/path-not-creatable'),
    documented: false,
    owner: 'you',
  },
} satisfies Catalogue
