import yargs, { type Argv } from 'yargs'
import { nearby } from '../nearest.ts'
import { secretsIn } from '../secrets/secrets-in.ts'
import { UsageError } from '../usage-error.ts'
import { version } from '../version.ts'
import { visible } from '../visible.ts'
import { type Arguments, type Command, commands } from './commands.ts'
import { complaint } from './complaint.ts'
import { equip } from './equip.ts'
import type { Io } from './io.ts'
import { lineFault } from './line-fault.ts'
import { warnOfMisspeltVariables } from './misspelt-variables.ts'
import { checkOptions } from './options.ts'
import { mention, write } from './write.ts'

const STDIN = '/dev/stdin'

/** Runs one command line and answers with its exit code; never throws and never prints a stack. */
export async function main(args: readonly string[], io: Io): Promise<number> {
  const redact = io.redactor(secretsIn(io.env))
  // Whoever writes learns of an error by the callback; the event would end the process.
  for (const stream of [io.stdout, io.stderr]) stream.on('error', () => {})
  try {
    await warnOfMisspeltVariables(io, redact)
    return await dispatch(args, io)
  } catch (error) {
    const usage = error instanceof UsageError || ofWorkingDirectory(error)
    const message = messageOf(error)
    const text = usage
      ? message
      : `the doctor itself failed, which says nothing about your set-up: ${message}`
    await mention(io.stderr, `artifacts-doctor: ${visible(text)}\n`, redact)
    return usage ? 2 : 3
  }
}

/** Whether the directory in which the doctor was started is there no more, and was asked for. */
function ofWorkingDirectory(error: unknown): boolean {
  return (error as NodeJS.ErrnoException | undefined)?.syscall === 'uv_cwd'
}

function messageOf(error: unknown): string {
  if (ofWorkingDirectory(error))
    return 'the working directory no longer exists; change to another, or give full paths'
  return error instanceof Error ? error.message : String(error)
}

async function dispatch(args: readonly string[], io: Io): Promise<number> {
  let code = 0
  /** The command line as far as it was read, until it is carried out. */
  let refused: Arguments | undefined
  let chosen: keyof typeof commands = 'check'
  const words = readable(args)
  // Unless it is told, it asks for the working directory, which may be there no more.
  const cli = yargs(words, '/')
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
  // Else a switch before the command would swallow its name.
  for (const flag of SWITCHES)
    cli.option(flag, { type: 'boolean', global: false, hidden: !Object.hasOwn(checkOptions, flag) })
  for (const [name, command] of Object.entries<Command>(commands)) {
    const line = command.takes === undefined ? name : `${name} ${command.takes}`
    cli.command(
      name === 'check' ? [line, '$0'] : line,
      command.describe,
      (builder) => {
        chosen = name as keyof typeof commands
        return built(builder, command)
      },
      async (argv) => {
        // While a command runs, yargs lays its help out for nobody: that is quick without a width.
        cli.wrap(null)
        refused = argv
        const fault = lineFault(args, name, commands)
        if (fault !== undefined) throw new UsageError(fault)
        // Without `check` before it, yargs has no command in `_`.
        if (argv._.length === 0) refuseMisspeltCommand(String(argv.workspace ?? ''))
        refused = undefined
        const equipped = await equip(argv, command, io)
        if (equipped.error !== undefined) {
          await command.unstarted?.(equipped.error, equipped.argv, equipped.io)
          throw equipped.error
        }
        code = await command.run(equipped.argv, equipped.io)
      },
    )
  }
  cli
    .version(version)
    .alias('version', 'V')
    // Under this name alone: whatever ends with the word `help`, as an error may, would ask for it.
    .help('h')
    .hide('h')
    .option('help', { type: 'boolean', describe: 'Show help, as -h does' })
    .wrap(Math.min(100, (io.stdout as Partial<NodeJS.WriteStream>).columns || 80))
    .strict()
    .exitProcess(false)
    .showHelpOnFail(false)
    .fail((message, error) => {
      if (message && cli.parsed) refused = cli.parsed.argv
      // Thrown, or yargs goes on and runs the command. Its own complaints come with a message.
      if (!message) throw error
      const fault = lineFault(args, chosen, commands)
      const { options } = commands[chosen] as Command
      throw new UsageError(fault ?? complaint(message, chosen, options))
    })
  let help = ''
  try {
    await cli.parseAsync(words, {}, (_error, _argv, output) => {
      help = output
    })
  } catch (error) {
    if (refused !== undefined) await sayRefused(error, refused, commands[chosen], io)
    throw error
  }
  if (help !== '') await write(io.stdout, `${help}\n`, (text) => text)
  return code
}

/** A report of yesterday's must not be taken for that of a run which was refused. */
async function sayRefused(
  error: unknown,
  argv: Arguments,
  command: Command,
  io: Io,
): Promise<void> {
  // Where to write may be what is wrong: then there is nowhere to.
  await command.unstarted?.(error, argv, io).catch(() => {})
}

/** The command line as the parser reads it rightly. */
function readable(args: readonly string[]): string[] {
  const [command, ...rest] = args
  if (command === 'help') return [...rest, '-h']
  const end = args.indexOf('--')
  return args.map((arg, index) => {
    if (end >= 0 && index >= end) return arg
    // It takes a lone dash among several words for a flag, and drops it.
    if (arg === '-' && command === 'triage') return STDIN
    return arg === '--help' ? '-h' : arg
  })
}

function built(
  builder: Argv,
  { positionals = {}, options = {}, epilogue, ...command }: Command,
): Argv {
  if (command.usage !== undefined) builder.usage(`$0 ${command.usage}\n\n${command.describe}`)
  if (epilogue !== undefined) builder.epilogue(epilogue)
  for (const [name, positional] of Object.entries(positionals)) builder.positional(name, positional)
  return builder.options(options)
}

/** Every flag without a value, of whichever command. */
const SWITCHES = Object.values<Command>(commands).flatMap(({ options = {} }) =>
  Object.keys(options).filter((flag) => options[flag]?.type === 'boolean'),
)

/** A lone word that is nearly a command is a slip, not a workspace. */
function refuseMisspeltCommand(word: string): void {
  const command = nearby(word, Object.keys(commands))
  if (command === undefined) return
  throw new UsageError(
    `'${word}' is not a command; did you mean '${command}'? For a workspace of that name: check ${word}`,
  )
}
