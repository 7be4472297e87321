import { nearest } from '../nearest.ts'
import { type Command, commands } from './commands.ts'

/** What yargs complains of, in one line: the input, what was expected and the nearest valid choice. */
export function complaint(message: string, args: readonly string[]): string {
  const lines = message.split('\n')
  const behind = (start: string) =>
    lines.find((line) => line.startsWith(start))?.slice(start.length)
  const unknown = behind('Unknown arguments: ') || behind('Unknown argument: ')
  if (unknown)
    return unknown
      .split(', ')
      .map((word) => notKnown(word, args))
      .join('; ')
  if (message.startsWith('Not enough non-option arguments'))
    return `'${args[0]}' stands alone; expected what --help says behind it, such as a file, or - for standard input`
  const short = behind('Not enough arguments following: ')
  if (short) return `--${short}: expected a value after it`
  const [, name, given, list] = lines.map(choice).find((found) => found !== null) ?? []
  if (name === undefined || given === undefined || list === undefined)
    return lines
      .map((line) => line.trim())
      .filter(Boolean)
      .join(' ')
  const choices = [...list.matchAll(/"([^"]*)"/g)].map(([, choice = '']) => choice)
  const flag = flagsFor(args).includes(name) ? `--${name}` : name
  return `${flag}: '${given}' is not a choice; expected ${choices.join(', ')}; nearest: ${nearest(given, choices)}`
}

function choice(line: string): RegExpExecArray | null {
  return /^ *Argument: ([\w-]+), Given: "(.*)", Choices: (.+)/.exec(line)
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
