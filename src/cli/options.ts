import type { Options } from 'yargs'
import { formats } from '../reporters/index.ts'
import { settingKeys, settingSpecs } from '../settings/settings.ts'

/** Other people's checks: of `check`, and of whatever tells what the doctor knows. */
export const pluginOption = {
  type: 'string',
  array: true,
  requiresArg: true,
  describe: 'load a plug-in too: a path (./…) or a package',
} as const satisfies Options

const RUN_OPTIONS = {
  only: {
    type: 'string',
    array: true,
    describe: 'run only the checks whose id fits GLOB, and what they need',
  },
  skip: { type: 'string', array: true, describe: 'skip the checks whose id fits GLOB' },
  require: {
    type: 'string',
    array: true,
    describe: 'a check that fits GLOB and is skipped for want of a setting counts as undetermined',
  },
  'read-only': { type: 'boolean', describe: 'write no object' },
  offline: { type: 'boolean', describe: 'let nothing leave this machine' },
  timeout: { type: 'string', defaultDescription: '10s', describe: 'for each check and attempt' },
  deadline: {
    type: 'string',
    defaultDescription: '60s',
    describe: 'for the whole run, waiting not counted',
  },
  wait: { type: 'string', describe: 'try again what may clear by itself, for so long altogether' },
  format: {
    type: 'string',
    choices: formats,
    default: 'text',
    describe: 'what to print on standard output',
  },
  report: {
    type: 'string',
    array: true,
    describe:
      'also write the report as FORMAT to FILE: junit=out.xml (github=-: annotations on standard error)',
  },
  'fail-on': {
    type: 'string',
    choices: ['warn', 'fail', 'never'],
    defaultDescription: 'fail',
    describe: 'what makes the exit code 1',
  },
  config: {
    type: 'string',
    describe:
      'read the configuration from FILE (else artifacts-doctor.config.yaml, .yml or .json, here or above)',
  },
  profile: { type: 'string', describe: 'lay the profile NAME of the configuration over it' },
  plugin: pluginOption,
  color: {
    type: 'string',
    choices: ['auto', 'always', 'never'],
    default: 'auto',
    describe: 'when to colour',
  },
  quiet: { type: 'boolean', describe: 'no progress, and only what was found' },
  verbose: { type: 'boolean', describe: 'every check with its evidence' },
} as const satisfies Record<string, Options>

/** The flags of `check`: one for each setting that may be typed, then those of the run. */
export const checkOptions: Record<string, Options> = {
  ...Object.fromEntries(
    settingKeys.flatMap((key) => {
      const { flag, choices, help, env = [] } = settingSpecs[key]
      if (flag === undefined) return []
      const from = env.length === 0 ? '' : ` [${env.join(', ')}]`
      const option: Options = {
        type: 'string',
        requiresArg: true,
        describe: `${help}${from}`,
        group: 'Settings:',
      }
      return [[flag, choices === undefined ? option : { ...option, choices }]]
    }),
  ),
  ...Object.fromEntries(
    Object.entries(RUN_OPTIONS).map(([name, option]) => [
      name,
      { ...option, ...(option.type === 'string' ? { requiresArg: true } : {}), group: 'Run:' },
    ]),
  ),
}

/** What stands below the flags of `check`, the default, in `--help`. */
export const CHECK_EPILOGUE = `A check of your own bucket writes one object of 100 bytes under testing/ and removes it again; --read-only leaves that out.
Secrets come from the environment or from files, never from flags. Nothing is sent anywhere but to the servers that you name.

Examples:
  artifacts-doctor --for create my-workspace
  artifacts-doctor --bucket cases --endpoint https://t3.storage.dev
  artifacts-doctor --for mount acme/demo --mountpoint /mnt/work --format json
  artifacts-doctor --wait 60s --require 'storage/*' --backend byo
  artifacts-doctor --quiet --report junit=doctor.xml,sarif=doctor.sarif
  artifacts-doctor explain SignatureDoesNotMatch

Exit codes: 0 nothing failed, 1 a check failed, 2 usage, 3 could not tell, 130 and 143 interrupted.`

const { format: _, ...withoutFormat } = checkOptions

/** The flags of `exec`: those of `check`, and what may be run twice. */
export const execOptions: Record<string, Options> = {
  ...withoutFormat,
  // Refused with a word on what to use instead.
  format: { type: 'string', hidden: true },
  'retry-safe': {
    type: 'string',
    array: true,
    group: 'Run:',
    describe:
      'this command, or one that begins with these words, is safe to run again (artifacts workspace create and artifacts mount are)',
  },
}

/** What stands below the flags of `exec` in `--help`. */
export const EXEC_EPILOGUE = `exec reads workspace, mount point, backend, bucket, endpoint, region, prefix and intent from the words of artifacts itself (also by its path, and behind env NAME=VALUE); flags of the doctor come before them. Of any other command it knows nothing but these flags.
As a check does, it writes one object of 100 bytes into your own bucket, and removes it; --read-only leaves that out.
A failed check keeps the command from being run: exit code 125 (--fail-on never runs it all the same). Else the exit code is the command's own: 128 and more when a signal ended it, 126 when it cannot be run, 127 when it is not found.
The command sees pipes and no terminal; what it prints is passed on byte for byte. Standard output is the command's alone: everything of the doctor's goes to standard error. What it leaves running when it ends can print no more.
With --wait, a command that failed only for causes that may clear is run again, with the standard input it has left: artifacts workspace create, artifacts mount, and what --retry-safe names.

  artifacts-doctor exec --wait 60s -- artifacts workspace create my-workspace`
