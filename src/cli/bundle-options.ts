import type { Options } from 'yargs'
import { showBytes } from '../bundle/bytes.ts'
import { caps } from '../bundle/caps.ts'
import { checkOptions } from './options.ts'

/** The flags of `check` that make no sense where a bundle is written. */
const NOT_HERE = ['read-only', 'wait', 'format', 'report', 'fail-on', 'verbose', 'require']

/** The flags of `bundle`: what goes in, then those of the run. */
export const bundleOptions: Record<string, Options> = {
  output: {
    type: 'string',
    requiresArg: true,
    describe: 'write to FILE (default: artifacts-doctor-<time>.tar.gz)',
    group: 'Bundle:',
  },
  force: { type: 'boolean', describe: 'replace FILE if it is there', group: 'Bundle:' },
  log: {
    type: 'string',
    array: true,
    requiresArg: true,
    describe: `collect the end of this log (repeat it: up to ${caps.logs}, ${showBytes(caps.perLogBytes)} of each, ${showBytes(caps.totalBytes)} in all)`,
    group: 'Bundle:',
  },
  'dry-run': {
    type: 'boolean',
    describe: 'list what would go in; ask no server and write nothing',
    group: 'Bundle:',
  },
  ...Object.fromEntries(Object.entries(checkOptions).filter(([name]) => !NOT_HERE.includes(name))),
}

/** What stands below the flags of `bundle` in `--help`. */
export const BUNDLE_EPILOGUE = `Nothing is written to a bucket, and nothing is sent: look into the bundle before you send it yourself. Of the environment, only known variables are looked at, and of most only whether they are set. The bundle is looked through for secrets once more when it is written, and is not kept if one is found.

Exit codes: 0 the bundle is written, whatever the checks found; 2 usage; 3 no bundle is kept, a secret was left in it; 130 and 143 interrupted, nothing is left behind.`
