import type { Catalogue } from '../../src/index.ts'
import { page } from './docs.ts'

/** What can be wrong with the clock of this machine. */
export const hostClock = {
  'host/clock-skewed': {
    title: 'The clock of this machine is wrong',
    why:
      'Signatures, tokens and certificates all carry times, and S3 turns away a request that is ' +
      'more than fifteen minutes off. Most other failures of this run may go away with the ' +
      'right time.',
    fix: [
      { do: 'Compare with a clock that you trust', run: 'date -u' },
      { do: 'Where chrony keeps the time, set the clock at once', run: 'sudo chronyc makestep' },
      {
        do: 'Else let systemd keep the time from now on',
        run: 'sudo timedatectl set-ntp true',
      },
      { do: 'In a container or a virtual machine, set the clock of its host' },
    ],
    docs: page('host/clock-skewed'),
    documented: false,
    first: true,
    owner: 'you',
    foundBy: ['host/clock', 'auth/accepted', 'storage/region'],
    match: [
      { code: 'RequestTimeTooSkewed' },
      { text: 'the difference between the request time and the *time is too large' },
    ],
  },
  'host/clock-drifting': {
    title: 'The clock of this machine is off',
    why:
      'By more than a minute, but not yet by the fifteen that S3 allows. Tokens may be refused as ' +
      'expired or not yet valid, and a clock that drifts gets worse.',
    fix: [
      { do: 'Compare with a clock that you trust', run: 'date -u' },
      { do: 'Let systemd keep the time', run: 'sudo timedatectl set-ntp true' },
      { do: 'In a container or a virtual machine, set the clock of its host' },
    ],
    docs: page('host/clock-drifting'),
    documented: false,
    warning: true,
    owner: 'you',
    foundBy: ['host/clock'],
  },
} satisfies Catalogue
