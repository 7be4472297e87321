import yargs from 'yargs'
import { nearby } from '../nearest.ts'
import { settingKeys, settingSpecs } from '../settings.ts'
import { UsageError } from '../usage-error.ts'
import { version } from '../version.ts'
import { visible } from '../visible.ts'
import { complaint } from './complaint.ts'
import { type Io, write } from './io.ts'
import { checkOptions, HELP_EPILOGUE } from './options.ts'
import { secretsIn } from './secrets-in.ts'

const COMMANDS = ['check', 'explain', 'list', 'graph', 'schema'] as const

/** Runs one command line and answers with its exit code; never throws and never prints a stack. */
export async function main(args: readonly string[], io: Io): Promise<number> {
  const redact = io.redactor(secretsIn(io.env))
  // Whoever writes learns of an error by the callback; the event would end the process.
  for (const stream of [io.stdout, io.stderr]) stream.on('error', () => {})
  try {
    await warnOfMisspeltVariables(io, redact)
    return await dispatch(args, io)
  } catch (error) {
    const usage = error instanceof UsageError
    const message = error instanceof Error ? error.message : String(error)
    const text = usage
      ? message
      : `the doctor itself failed, which says nothing of your set-up: ${message}`
    await write(io.stderr, `artifacts-doctor: ${visible(text)}\n`, redact).catch(() => {})
    return usage ? 2 : 3
  }
}

async function dispatch(args: readonly string[], io: Io): Promise<number> {
  let code = 0
  const done = (run: Promise<number>) =>
    run.then((result) => {
      code = result
    })
  const cli = yargs([...args])
    .scriptName('artifacts-doctor')
    .parserConfiguration({
      'parse-numbers': false,
      'parse-positional-numbers': false,
      'dot-notation': false,
      'camel-case-expansion': false,
      'boolean-negation': false,
      'greedy-arrays': false,
      'duplicate-arguments-array': true,
    })
    .usage(
      '$0 [check] [workspace]\n\nSays whether a Tonbo Artifacts workspace can be created and mounted here, and if not, why.',
    )
    .command(
      ['check [workspace]', '$0'],
      'run the checks and report',
      (command) =>
        command
          .positional('workspace', { type: 'string', describe: settingSpecs.workspace.help })
          .options(checkOptions),
      async (argv) => {
        // Without `check` before it, yargs has no command in `_`.
        if (argv._.length === 0) refuseMisspeltCommand(String(argv.workspace ?? ''))
        await done((await import('./check.ts')).check(argv, io))
      },
    )
    .command(
      'explain [text..]',
      'name the cause behind a code, a message or a cause id (no text or -: standard input)',
      (command) =>
        command
          .positional('text', { type: 'string', array: true })
          .option('backend', {
            type: 'string',
            choices: ['managed', 'byo'],
            describe: settingSpecs.backend.help,
          })
          .option('format', {
            type: 'string',
            choices: ['text', 'json', 'markdown'],
            default: 'text',
            describe: 'what to print',
          })
          .option('all', { type: 'boolean', describe: 'explain every cause, and read no text' })
          .option('output', {
            type: 'string',
            requiresArg: true,
            describe: 'with --all --format markdown: write a page for each cause into DIRECTORY',
          }),
      async (argv) => done((await import('./explain.ts')).explainCommand(argv, io)),
    )
    .command(
      'list [what]',
      'list the checks or the causes that the doctor knows',
      (command) =>
        command
          .positional('what', {
            choices: ['checks', 'causes'] as const,
            default: 'checks' as const,
          })
          .option('format', {
            type: 'string',
            choices: ['text', 'json'],
            default: 'text',
            describe: 'what to print',
          }),
      async (argv) => done((await import('./list.ts')).list(argv, io)),
    )
    .command(
      'graph',
      'draw which check needs which',
      (command) =>
        command.option('format', {
          type: 'string',
          choices: ['mermaid', 'dot', 'json'],
          default: 'mermaid',
          describe: 'what to print',
        }),
      async (argv) => done((await import('./graph.ts')).graph(argv, io)),
    )
    .command(
      'schema [what]',
      'print the JSON Schema of a document',
      (command) =>
        command.positional('what', { choices: ['report'] as const, default: 'report' as const }),
      async () => done((await import('./schema.ts')).schema(io)),
    )
    .version(version)
    .alias('version', 'V')
    .help()
    .alias('help', 'h')
    .epilogue(HELP_EPILOGUE)
    .wrap(Math.min(100, (io.stdout as Partial<NodeJS.WriteStream>).columns || 80))
    .strict()
    .exitProcess(false)
    .showHelpOnFail(false)
    .fail((message, error) => {
      // Thrown, or yargs goes on and runs the command. Its own complaints come with a message.
      throw message ? new UsageError(complaint(message, args)) : error
    })
  let help = ''
  await cli.parseAsync([...args], {}, (_error, _argv, output) => {
    help = output
  })
  if (help !== '') await write(io.stdout, `${help}\n`, (text) => text)
  return code
}

/** A lone word that is nearly a command is a slip, not a workspace. */
function refuseMisspeltCommand(word: string): void {
  const command = nearby(word, COMMANDS)
  if (command === undefined) return
  throw new UsageError(
    `'${word}' is not a command; did you mean '${command}'? For a workspace of that name: check ${word}`,
  )
}

const KNOWN_VARIABLES = settingKeys
  .flatMap((key) => settingSpecs[key].env ?? [])
  .filter((name) => name.startsWith('ARTIFACTS_'))

async function warnOfMisspeltVariables(io: Io, redact: (text: string) => string): Promise<void> {
  for (const name of Object.keys(io.env)) {
    if (!name.startsWith('ARTIFACTS_') || KNOWN_VARIABLES.includes(name)) continue
    const meant = nearby(name, KNOWN_VARIABLES)
    if (meant !== undefined) {
      await write(
        io.stderr,
        `artifacts-doctor: the variable ${visible(name)} is not known; did you mean ${meant}?\n`,
        redact,
      )
    }
  }
}
