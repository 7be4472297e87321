import { nearest } from '../nearest.ts'
import { type Command, commands } from './commands.ts'

/** What yargs complains of, in one line: the input, what was expected and the nearest valid choice. */
export function complaint(message: string, args: readonly string[]): string {
  const unknown = /^Unknown arguments?: (.+)$/m.exec(message)?.[1]
  if (unknown !== undefined)
    return unknown
      .split(', ')
      .map((word) => notKnown(word, args))
      .join('; ')
  if (message.startsWith('Not enough non-option arguments'))
    return `'${args[0]}' stands alone; expected what --help says behind it, such as a file, or - for standard input`
  const short = /^Not enough arguments following: (.+)$/m.exec(message)?.[1]
  if (short !== undefined) return `--${short}: expected a value after it`
  const [, name, given, list] =
    /^ *Argument: ([\w-]+), Given: "(.*)", Choices: (.+)$/m.exec(message) ?? []
  if (name === undefined || given === undefined || list === undefined)
    return message
      .split('\n')
      .map((line) => line.trim())
      .filter(Boolean)
      .join(' ')
  const choices = [...list.matchAll(/"([^"]*)"/g)].map(([, choice = '']) => choice)
  const flag = flagsFor(args).includes(name) ? `--${name}` : name
  return `${flag}: '${given}' is not a choice; expected ${choices.join(', ')}; nearest: ${nearest(given, choices)}`
}

function notKnown(word: string, args: readonly string[]): string {
  const typed = args.find((arg) => arg.replace(/^-+/, '').split('=')[0] === word)
  if (typed === undefined || !typed.startsWith('-')) {
    return `'${word}' is one word too many here; see --help`
  }
  return `'${typed.split('=')[0]}' is not a flag; nearest: --${nearest(word, flagsFor(args))}`
}

function flagsFor(args: readonly string[]): string[] {
  const { options = {} } = commandIn(args)
  return Object.keys(options)
}

/** The command that was typed; `check` is the default. */
export function commandIn(args: readonly string[]): Command {
  const command = args.find((arg) => Object.hasOwn(commands, arg)) as keyof typeof commands
  return commands[command ?? 'check']
}
