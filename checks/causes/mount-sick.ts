import type { Catalogue } from '../../src/index.ts'
import { page } from './docs.ts'

const STACK = {
  do: 'There are <stack> mounts on top of each other: cut off each of them',
  run: 'for n in $(seq <stack>); do sudo umount -l <path>; done',
  when: 'stack',
}
const HELD = {
  do: 'Let the processes that the evidence names as heldBy leave the directory, or end them',
  when: 'heldBy',
}
const AGAIN = [
  {
    do: 'Mount again what was mounted there',
    run: 'artifacts mount <mountedOf>/<mountedName> <path>',
    when: 'mountedOf',
  },
  {
    do: 'Mount again what was mounted there',
    run: 'artifacts mount <mounted> <path>',
    when: 'mounted',
  },
]

/** What takes a mount's daemon down, or keeps it from answering. */
const BEHIND_A_MOUNT = ['network/*', 'metadata/*', 'host/disk-full'] as const

/** A mount that is there, and of no use. */
export const mountSick = {
  'mount/stale': {
    title: 'A dead mount holds the directory',
    why:
      'What served it has gone without unmounting: a process that was killed or crashed, a ' +
      'server, a device. The kernel still lists it, and whatever looks into the directory fails ' +
      'until it is cleared.',
    fix: [
      {
        do: 'Unmount what is left',
        run: 'artifacts unmount <path>',
        when: 'kind=artifacts',
      },
      {
        do: 'If it is still listed, detach it with FUSE’s own program',
        run: 'fusermount3 -u -z <path>',
        when: 'unmounter=fusermount3',
      },
      {
        do: 'If it is still listed, detach it with the program of FUSE 2',
        run: 'fusermount -u -z <path>',
        when: 'unmounter=fusermount',
      },
      { do: 'Whatever it is, the superuser can cut it off', run: 'sudo umount -l <path>' },
      STACK,
      HELD,
      ...AGAIN,
    ],
    docs: page('mount/stale'),
    documented: false,
    consequenceOf: BEHIND_A_MOUNT,
    owner: 'you',
    foundBy: ['mount/stale', 'host/directories'],
    match: [
      { code: 'ENOTCONN' },
      { text: 'transport endpoint is not connected' },
      { text: 'mountpoint * is broken: *transport endpoint is not connected' },
      { text: 'socket is not connected' },
      // As glibc has it in German.
      { text: 'der socket ist nicht verbunden' },
    ],
  },
  'mount/hung': {
    title: 'The mount at this directory does not answer',
    why:
      'What serves it is there, but stuck: a process that is stopped, or that waits for a storage ' +
      'or metadata service which does not answer; for a network file system, its server. Every ' +
      'program that looks into the directory hangs with it.',
    fix: [
      {
        do: 'Its process is stopped: let it go on',
        run: 'kill -CONT <daemon>',
        when: 'daemonState=stopped',
      },
      {
        do: 'See whether its process runs or is stopped (T)',
        run: 'ps -eo pid,stat,etime,args | grep "[a]rtifacts"',
        when: '!daemon',
      },
      { do: 'Mend whatever else this report names: it may go on by itself' },
      {
        do: 'If not, end its process; what was not yet written is lost',
        run: 'kill -KILL <daemon>',
        when: 'daemon',
      },
      {
        do: 'Cut the mount off; what was not yet written is lost',
        run: 'sudo umount -f <path> || sudo umount -l <path>',
      },
      STACK,
      HELD,
      ...AGAIN,
    ],
    docs: page('mount/hung'),
    documented: false,
    owner: 'you',
    consequenceOf: [...BEHIND_A_MOUNT, 'storage/*'],
    foundBy: ['mount/stale', 'host/directories'],
    match: [{ text: 'mount point * is not active for', open: true }],
  },
  'mount/failing': {
    title: 'The mount at this directory answers with errors',
    why:
      'What serves it runs, but cannot read: most often the metadata service or the storage does ' +
      'not answer it, or no longer takes its keys. A mount keeps the keys that it began with, ' +
      'even when they are rotated.',
    fix: [
      { do: 'Mend whatever else this report names' },
      {
        do: 'Then unmount it: what is mounted anew takes the present keys',
        run: 'artifacts unmount <path>',
        when: 'kind=artifacts',
      },
      { do: 'If it cannot be unmounted', run: 'sudo umount -l <path>' },
      HELD,
      ...AGAIN,
    ],
    docs: page('mount/failing'),
    documented: false,
    owner: 'you',
    consequenceOf: [...BEHIND_A_MOUNT, 'storage/*'],
    foundBy: ['mount/stale', 'mount/point'],
    match: [
      { text: 'mountpoint * is broken: ', open: true },
      { text: 'stat /*: connection refused' },
    ],
  },
  'mount/of-another-user': {
    title: 'The mount here is another user’s, and closed to you',
    why:
      'A FUSE file system is open to the user who mounted it alone, unless it was mounted with ' +
      'allow_other; the superuser is kept out too. Whether it works, only that user can tell.',
    fix: [
      { do: 'See who it is', run: 'getent passwd <user>', when: 'user' },
      { do: 'Use it, and ask this doctor, as that user; or mount on another directory' },
      {
        do: 'To share it, let /etc/fuse.conf allow it, and that user mount with allow_other',
        run: 'grep user_allow_other /etc/fuse.conf',
      },
      { do: 'If it may go, that user can unmount it', run: 'artifacts unmount <path>' },
      { do: 'Or the superuser', run: 'sudo umount <path>' },
    ],
    docs: page('mount/of-another-user'),
    documented: false,
    owner: 'you',
    foundBy: ['mount/point'],
  },
} satisfies Catalogue
