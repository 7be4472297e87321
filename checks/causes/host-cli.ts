import type { Catalogue } from '../../src/index.ts'
import { page } from './docs.ts'

const INSTALL = 'curl -fsSL https://artifacts.tonbo.dev/install.sh | bash'

/** What can be wrong with the `artifacts` program of this machine. */
export const hostCli = {
  'host/cli-missing': {
    title: 'The artifacts program is not on PATH',
    why:
      'Workspaces are created and mounted with it, so neither can be done from here. The doctor ' +
      'itself can do without it where an orchestrator URL is given.',
    fix: [
      { do: 'Install it', run: INSTALL },
      {
        do: 'If it is installed, see where, and add that directory to PATH',
        run: 'ls -l ~/.local/bin/artifacts ~/bin/artifacts /usr/local/bin/artifacts',
      },
      { do: 'Under sudo, cron or CI, PATH is another than yours: name it there' },
    ],
    docs: page('host/cli-missing'),
    documented: false,
    warning: true,
    owner: 'you',
    foundBy: ['host/cli'],
    match: [
      { text: 'command not found: artifacts' },
      { text: 'artifacts: command not found' },
      { text: 'artifacts: not found' },
      { text: "env: 'artifacts': no such file or directory" },
      { text: 'exec: "artifacts": executable file not found', open: true },
    ],
  },
  'host/cli-foreign': {
    title: "The artifacts program on PATH is another vendor's",
    why:
      'Other products ship a program of this name. It knows no workspace of yours, and may take ' +
      'the same words for something else.',
    fix: [
      { do: 'See which programs of this name there are', run: 'which -a artifacts' },
      {
        when: 'right',
        do: 'The right one is there too: call it by its whole name, or put its directory first',
        run: '<right> --version',
      },
      { when: '!right', do: "Install Tonbo's", run: INSTALL },
      { do: 'If you need both, give one of them another name in your shell, with alias' },
    ],
    docs: page('host/cli-foreign'),
    documented: false,
    owner: 'you',
    foundBy: ['host/cli'],
    match: [
      { text: 'AGENT_ARTIFACTS_*is not set' },
      { text: 'AGENT_ARTIFACTS_*is required' },
      { text: 'AGENT_ARTIFACTS_*is missing' },
      { text: 'missing AGENT_ARTIFACTS_', open: true },
      { text: 'set AGENT_ARTIFACTS_', open: true },
    ],
  },
  'host/cli-not-runnable': {
    title: 'The artifacts program cannot be run',
    why:
      'There is a file of this name on PATH, and the system does not start it: a link that leads ' +
      'nowhere, a mode without x, a disk mounted with noexec, or a download that was no program.',
    fix: [
      { do: 'Look at it', run: 'ls -lL <path>; file -L <path>' },
      {
        when: 'found=a file that may not be executed',
        do: 'Let it be executed; if that does not help, its disk is mounted with noexec',
        run: 'chmod +x <path>; findmnt -T <path>',
      },
      { do: 'Install it anew', run: INSTALL },
    ],
    docs: page('host/cli-not-runnable'),
    documented: false,
    owner: 'you',
    foundBy: ['host/cli'],
    match: [
      { text: 'artifacts: permission denied' },
      { text: '/*artifacts: permission denied' },
      { text: './artifacts: permission denied' },
      { text: 'artifacts: cannot execute: required file not found' },
      { text: '/*artifacts: cannot execute: required file not found' },
      { text: './artifacts: cannot execute: required file not found' },
      { text: 'artifacts: bad interpreter', open: true },
      { text: '/*artifacts: bad interpreter', open: true },
      { text: './artifacts: bad interpreter', open: true },
    ],
  },
  'host/cli-wrong-machine': {
    title: 'The artifacts program is made for another machine',
    why:
      'It is published for Linux on x86-64 alone; this file, or this machine, is of another kind. ' +
      'It cannot be started here.',
    fix: [
      { do: 'Compare the two', run: 'uname -sm; file -L <path>' },
      { when: 'here=x86_64', do: 'Install the one for this machine', run: INSTALL },
      {
        when: '!here=x86_64',
        do: 'Use it on a machine with x86-64, or in a container or virtual machine of that kind',
        run: 'docker run --rm -it --platform linux/amd64 debian',
      },
    ],
    docs: page('host/cli-wrong-machine'),
    documented: false,
    owner: 'you',
    foundBy: ['host/cli'],
    match: [{ text: 'exec format error' }, { text: 'cannot execute binary file' }],
  },
  'host/cli-hangs': {
    title: 'The artifacts program does not even say its version',
    why:
      'It was given some seconds and then stopped. Something that it reads at its start does not ' +
      'answer (a home on a dead network disk, a lock of another process), or it asks a question.',
    fix: [
      { do: 'Run it by hand, and see what it waits for', run: '<path> --version' },
      { do: 'See whether it waits for a file', run: 'timeout 5 strace -f <path> --version' },
      { do: 'Try it without your own files', run: 'env -i HOME=/nonexistent <path> --version' },
      { do: 'If it waits even so, install it anew', run: INSTALL },
    ],
    docs: page('host/cli-hangs'),
    documented: false,
    owner: 'you',
    foundBy: ['host/cli'],
  },
} satisfies Catalogue
