import type { Catalogue } from '../../src/index.ts'
import { errorCodes } from './docs.ts'
import { mountPlace } from './mount-place.ts'
import { mountSick } from './mount-sick.ts'

/** What can be wrong with the directory that a workspace is mounted on, and with its mounts. */
export const mount = {
  ...mountSick,
  'mount/already-mounted': {
    title: 'Something is mounted on this directory already',
    why: 'The product never mounts over another mount, and /proc/self/mountinfo lists one here.',
    fix: [
      { do: 'See what it is', run: 'findmnt <path>' },
      {
        do: 'Another mount, on <hiddenBy>, hides it: unmount that one first',
        run: 'sudo umount <hiddenBy>',
        when: 'hiddenBy',
      },
      {
        do: 'If it may go, unmount it',
        run: 'artifacts unmount <path>',
        when: 'kind=artifacts',
      },
      {
        do: 'Should the product refuse, or not know it, let FUSE do it',
        run: 'fusermount3 -u <path>',
        when: 'unmounter=fusermount3',
      },
      {
        do: 'Should the product refuse, or not know it, let FUSE do it',
        run: 'fusermount -u <path>',
        when: 'unmounter=fusermount',
      },
      { do: 'If it may go, unmount it', run: 'sudo umount <path>', when: 'kind=other' },
      {
        do: 'There are <stack> mounts on top of each other: unmount each of them',
        run: 'for n in $(seq <stack>); do sudo umount <path>; done',
        when: 'stack',
      },
      {
        do: 'It is busy until the processes that the evidence names as heldBy have left it',
        when: 'heldBy',
      },
      { do: 'If it is busy, see who uses it', run: 'fuser -vm <path>', when: '!heldBy' },
      { do: 'Or mount on another directory' },
    ],
    docs: errorCodes,
    documented: true,
    owner: 'you',
    foundBy: ['mount/point'],
    match: [
      { text: 'path * is already a mount point' },
      { text: '/* is already a mount point' },
      { text: 'is already a mount point' },
    ],
  },
  ...mountPlace,
} satisfies Catalogue
