import type { Options, PositionalOptions } from 'yargs'
import { settingSpecs } from '../settings/settings.ts'
import { BUNDLE_EPILOGUE, bundleOptions } from './bundle-options.ts'
import type { Io } from './io.ts'
import {
  CHECK_EPILOGUE,
  checkOptions,
  EXEC_EPILOGUE,
  execOptions,
  pluginOption,
} from './options.ts'

/** One command: what may be typed after its name, and the file that carries it out. */
export interface Command {
  /** What stands behind its name: `[workspace]`, `<file..>`. */
  readonly takes?: string
  readonly describe: string
  readonly positionals?: Readonly<Record<string, Positional>>
  readonly options?: Readonly<Record<string, Options>>
  /** Stands in the first line of `--help`, where the words above do not tell. */
  readonly usage?: string
  /** Stands below its flags in `--help`. */
  readonly epilogue?: string
  /** Carries it out and answers with the exit code. */
  run(argv: Arguments, io: Io): Promise<number>
  /** Says where it can that the command line, the configuration or a plug-in kept it from being carried out. */
  unstarted?(error: unknown, argv: Arguments, io: Io): Promise<void>
}

/** The parser knows more of a positional than its types. */
type Positional = PositionalOptions & Pick<Options, 'defaultDescription'>

/** A command line as yargs read it: it has checked it against the options above. */
export type Arguments = Readonly<Record<string, unknown>>

const format = (...choices: [string, ...string[]]): Options => ({
  type: 'string',
  requiresArg: true,
  choices,
  default: choices[0],
  describe: 'what to print',
})

/** Of what reads text: no bucket is typed there that could tell. */
const backendOption = {
  type: 'string',
  requiresArg: true,
  choices: settingSpecs.backend.choices ?? [],
  describe: "whose bucket the text speaks of: the vendor's or your own",
} as const satisfies Options

/** Every command, in the order of `--help`; the first is the default. */
export const commands = {
  check: {
    takes: '[workspace]',
    describe: 'run the checks and report',
    positionals: { workspace: { type: 'string', describe: settingSpecs.workspace.help } },
    options: checkOptions,
    epilogue: CHECK_EPILOGUE,
    run: async (argv, io) => (await import('./check.ts')).check(argv, io),
    unstarted: async (error, argv, io) => (await import('./check.ts')).unstarted(error, argv, io),
  },
  explain: {
    takes: '[text..]',
    describe:
      'name the cause behind a code, a message or a cause id (no text or -: standard input)',
    positionals: {
      text: {
        defaultDescription: 'standard input',
        describe: 'a code, a message, pasted output or the id of a cause',
      },
    },
    options: {
      backend: backendOption,
      format: format('text', 'json', 'markdown'),
      all: { type: 'boolean', describe: 'explain every cause, and read no text' },
      output: {
        type: 'string',
        requiresArg: true,
        describe: 'with --all --format markdown: write a page for each cause into this directory',
      },
      plugin: pluginOption,
    },
    run: async (argv, io) => (await import('./explain.ts')).explainCommand(argv as never, io),
  },
  triage: {
    takes: '<file..>',
    describe: 'name and rank the causes in logs, reports and bundles (-: standard input)',
    positionals: {
      // Else its help would say that an empty list is the default.
      file: { default: undefined, describe: 'a log, CI output, a report or a bundle' },
    },
    options: {
      backend: backendOption,
      format: format('text', 'json', 'markdown'),
    },
    run: async (argv, io) => (await import('./triage.ts')).triageCommand(argv as never, io),
  },
  exec: {
    takes: '[command..]',
    describe:
      'check, run the command behind --, explain its failure; with --wait, run it again once that has cleared',
    usage: 'exec [flags] -- <command...>',
    options: execOptions,
    epilogue: EXEC_EPILOGUE,
    run: async (argv, io) => (await import('./exec.ts')).exec(argv, io),
    unstarted: async (error, argv, io) =>
      (await import('./check.ts')).unstarted(error, argv, io, false),
  },
  bundle: {
    takes: '[workspace]',
    describe: 'run the checks read-only and write a redacted support bundle',
    positionals: { workspace: { type: 'string', describe: settingSpecs.workspace.help } },
    options: bundleOptions,
    epilogue: BUNDLE_EPILOGUE,
    run: async (argv, io) => (await import('./bundle.ts')).bundle(argv, io),
  },
  list: {
    takes: '[what]',
    describe: 'list the checks or the causes that the doctor knows',
    positionals: { what: { choices: ['checks', 'causes'], default: 'checks' } },
    options: { format: format('text', 'json'), plugin: pluginOption },
    run: async (argv, io) => (await import('./list.ts')).list(argv as never, io),
  },
  graph: {
    describe: 'draw which check needs which',
    options: { format: format('mermaid', 'dot', 'json'), plugin: pluginOption },
    run: async (argv, io) => (await import('./graph.ts')).graph(argv as never, io),
  },
  schema: {
    takes: '[what]',
    describe: 'print the JSON Schema of a document',
    positionals: {
      what: { choices: ['report', 'explanation', 'triage', 'config'], default: 'report' },
    },
    run: async (argv, io) => (await import('./schema.ts')).schema(argv as never, io),
  },
  completion: {
    takes: '[shell]',
    describe: 'print a completion script',
    positionals: { shell: { choices: ['bash', 'zsh'], describe: 'the one that SHELL names' } },
    run: async (argv, io) => (await import('./completion.ts')).completion(argv as never, io),
  },
} as const satisfies Record<string, Command>
