import type { Options } from 'yargs'
import { nearest } from '../nearest.ts'

/** What yargs complains of, in one line: the input, what was expected and the nearest valid choice. */
export function complaint(
  message: string,
  name: string,
  options: Readonly<Record<string, Options>> = {},
): string {
  const lines = message.split('\n')
  const behind = (start: string) =>
    lines.find((line) => line.startsWith(start))?.slice(start.length)
  const unknown = behind('Unknown arguments: ') || behind('Unknown argument: ')
  if (unknown)
    return unknown
      .split(', ')
      .map((word) => `'${word}' is one word too many here; see --help`)
      .join('; ')
  if (message.startsWith('Not enough non-option arguments'))
    return `'${name}' stands alone; expected what --help says behind it, such as a file, or - for standard input`
  const [, argument, given, list] = lines.map(choice).find((found) => found !== null) ?? []
  if (argument === undefined || given === undefined || list === undefined)
    return lines
      .map((line) => line.trim())
      .filter(Boolean)
      .join(' ')
  const choices = [...list.matchAll(/"([^"]*)"/g)].map(([, choice = '']) => choice)
  const where = Object.hasOwn(options, argument) ? `--${argument}` : name
  return `${where}: '${given}' is not a choice; expected ${choices.join(', ')}; nearest: ${nearest(given, choices)}`
}

function choice(line: string): RegExpExecArray | null {
  return /^ *Argument: ([\w-]+), Given: "(.*)", Choices: (.+)/.exec(line)
}
