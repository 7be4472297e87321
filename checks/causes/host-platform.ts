import type { Catalogue } from '../../src/index.ts'
import { page } from './docs.ts'

/** What can be wrong with the kind of machine that this is. */
export const hostPlatform = {
  'host/not-linux': {
    title: 'This machine does not run Linux',
    why:
      'The artifacts program is made for Linux alone, and nothing can be mounted here. What this ' +
      'report says of the services holds all the same, seen from this machine.',
    fix: [
      { do: 'Create and mount on a Linux machine, and run the doctor there once more' },
      {
        do: 'On macOS, in a virtual machine with Linux on x86-64, such as Lima makes',
        when: 'platform=darwin',
      },
      {
        do: 'On Windows, in WSL 2',
        run: 'wsl --install --distribution Debian',
        when: 'platform=win32',
      },
    ],
    docs: page('host/not-linux'),
    documented: false,
    warning: true,
    owner: 'you',
    foundBy: ['host/platform'],
  },
  'host/not-x86-64': {
    title: 'This machine is not an x86-64',
    why:
      'The artifacts program is released for Linux on x86-64 alone. Here it does not start, ' +
      'unless an emulator is set up for it.',
    fix: [
      { do: 'See what the machine is', run: 'uname -m' },
      { do: 'Create and mount on an x86-64 machine' },
      {
        do: 'Or have Docker emulate one for all of the container',
        run: 'docker run --platform linux/amd64 …',
      },
    ],
    docs: page('host/not-x86-64'),
    documented: false,
    warning: true,
    owner: 'you',
    foundBy: ['host/platform'],
    match: [{ text: 'exec format error' }, { text: 'cannot execute binary file' }],
  },
} satisfies Catalogue
