import type { Catalogue } from '../catalogue.ts'

const docs = 'https://github.com/tonbo-io/artifacts-doctor/blob/main/docs/configuration.md#waivers'

/** What may be wrong with the waivers of a configuration: the doctor's own causes, of no plug-in. */
export const waiverCauses = {
  'config/waiver-expired': {
    title: 'A waiver has expired',
    why: 'What it was for fails the run again, if it is still there. A waiver is for a while: its last day has passed.',
    fix: [
      { do: 'Mend what it was for, and take the waiver out of <file>' },
      { do: 'Or decide again, and give it a later day' },
    ],
    docs,
    documented: false,
    warning: true,
    owner: 'you',
  },
  'config/waiver-unused': {
    title: 'A waiver waives nothing',
    why: 'Every check that could have named its cause ran, and none did. Left where it is, it would hide the cause the day it comes back.',
    fix: [{ do: 'Take the waiver out of <file>' }],
    docs,
    documented: false,
    warning: true,
    owner: 'you',
  },
} as const satisfies Catalogue
