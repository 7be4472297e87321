import type { Options } from 'yargs'
import { nearest } from '../nearest.ts'
import { settingSpecs } from '../settings/settings.ts'
import type { Command } from './commands.ts'

type Commands = Readonly<Record<string, Command>>

/** What every command answers to. */
const EVERYWHERE: Readonly<Record<string, Options>> = {
  help: { type: 'boolean' },
  version: { type: 'boolean' },
}

const READ_STDIN = ['explain', 'triage']
const MAY_BE_EMPTY = new Set(
  Object.values(settingSpecs).flatMap(({ flag, mayBeEmpty }) => (mayBeEmpty && flag) || []),
)

/**
 * What is wrong with a command line for the command `name`, in one line; undefined where nothing is
 * that the parser would not say. It reads `--offline=yes` as no, lets a flag that it does not know
 * swallow the word behind it, and drops what stands behind `--`, where only `exec` has a command.
 */
export function lineFault(
  args: readonly string[],
  name: string,
  commands: Commands,
): string | undefined {
  const options = { ...commands[name]?.options, ...EVERYWHERE }
  const end = args.indexOf('--')
  const words = end < 0 ? args : args.slice(0, end)
  const dropped = end < 0 || name === 'exec' ? undefined : args[end + 1]
  if (dropped !== undefined)
    return `'${dropped}' stands behind --, which only exec takes; write it before, without --`
  const times = new Map<string, number>()
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index] ?? ''
    if (word === '-' && !READ_STDIN.includes(name))
      return `'-' stands for standard input, which only ${READ_STDIN.join(' and ')} read`
    if (!isFlag(word) || /^-[hV]+$/.test(word)) continue
    const [typed = '', ...rest] = word.split('=')
    const flag = typed.slice(2)
    const option =
      typed.startsWith('--') && Object.hasOwn(options, flag) ? options[flag] : undefined
    if (option === undefined) return unknown(typed, name, commands, options)
    const next = words[index + 1]
    const behind =
      option.type === 'boolean' || next === undefined || isFlag(next) ? undefined : next
    const value = word.includes('=') ? rest.join('=') : behind
    const fault = valueFault(flag, option, value)
    if (fault !== undefined) return fault
    if (value !== undefined && !word.includes('=')) index += 1
    if (option.type !== 'boolean' && !option.array) times.set(flag, (times.get(flag) ?? 0) + 1)
  }
  const repeated = [...times].find(([, count]) => count > 1)
  return repeated && `--${repeated[0]}: given ${repeated[1]} times; expected once`
}

/** As the parser tells a flag from a word or a value: `-` is none, and -1 is a number. */
function isFlag(word: string): boolean {
  return /^-(?!\.?\d|$)/.test(word)
}

function valueFault(flag: string, option: Options, value: string | undefined): string | undefined {
  if (option.type === 'boolean')
    return value === undefined || value === 'true' || value === 'false'
      ? undefined
      : `--${flag}: '${value}' is not a choice; expected --${flag} alone, or =true, or =false`
  if (value === undefined)
    return option.requiresArg ? `--${flag}: expected a value after it` : undefined
  const empty = option.array ? /^[\s,]*$/.test(value) : value === ''
  if (empty && option.choices === undefined && !MAY_BE_EMPTY.has(flag))
    return `--${flag}: the value is empty; expected one, or no --${flag}`
  return undefined
}

function unknown(
  typed: string,
  name: string,
  commands: Commands,
  options: Readonly<Record<string, Options>>,
): string {
  const flag = typed.replace(/^-+/, '')
  const without = flag.replace(/^no-/, '')
  if (without !== flag && options[without]?.type === 'boolean')
    return `'${typed}' is not a flag; expected no --${without}`
  const others = Object.keys(commands).filter((other) => knows(commands[other], flag))
  if (typed.startsWith('--') && others.length > 0)
    return `'${typed}' is a flag of ${others.join(', ')}, not of ${name}; expected what ${name} --help lists`
  const known = Object.keys(options).filter((one) => options[one]?.hidden !== true)
  const near = nearest(flag.toLowerCase(), known)
  return `'${typed}' is not a flag; nearest: --${near}`
}

function knows(command: Command | undefined, flag: string): boolean {
  const { options = {} } = command ?? {}
  return Object.hasOwn(options, flag) && options[flag]?.hidden !== true
}
